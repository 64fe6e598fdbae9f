import type { Band, CapacityCurve } from '../../insight/capacityShape.ts';
import { durationText } from '../../insight/plainWords.ts';
import { countOf } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { formatRate } from '../../scenario/units.ts';
import { fixedText } from '../../stage/secondsText.ts';
import { factorText, latencyText, loadText, shareText } from './capacityWords.ts';

/** The figures of the chart, and those that it has no room for. */
export function CapacityTable({ curve, at }: { curve: CapacityCurve; at: number }) {
  const { points, theory, knee } = curve;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it on narrow screens
    <section className="panel-scrolls" aria-label={t('Capacity as a table')} tabIndex={0}>
      <table className="panel-table panel-capacity-table">
        <caption>
          {t(
            'Median of {runs, plural, one {# run} other {# runs}} with different seeds, the least and the most behind it',
            { runs: curve.seeds },
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('load##requests per second')}</th>
            <th scope="col">{t('of now')}</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            {theory && <th scope="col">{theory.name} p95</th>}
            <th scope="col">{t('errors')}</th>
            <th scope="col">{t('answered')}</th>
            <th scope="col">{t('workers held')}</th>
            <th scope="col">{t('cores busy')}</th>
            <th scope="col">{t('queue')}</th>
            <th scope="col">{t('requests')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, i) => (
            <tr key={point.factor} data-chosen={i === at || undefined}>
              <th scope="row">
                {loadText(point)}
                {point.factor === knee?.factor && <small> {t('the last that holds')}</small>}
              </th>
              <td>{factorText(point.factor)}</td>
              <Figure band={point.p50Us} words={latencyText} />
              <Figure band={point.p95Us} words={latencyText} />
              <Figure band={point.p99Us} words={latencyText} />
              {theory && <td>{theoryText(theory.points[i]?.p95Us)}</td>}
              <Figure band={point.errorShare} words={shareText} />
              <Figure band={point.throughputPerSecond} words={(n) => formatRate(n, 3)} />
              <td>{shareText(point.workerUtilisation.mid)}</td>
              <td>{shareText(point.coreUtilisation.mid)}</td>
              <td>{fixedText(point.meanQueue.mid, 1)}</td>
              <td>{countOf(point.requests)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const theoryText = (us: number | undefined) =>
  us === undefined ? '–' : Number.isFinite(us) ? durationText(us) : t('no end');

/** The median, and the range where the seeds differ. */
function Figure({ band, words }: { band: Band; words(value: number): string }) {
  const [low, mid, high] = [words(band.low), words(band.mid), words(band.high)];
  return (
    <td>
      {mid}
      {low !== high && (
        <small>
          {' '}
          {low} – {high}
        </small>
      )}
    </td>
  );
}
