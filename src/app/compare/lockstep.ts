import type { MergedPlayable } from '../../insight/compare/mergedPlayable.ts';
import { counterpart } from '../../insight/compare/pairRequests.ts';
import type { Run } from '../../insight/shapes.ts';
import type { Player, PlayerState } from '../../player/player.ts';
import type { Pointed, Pointer } from '../../player/pointer.ts';

const NOTHING: Pointed = { request: null, worker: null };

/**
 * One player for each side of a comparison: all of them are the one clock, seen from their own run. Its event index is that of the run, its
 * moment never goes beyond the run's end, and what is pointed at in one side is pointed at in all that have that request.
 */
export function lockstep(
  player: Player,
  merged: MergedPlayable,
  runs: readonly Run[],
): readonly Player[] {
  const pointers = sharedPointers(runs);
  return runs.map((run, side) => {
    let clock: PlayerState | null = null;
    let own: PlayerState | null = null;
    const seen = (state: PlayerState): PlayerState => {
      if (state === clock && own) return own;
      clock = state;
      own = {
        ...state,
        atUs: Math.min(state.atUs, run.endUs),
        eventIndex: merged.ownEvent(side, state.eventIndex),
      };
      return own;
    };
    return {
      ...player,
      pointer: pointers[side] as Pointer,
      get: () => seen(player.get()),
      subscribe: (listener) => player.subscribe((state) => listener(seen(state))),
      // The clock is the page's: a side can neither load it nor end it.
      load: () => {},
      dispose: () => {},
    };
  });
}

/** Pointers that say the same of every run, each in its own numbers. Workers are pointed at in their own side only. */
function sharedPointers(runs: readonly Run[]): Pointer[] {
  const listeners = new Set<() => void>();
  let at: { readonly side: number; readonly pointed: Pointed } = { side: 0, pointed: NOTHING };
  return runs.map((run, side) => {
    let from = at;
    let own = NOTHING;
    const get = (): Pointed => {
      if (from === at) return own;
      from = at;
      own = inOwnNumbers();
      return own;
    };
    const inOwnNumbers = (): Pointed => {
      if (at.side === side || at.pointed === NOTHING) return at.pointed;
      const source = runs[at.side];
      const { request } = at.pointed;
      const there = source && request !== null ? counterpart(source, run, request) : null;
      return there === null ? NOTHING : { request: there, worker: null };
    };
    return {
      get,
      point({ request = null, worker = null }) {
        const isNothing = request === null && worker === null;
        const { pointed } = at;
        if (at.side === side && pointed.request === request && pointed.worker === worker) return;
        if (isNothing && pointed === NOTHING) return;
        at = { side, pointed: isNothing ? NOTHING : { request, worker } };
        for (const listener of [...listeners]) listener();
      },
      subscribe(listener) {
        const tell = () => listener(get());
        listeners.add(tell);
        return () => void listeners.delete(tell);
      },
    };
  });
}
