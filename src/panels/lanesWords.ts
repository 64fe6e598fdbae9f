import { durationText } from '../insight/plainWords.ts';
import type { Lane, Span } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import { depthOf, isArea, spanBegunBy, valueAt } from './spanLook.ts';

/** A place of the lanes: a lane and a moment on it. */
export interface LanePlace {
  readonly row: number;
  readonly atUs: number;
}

/** What stands at a place of the picture, in words; nothing of what is still to come. */
export function whatIs(
  lanes: readonly Lane[],
  { row, atUs }: LanePlace,
  seenUs: number,
): { readonly span: Span | null; readonly words: string } {
  const lane = lanes[row];
  if (!lane || atUs > seenUs)
    return { span: null, words: t('not yet: time has not come this far') };
  if (isArea(lane)) {
    const depth = valueAt(depthOf(lane), atUs);
    return {
      span: null,
      words: t(
        '{label}: {depth} {kind, select, front {open} busy {busy} other {waiting}} at {time}',
        { label: lane.label, depth, kind: lane.kind, time: durationText(atUs) },
      ),
    };
  }
  const span = lane.spans[spanBegunBy(lane.spans, atUs)];
  if (!span || span.untilUs < atUs)
    return { span: null, words: t('{label}: nothing', { label: lane.label }) };
  const isOver = span.untilUs <= seenUs;
  const lasted = durationText(Math.min(span.untilUs, seenUs) - span.fromUs);
  const said = { label: lane.label, does: span.words, from: durationText(span.fromUs), lasted };
  const words = isOver
    ? t('{label}: {does}, from {from}, for {lasted}', said)
    : t('{label}: {does}, from {from}, {lasted} so far', said);
  return { span, words };
}

/** Where an arrow key leads, or null for other keys. */
export function moved(
  lanes: readonly Lane[],
  from: LanePlace,
  key: string,
  seenUs: number,
): LanePlace | null {
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

/** `thread 1.2` for `worker 1 · thread 2`, `w1 queue` for `worker 1 · queue`: the column is as wide as those of the other plots. */
export function shortLabel({ label }: Lane): string {
  return label
    .replace(/^worker (\d+) · (\w+) (\d+)$/, '$2 $1.$3')
    .replace(/^worker (\d+) · /, 'w$1 ');
}
