import { evaluate, type Measured, measuredText } from '../../insight/claims/claimsEvaluate.ts';
import { kindOfMeasure, type MeasureKind } from '../../insight/claims/claimsMeasure.ts';
import { measurePhrase } from '../../insight/claims/measurePhrase.ts';
import type { Run } from '../../insight/shapes.ts';
import type { Watched } from '../../lesson/lesson.ts';

interface Props {
  readonly watch: readonly Watched[];
  /** The step's run before any knob. */
  readonly before: Run;
  readonly now: Run;
  /** `now` is not yet of the knobs as they stand. */
  readonly isBusy: boolean;
}

/** What is watched, before the change and now, with what has become of it in words. */
export function WatchTable({ watch, before, now, isBusy }: Props) {
  if (watch.length === 0) return null;
  return (
    <table className="app-watch" aria-busy={isBusy}>
      <caption>Before and now</caption>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">before</th>
          <th scope="col">now</th>
        </tr>
      </thead>
      <tbody>
        {watch.map((watched) => {
          const row = watchedRow(watched, before, now);
          return (
            <tr key={row.words} data-changed={row.direction !== '' || undefined}>
              <th scope="row">{row.words}</th>
              <td>{row.before}</td>
              <td>
                <b>{row.now}</b>
                {row.direction && <small>{row.direction}</small>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** One watched measure in words; `direction` is empty where it is the same. */
export function watchedRow({ words, measure }: Watched, before: Run, now: Run) {
  const kind = kindOfMeasure(measure);
  const from = evaluate(before, measure);
  const to = evaluate(now, measure);
  const text = (value: Measured | null): string =>
    value === null ? '—' : measuredText(kind, value);
  return {
    words: measurePhrase(words, measure),
    before: text(from),
    now: text(to),
    direction: text(from) === text(to) ? '' : directionText(kind, from, to),
  };
}

const WORDS: Readonly<Record<MeasureKind, readonly [less: string, more: string]>> = {
  duration: ['shorter', 'longer'],
  count: ['fewer', 'more'],
  share: ['less', 'more'],
  rate: ['less', 'more'],
  bytes: ['less', 'more'],
  text: ['', ''],
};

/** `▼ 85 % shorter`, `▲ 2.3 times as long`: which way and how far. */
function directionText(kind: MeasureKind, from: Measured | null, to: Measured | null): string {
  if (typeof from !== 'number' || typeof to !== 'number' || kind === 'text') return 'another';
  const [less, more] = WORDS[kind];
  if (kind === 'share') {
    const points = Math.max(1, Math.round(Math.abs(to - from) * 100));
    return to < from ? `▼ ${points} points ${less}` : `▲ ${points} points ${more}`;
  }
  if (to === 0 && kind === 'count') return '▼ none any more';
  const way = to < from ? `▼ ` : `▲ `;
  if (from <= 0) return `${way}${to < from ? less : more}`;
  const ratio = to / from;
  if (ratio < 1) return `${way}${Math.max(1, Math.round((1 - ratio) * 100))} % ${less}`;
  if (ratio < 2) return `${way}${Math.max(1, Math.round((ratio - 1) * 100))} % ${more}`;
  const times = ratio < 10 ? Number(ratio.toFixed(1)) : Math.round(ratio);
  return `${way}${times} times as ${kind === 'duration' ? 'long' : kind === 'count' ? 'many' : 'much'}`;
}
