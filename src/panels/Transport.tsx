import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { clockText, lengthText } from './clockText.ts';
import { momentAfter, momentBefore, momentsOfInterest } from './momentsOfInterest.ts';
import { Scrubber } from './Scrubber.tsx';
import { SpeedControl } from './SpeedControl.tsx';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';
import './transport.css';

export interface TransportProps {
  readonly player: Player;
  readonly run: Run;
  /** Shows the list of keys. */
  onHelp(): void;
}

/** Play, pause, steps, jumps, speed and the scrubber: all there is to say about when. Nothing plays by itself. */
export function Transport({ player, run, onHelp }: TransportProps) {
  const state = usePlayerState(player);
  const { interestUs } = momentsOfInterest(run);
  const isAtStart = state.atUs <= 0 && state.eventIndex < 0;
  const isAtEnd = state.atUs >= state.endUs;

  return (
    <section className="panel-transport" aria-label="Playback">
      <div className="panel-transport-row">
        <button
          type="button"
          className="panel-play"
          aria-label={state.playing ? 'Pause' : isAtEnd ? 'Play again' : 'Play'}
          title={state.playing ? 'Pause (space)' : 'Play (space)'}
          onClick={() => player.toggle()}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={state.playing ? 'M7 5h4v14H7zM13 5h4v14h-4z' : 'M8 5v14l11-7z'} />
          </svg>
        </button>
        <div className="panel-steps">
          <Step label="Jump to the start" keys="Home" mark="|‹" onPress={() => player.seek(0)} />
          <Step
            label="Previous turning point: a failure, a worker taken or released, the queue starting"
            keys="Shift+←"
            mark="‹‹"
            onPress={() => player.seek(momentBefore(interestUs, state.atUs) ?? 0)}
          />
          <Step
            label="Step back one event, −1"
            keys="←"
            mark="−1"
            isOff={isAtStart}
            onPress={() => player.stepBack()}
          />
          <Step
            label="Step forward one event, +1"
            keys="→"
            mark="+1"
            isOff={isAtEnd}
            onPress={() => player.stepForward()}
          />
          <Step
            label="Next turning point: a failure, a worker taken or released, the queue starting"
            keys="Shift+→"
            mark="››"
            onPress={() => player.seek(momentAfter(interestUs, state.atUs) ?? state.endUs)}
          />
        </div>
        <output className="panel-clock" aria-live="off">
          <b>t = {clockText(state)}</b> of {lengthText(state.endUs)}
        </output>
        <SpeedControl player={player} />
        <Step label="Keyboard shortcuts" keys="?" mark="?" onPress={onHelp} />
      </div>
      <Scrubber player={player} run={run} />
    </section>
  );
}

interface StepProps {
  label: string;
  keys: string;
  mark: string;
  isOff?: boolean;
  onPress(): void;
}

/** Stays focusable when there is nowhere to go: a button that vanishes under the focus loses the keyboard's place. */
function Step({ label, keys, mark, isOff = false, onPress }: StepProps) {
  return (
    <button
      type="button"
      className="panel-step"
      aria-label={label}
      aria-disabled={isOff}
      title={`${label} (${keys})`}
      onClick={isOff ? undefined : onPress}
    >
      {mark}
    </button>
  );
}
