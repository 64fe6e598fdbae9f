import { evaluate, type Measured, measuredText } from '../../insight/claims/claimsEvaluate.ts';
import { kindOfMeasure, type MeasureKind } from '../../insight/claims/claimsMeasure.ts';
import { measurePhrase } from '../../insight/claims/measurePhrase.ts';
import type { Run } from '../../insight/shapes.ts';
import { numberText } from '../../language/numbers.ts';
import { msg, t } from '../../language/t.ts';
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
      <caption>{t('Before and now')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('now')}</th>
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

interface ChangeWords {
  readonly less: string;
  readonly more: string;
  /** By `{percent}`. */
  readonly lessBy: string;
  readonly moreBy: string;
  readonly times: string;
}

const AMOUNT: ChangeWords = {
  less: msg('▼ less'),
  more: msg('▲ more'),
  lessBy: msg('▼ {percent} % less'),
  moreBy: msg('▲ {percent} % more'),
  times: msg('▲ {times} times as much'),
};

const WORDS: Readonly<Record<Exclude<MeasureKind, 'text' | 'share'>, ChangeWords>> = {
  duration: {
    less: msg('▼ shorter'),
    more: msg('▲ longer'),
    lessBy: msg('▼ {percent} % shorter'),
    moreBy: msg('▲ {percent} % longer'),
    times: msg('▲ {times} times as long'),
  },
  count: {
    less: msg('▼ fewer'),
    more: msg('▲ more'),
    lessBy: msg('▼ {percent} % fewer'),
    moreBy: msg('▲ {percent} % more'),
    times: msg('▲ {times} times as many'),
  },
  rate: AMOUNT,
  bytes: AMOUNT,
};

/** `▼ 85 % shorter`, `▲ 2.3 times as long`: which way and how far. */
function directionText(kind: MeasureKind, from: Measured | null, to: Measured | null): string {
  if (typeof from !== 'number' || typeof to !== 'number' || kind === 'text') return t('another');
  if (kind === 'share') {
    const count = Math.max(1, Math.round(Math.abs(to - from) * 100));
    return to < from
      ? t('{count, plural, one {▼ # points less} other {▼ # points less}}', { count })
      : t('{count, plural, one {▲ # points more} other {▲ # points more}}', { count });
  }
  if (to === 0 && kind === 'count') return t('▼ none any more');
  const words = WORDS[kind];
  if (from <= 0) return t(to < from ? words.less : words.more);
  const ratio = to / from;
  if (ratio < 1) return t(words.lessBy, { percent: Math.max(1, Math.round((1 - ratio) * 100)) });
  if (ratio < 2) return t(words.moreBy, { percent: Math.max(1, Math.round((ratio - 1) * 100)) });
  const times = ratio < 10 ? numberText(Number(ratio.toFixed(1)), 0, 1) : String(Math.round(ratio));
  return t(words.times, { times });
}
