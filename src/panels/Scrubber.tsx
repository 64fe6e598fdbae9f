import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { requestTable } from '../recording/requestTable.ts';
import type { Bookmark } from './bookmarks/bookmarks.ts';
import { clockText, lengthText } from './clockText.ts';
import { drawScrubber, INSET_PX } from './drawScrubber.ts';
import { ScrubberMarks } from './ScrubberMarks.tsx';
import { scrubberMarks } from './scrubberMarks.ts';
import { seenUntil } from './seen.ts';
import { useCanvas } from './useCanvas.ts';
import { useMoment, usePlayerState } from './usePlayer.ts';

const SECOND_US = 1_000_000;

interface ScrubberProps {
  readonly player: Player;
  readonly run: Run;
  readonly selected?: number | null;
  readonly ghost?: Run | null;
  readonly bookmarks?: readonly Bookmark[];
}

const NO_BOOKMARKS: readonly Bookmark[] = [];

/** The run as a line to drag along: above it how much happens when and what is marked; under it the life of the selected request. */
export function Scrubber({
  player,
  run,
  selected = null,
  ghost = null,
  bookmarks = NO_BOOKMARKS,
}: ScrubberProps) {
  const state = usePlayerState(player);
  const input = useRef<HTMLInputElement>(null);
  const band = useRef<HTMLElement>(null);
  const marks = useMemo(() => scrubberMarks(run, ghost, bookmarks), [run, ghost, bookmarks]);
  const canvas = useCanvas((sheet) => drawScrubber(sheet, run, marks), [run, marks]);
  const failures = useMemo(() => marks.filter((mark) => mark.kind === 'failure').length, [marks]);
  const life = selected === null ? undefined : requestTable(run)[selected];

  useMoment(player, ({ atUs, endUs }) => {
    const seenUs = seenUntil(run, atUs);
    const shareOf = (us: number) => (endUs > 0 ? us / endUs : 0);
    if (input.current) {
      input.current.value = String(atUs);
      input.current.style.setProperty('--panel-share', shareOf(atUs).toFixed(5));
    }
    // Its end is drawn once it has been seen: a learner may still have to guess it.
    if (band.current && life) {
      const untilUs = Math.max(Math.min(life.endUs ?? endUs, seenUs), life.startUs);
      band.current.hidden = life.startUs > seenUs;
      band.current.style.setProperty('--panel-from', shareOf(life.startUs).toFixed(5));
      band.current.style.setProperty('--panel-until', shareOf(untilUs).toFixed(5));
    }
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

  const clock = { now: clockText(state), end: lengthText(state.endUs) };
  const valueText =
    failures > 0
      ? t('{now} of {end}, {failures, plural, one {# failure} other {# failures}} marked', {
          ...clock,
          failures,
        })
      : t('{now} of {end}', clock);
  return (
    <div className="panel-scrubber">
      {/* The slider says both ends. */}
      <span className="panel-scrubber-end" aria-hidden="true">
        0 s
      </span>
      <div className="panel-scrubber-track">
        <canvas ref={canvas} className="panel-scrubber-marks" />
        {life && <i ref={band} className="panel-scrubber-life" aria-hidden="true" />}
        <ScrubberMarks player={player} run={run} marks={marks} insetPx={INSET_PX} />
        <input
          ref={input}
          type="range"
          min={0}
          max={state.endUs}
          step={1}
          defaultValue={state.atUs}
          aria-label={t('Moment of the run')}
          aria-valuetext={valueText}
          onInput={(event) => player.seek(Number(event.currentTarget.value))}
          onKeyDown={onKeyDown}
        />
      </div>
      <span className="panel-scrubber-end" aria-hidden="true">
        {lengthText(state.endUs)}
      </span>
    </div>
  );
}
