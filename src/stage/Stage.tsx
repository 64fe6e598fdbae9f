import { useCallback } from 'react';
import type { Scene } from '../insight/scene/scene.ts';
import { sceneAfter } from '../insight/scene/sceneAt.ts';
import type { Run } from '../insight/shapes.ts';
import type { Player, PlayerState } from '../player/player.ts';
import { badNewsBefore } from './badNews.ts';
import { cueOf } from './cue.ts';
import { type Spotlight, StageView } from './StageView.tsx';
import type { OnAct } from './target.ts';
import { useReducedMotion } from './useZones.ts';
import './palette.css';

export interface StageProps {
  readonly run: Run;
  readonly player: Player;
  /** Selected request, or null: it wears a ring and the others step back a little. */
  readonly selected: number | null;
  readonly onSelect: (request: number | null) => void;
  /** What matters now: lit, the rest dimmed. */
  readonly spotlight?: Spotlight | null;
  /** Called where somebody wants to act upon something; without it nothing offers to be acted upon. */
  readonly onAct?: OnAct;
}

/**
 * Events that have happened. The player tells events of one moment apart; where it does not know this run yet, its moment alone
 * counts.
 */
function eventCountAt(run: Run, { atUs, eventIndex }: PlayerState): number {
  const count = eventIndex + 1;
  const isPast = count === 0 || (count <= run.length && run.at(count - 1) <= atUs);
  const isUpToDate = count >= run.length || run.at(count) >= atUs;
  return isPast && isUpToDate ? count : run.countUntil(atUs);
}

/**
 * The animated picture of a run at the player's moment. Subscribes to the player by itself; render it once and let it run.
 * With reduced motion the picture changes at events only.
 */
export function Stage({ run, player, selected, onSelect, spotlight, onAct }: StageProps) {
  const still = useReducedMotion();
  const sceneOf = useCallback(
    (state: PlayerState): Scene => {
      const count = eventCountAt(run, state);
      return still ? sceneAfter(run, count) : sceneAfter(run, count, state.atUs);
    },
    [run, still],
  );
  const newsOf = useCallback((scene: Scene) => badNewsBefore(run, scene), [run]);
  const cueOfScene = useCallback((scene: Scene) => cueOf(run, scene.eventCount - 1), [run]);
  return (
    <StageView
      scenario={run.scenario}
      sceneOf={sceneOf}
      newsOf={newsOf}
      cueOf={cueOfScene}
      player={player}
      selected={selected}
      onSelect={onSelect}
      spotlight={spotlight ?? null}
      {...(onAct ? { onAct } : {})}
    />
  );
}
