import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { durationText } from '../insight/plainWords.ts';
import type { Lane, Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { drawLanes, drawTracks, laneSizePx } from './drawLanes.ts';
import { seenUntil } from './seen.ts';
import { depthOf, isArea, spanBegunBy, valueAt } from './spanLook.ts';
import { useCanvas } from './useCanvas.ts';
import { type TimeView, usePlayerState, usePlayhead } from './usePlayer.ts';

/** Where the pointer or the keyboard stands: a lane and a moment on it. */
interface Cursor {
  readonly row: number;
  readonly atUs: number;
  /** What the keyboard finds is spoken, what the pointer passes is not. */
  readonly byKey?: boolean;
}

interface LanesPlotProps {
  readonly run: Run;
  readonly lanes: readonly Lane[];
  readonly player: Player;
  readonly selected: number | null;
  readonly view: TimeView;
  onSelect(request: number | null): void;
}

/**
 * The lanes as a picture. It is painted once per view; while time runs only a clip and the playhead move. What has not
 * happened yet is not shown: a learner has still to guess it.
 */
export function LanesPlot({ run, lanes, player, selected, view, onSelect }: LanesPlotProps) {
  const hint = useId();
  const plot = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const { atUs: nowUs } = usePlayerState(player);
  const seenUs = seenUntil(run, nowUs);
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  const pitchPx = heightPx + gapPx;
  const tracks = useCanvas((sheet) => drawTracks(sheet, lanes), [lanes]);
  const spans = useCanvas(
    (sheet) => drawLanes(sheet, lanes, view),
    [lanes, view.fromUs, view.untilUs],
  );
  usePlayhead(run, player, plot, view);

  const spanUs = Math.max(view.untilUs - view.fromUs, 1);
  const percent = (atUs: number) => ((atUs - view.fromUs) / spanUs) * 100;
  const found = cursor && whatIs(lanes, cursor, seenUs);

  const cursorOf = (event: PointerEvent): Cursor => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / pitchPx);
    const share = (event.clientX - box.left) / Math.max(box.width, 1);
    return {
      row: Math.min(Math.max(row, 0), lanes.length - 1),
      atUs: view.fromUs + Math.min(Math.max(share, 0), 1) * spanUs,
    };
  };

  const choose = (at: Cursor) => {
    const { span } = whatIs(lanes, at, seenUs);
    if (span) player.seek(span.fromUs);
    else player.seek(at.atUs);
    if (span && span.request !== null) onSelect(span.request);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(lanes, cursor ?? { row: 0, atUs: nowUs }, event.key, seenUs);
    if (next) setCursor({ ...next, byKey: true });
    else if ((event.key === 'Enter' || event.key === ' ') && cursor) choose(cursor);
    else if (event.key === 'Escape') {
      setCursor(null);
      onSelect(null);
    } else return;
    event.preventDefault();
  };

  const boxes = selected === null ? [] : boxesOf(lanes, selected, view);
  const cursorSpan = found?.span;
  return (
    <>
      <div className="panel-plotrow">
        <ol className="panel-lanes-labels" style={{ lineHeight: `${heightPx}px` }}>
          {lanes.map((lane) => (
            <li key={lane.key} title={lane.label} style={{ height: heightPx, marginBottom: gapPx }}>
              {shortLabel(lane)}
              {isArea(lane) && (
                <span className="panel-lanes-now">{valueAt(depthOf(lane), nowUs)}</span>
              )}
            </li>
          ))}
        </ol>
        <div
          ref={plot}
          className="panel-plot panel-lanes-plot"
          role="application"
          aria-roledescription="timeline"
          aria-label="Lanes over time"
          aria-describedby={hint}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk the stretches
          tabIndex={0}
          style={{ height: lanes.length * pitchPx - gapPx }}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => setCursor(cursorOf(event))}
          onPointerLeave={() => setCursor(null)}
          onClick={(event) => choose(cursorOf(event as unknown as PointerEvent))}
        >
          <canvas ref={tracks} />
          <div className="panel-plot-past">
            <canvas ref={spans} />
            {boxes.map(({ row, fromUs, untilUs }) => (
              <i
                key={`${row} ${fromUs}`}
                className="panel-lanes-mark"
                style={{
                  top: row * pitchPx,
                  height: heightPx,
                  left: `${percent(fromUs)}%`,
                  width: `${percent(untilUs) - percent(fromUs)}%`,
                }}
              />
            ))}
            {cursor && cursorSpan && (
              <i
                className="panel-lanes-mark panel-lanes-cursor"
                style={{
                  top: cursor.row * pitchPx,
                  height: heightPx,
                  left: `${Math.max(percent(cursorSpan.fromUs), 0)}%`,
                  width: `${Math.min(percent(cursorSpan.untilUs), 100) - Math.max(percent(cursorSpan.fromUs), 0)}%`,
                }}
              />
            )}
          </div>
          <i className="panel-playhead" />
        </div>
      </div>
      <p id={hint} className="panel-unseen">
        Arrow up and down choose a lane, left and right a stretch of it; Enter goes there and
        selects its request.
      </p>
      <p className="panel-lanes-words" aria-live={cursor?.byKey ? 'polite' : 'off'}>
        {found ? (
          found.words
        ) : (
          <span className="panel-quiet">Point at a stretch, or walk with the arrow keys.</span>
        )}
      </p>
    </>
  );
}

/** `thread 1.2` for `worker 1 · thread 2`, `w1 queue` for `worker 1 · queue`: the column is as wide as those of the other plots. */
function shortLabel({ label }: Lane): string {
  return label
    .replace(/^worker (\d+) · (\w+) (\d+)$/, '$2 $1.$3')
    .replace(/^worker (\d+) · /, 'w$1 ');
}

/** What stands at a place of the picture, in words; nothing of what is still to come. */
function whatIs(lanes: readonly Lane[], { row, atUs }: Cursor, seenUs: number) {
  const lane = lanes[row];
  if (!lane || atUs > seenUs) return { span: null, words: 'not yet: time has not come this far' };
  if (isArea(lane)) {
    const depth = valueAt(depthOf(lane), atUs);
    const noun = { front: 'open', busy: 'busy' }[lane.kind as string] ?? 'waiting';
    return { span: null, words: `${lane.label}: ${depth} ${noun} at ${durationText(atUs)}` };
  }
  const span = lane.spans[spanBegunBy(lane.spans, atUs)];
  if (!span || span.untilUs < atUs) return { span: null, words: `${lane.label}: nothing` };
  const isOver = span.untilUs <= seenUs;
  const lasted = durationText(Math.min(span.untilUs, seenUs) - span.fromUs);
  const words = `${lane.label}: ${span.words}, from ${durationText(span.fromUs)}, ${isOver ? `for ${lasted}` : `${lasted} so far`}`;
  return { span, words };
}

/** Where an arrow key leads, or null for other keys. */
function moved(lanes: readonly Lane[], from: Cursor, key: string, seenUs: number): Cursor | null {
  if (key === 'ArrowUp') return { ...from, row: Math.max(from.row - 1, 0) };
  if (key === 'ArrowDown') return { ...from, row: Math.min(from.row + 1, lanes.length - 1) };
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const lane = lanes[from.row];
  if (!lane) return from;
  const moments = isArea(lane) ? depthOf(lane).atUs : lane.spans.map((span) => span.fromUs);
  const next =
    key === 'ArrowRight'
      ? moments.find((atUs) => atUs > from.atUs && atUs <= seenUs)
      : moments.findLast((atUs) => atUs < from.atUs);
  return { ...from, atUs: next ?? from.atUs };
}

/** Where one request was, to be framed: stretches that follow one another on a lane share a frame. */
function boxesOf(lanes: readonly Lane[], request: number, view: TimeView) {
  const boxes: { row: number; fromUs: number; untilUs: number }[] = [];
  lanes.forEach((lane, row) => {
    if (isArea(lane)) return;
    for (const span of lane.spans) {
      if (span.request !== request) continue;
      const fromUs = Math.max(span.fromUs, view.fromUs);
      const untilUs = Math.min(span.untilUs, view.untilUs);
      if (fromUs > untilUs) continue;
      const last = boxes.at(-1);
      if (last?.row === row && last.untilUs === fromUs) last.untilUs = untilUs;
      else boxes.push({ row, fromUs, untilUs });
    }
  });
  return boxes;
}
