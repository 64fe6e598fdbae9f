import type { Band, CapacityCurve } from '../../insight/capacityShape.ts';
import { countText, durationText } from '../../insight/plainWords.ts';
import { formatRate } from '../../scenario/units.ts';
import { factorText, latencyText, loadText, shareText } from './capacityWords.ts';

/** The figures of the chart, and those that it has no room for. */
export function CapacityTable({ curve, at }: { curve: CapacityCurve; at: number }) {
  const { points, theory, knee } = curve;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it on narrow screens
    <section className="panel-scrolls" aria-label="Capacity as a table" tabIndex={0}>
      <table className="panel-table panel-capacity-table">
        <caption>
          Median of {countText(curve.seeds, 'run')} with different seeds, the least and the most
          behind it
        </caption>
        <thead>
          <tr>
            <th scope="col">load</th>
            <th scope="col">of now</th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            {theory && <th scope="col">{theory.name} p95</th>}
            <th scope="col">errors</th>
            <th scope="col">answered</th>
            <th scope="col">workers held</th>
            <th scope="col">cores busy</th>
            <th scope="col">queue</th>
            <th scope="col">requests</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, i) => (
            <tr key={point.factor} data-chosen={i === at || undefined}>
              <th scope="row">
                {loadText(point)}
                {point.factor === knee?.factor && <small> the last that holds</small>}
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
              <td>{point.meanQueue.mid.toFixed(1)}</td>
              <td>{point.requests.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const theoryText = (us: number | undefined) =>
  us === undefined ? '–' : Number.isFinite(us) ? durationText(us) : 'no end';

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
