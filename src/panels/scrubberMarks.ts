import type { Run } from '../insight/shapes.ts';
import { listText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import { secondsText } from '../stage/secondsText.ts';
import type { Bookmark } from './bookmarks/bookmarks.ts';
import { interestText, momentsOf } from './interests.ts';

/** One thing marked on the scrubber. */
export interface ScrubberMark {
  readonly kind: 'failure' | 'intervention' | 'difference' | 'bookmark';
  readonly atUs: number;
  /** Number of its event; null for a bookmark, which is of a moment. */
  readonly index: number | null;
  /** A bookmark's own. */
  readonly name: string | null;
}

/** Marks that stand too close to be pressed apart. */
export interface MarkCluster {
  readonly leftPx: number;
  readonly rightPx: number;
  readonly marks: readonly ScrubberMark[];
}

/** Everything worth a mark, in order of time. */
export function scrubberMarks(
  run: Run,
  ghost: Run | null,
  bookmarks: readonly Bookmark[],
): ScrubberMark[] {
  const events = (['failure', 'intervention', 'difference'] as const).flatMap((kind) =>
    momentsOf(run, kind, { selected: null, ghost }).map(
      ({ atUs, index }): ScrubberMark => ({ kind, atUs, index, name: null }),
    ),
  );
  const own = bookmarks
    .filter(({ atUs }) => atUs <= run.endUs)
    .map(({ atUs, name }): ScrubberMark => ({ kind: 'bookmark', atUs, index: null, name }));
  return [...events, ...own].sort((a, b) => a.atUs - b.atUs);
}

/** The least width of something to press, px. */
const TARGET_PX = 24;

/** Marks joined to targets that do not overlap. `xOf` gives the place of a moment, px. */
export function clusterMarks(
  marks: readonly ScrubberMark[],
  xOf: (atUs: number) => number,
): MarkCluster[] {
  const clusters: { leftPx: number; rightPx: number; marks: ScrubberMark[] }[] = [];
  for (const mark of marks) {
    const x = xOf(mark.atUs);
    const last = clusters.at(-1);
    if (last && x - TARGET_PX / 2 < last.rightPx) {
      last.rightPx = x + TARGET_PX / 2;
      last.marks.push(mark);
    } else clusters.push({ leftPx: x - TARGET_PX / 2, rightPx: x + TARGET_PX / 2, marks: [mark] });
  }
  return clusters;
}

const NOUNS: Record<ScrubberMark['kind'], string> = {
  failure: msg('{count, plural, one {# failure} other {# failures}}'),
  intervention: msg('{count, plural, one {# intervention} other {# interventions}}'),
  difference: msg('{count, plural, one {# first difference} other {# first differences}}'),
  bookmark: msg('{count, plural, one {# bookmark} other {# bookmarks}}'),
};

/** `3 failures and 1 bookmark, from 4.200 s to 4.310 s; first: client gives up (#16) at 4.200 s`. */
export function clusterText(run: Run, marks: readonly ScrubberMark[]): string {
  const [first] = marks;
  const last = marks.at(-1);
  if (!first || !last) return '';
  if (marks.length === 1) return markText(run, first);
  const counts = (Object.keys(NOUNS) as ScrubberMark['kind'][]).flatMap((kind) => {
    const count = marks.filter((mark) => mark.kind === kind).length;
    return count === 0 ? [] : [t(NOUNS[kind], { count })];
  });
  return t('{counts}, from {from} to {until}; first: {first}', {
    counts: listText(counts),
    from: secondsText(first.atUs, 3),
    until: secondsText(last.atUs, 3),
    first: markText(run, first),
  });
}

function markText(run: Run, { kind, atUs, index, name }: ScrubberMark): string {
  if (kind === 'bookmark' || index === null)
    return t('bookmark “{name}” at {time}', { name: name ?? '', time: secondsText(atUs, 3) });
  return interestText(run, { kind, atUs, index });
}
