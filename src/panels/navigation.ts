import { useSyncExternalStore } from 'react';
import type { Run } from '../insight/shapes.ts';
import { runIndex } from '../insight/state/runIndex.ts';
import type { Player } from '../player/player.ts';
import { goToEvent } from './goToEvent.ts';
import type { Interest } from './interests.ts';

/** What is jumped between until somebody chooses. */
const USUAL_INTERESTS: readonly Interest[] = ['failure', 'worker', 'queue', 'intervention'];

/** How one goes through a run: chosen in the transport, obeyed by its buttons and by the keys. */
export interface Ways {
  /** What the jumps lead to. */
  readonly kinds: readonly Interest[];
  /** Single steps go from event to event of the selected request. */
  readonly stepsOwn: boolean;
}

/** What the keys do through the transport that is shown. */
export interface Deeds {
  jump(way: 1 | -1): void;
  step(way: 1 | -1, own: boolean): void;
  bookmark(): void;
}

interface Navigation {
  ways: Ways;
  deeds: Deeds | null;
  readonly listeners: Set<() => void>;
}

const navigations = new WeakMap<Player, Navigation>();

function navigationOf(player: Player): Navigation {
  let found = navigations.get(player);
  if (!found) {
    found = {
      ways: { kinds: USUAL_INTERESTS, stepsOwn: false },
      deeds: null,
      listeners: new Set(),
    };
    navigations.set(player, found);
  }
  return found;
}

/** The chosen ways of this player's page, and how to choose others. */
export function useWays(player: Player): readonly [Ways, (next: Partial<Ways>) => void] {
  const navigation = navigationOf(player);
  const ways = useSyncExternalStore(
    (onChange) => {
      navigation.listeners.add(onChange);
      return () => void navigation.listeners.delete(onChange);
    },
    () => navigation.ways,
  );
  return [
    ways,
    (next) => {
      navigation.ways = { ...navigation.ways, ...next };
      for (const listener of [...navigation.listeners]) listener();
    },
  ];
}

/** What the keys shall do from now on; returns the way to take it back. */
export function perform(player: Player, deeds: Deeds): () => void {
  const navigation = navigationOf(player);
  navigation.deeds = deeds;
  return () => {
    if (navigation.deeds === deeds) navigation.deeds = null;
  };
}

/** What the keys do now, or null where no transport is shown. */
export function deedsOf(player: Player): Deeds | null {
  return navigationOf(player).deeds;
}

/** One event on or back among those of one request. False where there is none that way. */
export function stepOwn(player: Player, run: Run, request: number, way: 1 | -1): boolean {
  const { first, own } = runIndex(run);
  const { atUs, eventIndex } = player.get();
  const mine = own.subarray(first[request] ?? 0, first[request + 1] ?? 0);
  // Between two events, the one that happened last is the first on the way back.
  const isBetween = eventIndex >= 0 && atUs > run.at(eventIndex);
  const goal =
    way > 0
      ? mine.find((index) => index > eventIndex)
      : mine.findLast((index) => index < eventIndex || (isBetween && index === eventIndex));
  if (goal === undefined) return false;
  player.pause();
  goToEvent(player, goal, run.at(goal));
  return true;
}
