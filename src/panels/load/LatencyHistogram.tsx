import { useMemo } from 'react';
import { percentiles } from '../../insight/percentiles.ts';
import { durationText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { expectedQueue } from '../../insight/theory/theory.ts';
import { t } from '../../language/t.ts';
import { useCanvas } from '../useCanvas.ts';
import { binsOf, drawHistogram } from './drawHistogram.ts';
import { LINES } from './drawLatency.ts';
import { latencyPoints, pointsBy, type TimeScale, timesOf } from './latencyPoints.ts';

interface LatencyHistogramProps {
  readonly run: Run;
  readonly ghost: Run | null;
  /** Requests that ended until then, µs. */
  readonly untilUs: number;
  readonly population: number | null;
  readonly scale: TimeScale;
}

/** How many took how long, with percentiles, and behind it what theory expects where it has something to say. */
export function LatencyHistogram({
  run,
  ghost,
  untilUs,
  population,
  scale,
}: LatencyHistogramProps) {
  const points = latencyPoints(run);
  const count = pointsBy(points, untilUs);
  const expected = useMemo(() => expectedQueue(run.scenario), [run]);
  const times = useMemo(() => timesOf(points, population, 0, count), [points, population, count]);
  const sums = useMemo(() => percentiles(times), [times]);
  const before = useMemo(() => {
    if (!ghost) return null;
    const of = latencyPoints(ghost);
    return timesOf(of, population, 0, pointsBy(of, untilUs));
  }, [ghost, population, untilUs]);
  const shiftUs = sums.count > 0 && expected.applies ? Math.max(0, leastOf(times)) : 0;
  const canvas = useCanvas(
    (sheet) =>
      drawHistogram(sheet, {
        scale,
        counts: binsOf(times, scale),
        before: before && binsOf(before, scale),
        percentiles: sums,
        expected,
        shiftUs,
      }),
    [times, before, scale, expected, shiftUs],
  );
  const ticks = scale.ticks.filter((_, k) => k % Math.ceil(scale.ticks.length / 5) === 0);
  const was = before ? percentiles(before) : null;

  return (
    <figure className="panel-load-histogram">
      <figcaption>
        <b>{t('How many took how long')}</b> {t('{count} answered', { count: sums.count })}
      </figcaption>
      <div className="panel-load-bars" aria-hidden="true">
        <canvas ref={canvas} />
        {ticks.map((us) => (
          <span key={us} style={{ left: `${scale.placeOf(us) * 100}%` }}>
            {durationText(us)}
          </span>
        ))}
      </div>
      <p className="panel-load-words">
        {sums.count === 0 ? (
          <span className="panel-quiet">{t('no answer yet')}</span>
        ) : (
          LINES.map(({ key, name }) => (
            <span key={key} className={`panel-load-line panel-load-${name}`}>
              {name} {durationText(sums[key])}
              {was && was.count > 0 && was[key] !== sums[key] && (
                <small> {t('was {key}', { key: durationText(was[key]) })}</small>
              )}
            </span>
          ))
        )}
      </p>
      <p className="panel-load-theory">
        {expected.applies ? (
          <>
            <i className="panel-load-curve" aria-hidden="true" />{' '}
            {t(
              '{model} expects {stay} on average{way, select, yes {, {shift} of it on the way} other {}}{any, select, yes {; here {mean}} other {}}. Workers busy {busy} %.',
              {
                model: expected.model,
                stay: durationText(expected.queue.meanStayUs + shiftUs),
                way: shiftUs > 0 ? 'yes' : 'no',
                shift: durationText(shiftUs),
                any: sums.count > 0 ? 'yes' : 'no',
                mean: durationText(sums.meanUs),
                busy: Math.round(expected.queue.utilisation * 100),
              },
            )}
          </>
        ) : (
          <span className="panel-quiet">
            {t('No curve of theory: {why}.', { why: expected.why })}
          </span>
        )}
      </p>
    </figure>
  );
}

function leastOf(times: ArrayLike<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < times.length; k++) least = Math.min(least, times[k] as number);
  return least;
}
