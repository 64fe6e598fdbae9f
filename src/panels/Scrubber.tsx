import { type KeyboardEvent, useRef } from 'react';
import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { clockText, lengthText } from './clockText.ts';
import { momentsOfInterest } from './momentsOfInterest.ts';
import { seenUntil } from './seen.ts';
import { type Sheet, useCanvas } from './useCanvas.ts';
import { useMoment, usePlayerState } from './usePlayer.ts';

const SECOND_US = 1_000_000;

/** The run as a line to drag along: above it how much happens when, and a red notch for each failure. */
export function Scrubber({ player, run }: { player: Player; run: Run }) {
  const state = usePlayerState(player);
  const input = useRef<HTMLInputElement>(null);
  const marks = useCanvas((sheet) => drawMarks(sheet, run), [run]);
  const failures = momentsOfInterest(run).failureUs.length;

  useMoment(player, ({ atUs, endUs }) => {
    seenUntil(run, atUs);
    if (!input.current) return;
    input.current.value = String(atUs);
    const share = endUs > 0 ? (atUs / endUs) * 100 : 0;
    input.current.style.setProperty('--panel-share', (share / 100).toFixed(5));
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { atUs, endUs } = player.get();
    const smallUs = Math.max(Math.round(endUs / 200), 1);
    const goals: Record<string, number> = {
      ArrowLeft: atUs - smallUs,
      ArrowDown: atUs - smallUs,
      ArrowRight: atUs + smallUs,
      ArrowUp: atUs + smallUs,
      PageDown: atUs - SECOND_US,
      PageUp: atUs + SECOND_US,
      Home: 0,
      End: endUs,
    };
    const goalUs = goals[event.key];
    if (goalUs === undefined || event.shiftKey) return;
    event.preventDefault();
    player.seek(goalUs);
  };

  return (
    <div className="panel-scrubber">
      <span className="panel-scrubber-end">0 s</span>
      <div className="panel-scrubber-track">
        <canvas ref={marks} className="panel-scrubber-marks" />
        <input
          ref={input}
          type="range"
          min={0}
          max={state.endUs}
          step={1}
          defaultValue={state.atUs}
          aria-label="Moment of the run"
          aria-valuetext={`${clockText(state)} of ${lengthText(state.endUs)}${failures > 0 ? `, ${failures} failure${failures > 1 ? 's' : ''} marked` : ''}`}
          onInput={(event) => player.seek(Number(event.currentTarget.value))}
          onKeyDown={onKeyDown}
        />
      </div>
      <span className="panel-scrubber-end">{lengthText(state.endUs)}</span>
    </div>
  );
}

/** Half the thumb's width: the track's ends lie this far inside the input. */
const INSET_PX = 9;

function drawMarks({ pen, widthPx, heightPx, ink }: Sheet, run: Run): void {
  const room = widthPx - 2 * INSET_PX;
  if (run.endUs <= 0 || room <= 0) return;
  const x = (atUs: number) => INSET_PX + (atUs / run.endUs) * room;
  const columns = new Uint32Array(Math.ceil(room / 2) + 1);
  let most = 1;
  for (let i = 0; i < run.length; i++) {
    const column = Math.floor((run.at(i) / run.endUs) * (columns.length - 1));
    const count = (columns[column] ?? 0) + 1;
    columns[column] = count;
    if (count > most) most = count;
  }
  pen.fillStyle = ink('--line-strong');
  const floor = heightPx - 1;
  columns.forEach((count, column) => {
    if (count === 0) return;
    // The root keeps single events visible beside a burst.
    const tall = Math.max(2, Math.sqrt(count / most) * (heightPx - 7));
    pen.fillRect(INSET_PX + column * 2, floor - tall, 1.4, tall);
  });
  pen.fillStyle = ink('--bad');
  for (const atUs of momentsOfInterest(run).failureUs) {
    const at = x(atUs);
    pen.beginPath();
    pen.moveTo(at - 4, 0);
    pen.lineTo(at + 4, 0);
    pen.lineTo(at, 7);
    pen.fill();
  }
}
