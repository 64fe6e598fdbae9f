import { durationText } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { waterfall } from '../insight/waterfall.ts';
import { t } from '../language/t.ts';
import { stretchLook } from './stretchLook.ts';

interface WaterfallBarsProps {
  readonly run: Run;
  readonly request: number;
  readonly atUs: number;
  onSeek(atUs: number): void;
}

/** Where the request's time went, one bar for each stretch; hatched where it held a worker meanwhile. */
export function WaterfallBars({ run, request, atUs, onSeek }: WaterfallBarsProps) {
  const stretches = waterfall(run, request, atUs);
  const first = stretches[0];
  if (!first) return <p className="panel-quiet">{t('It has not started yet.')}</p>;
  const endUs = Math.max(...stretches.map((stretch) => stretch.untilUs ?? atUs));
  const spanUs = Math.max(endUs - first.fromUs, 1);
  const holds = stretches.some((stretch) => stretch.holdsWorker);
  return (
    <>
      <table className="panel-waterfall">
        <caption className="panel-unseen">{t('Where its time went')}</caption>
        <colgroup>
          <col className="panel-waterfall-name" />
          <col />
          <col className="panel-waterfall-time" />
        </colgroup>
        <thead>
          <tr className="panel-unseen">
            <th scope="col">{t('stretch')}</th>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('how long')}</th>
          </tr>
        </thead>
        <tbody>
          {stretches.map((stretch) => {
            const lastUs = stretch.untilUs ?? atUs;
            const left = ((stretch.fromUs - first.fromUs) / spanUs) * 100;
            const width = ((lastUs - stretch.fromUs) / spanUs) * 100;
            return (
              <tr
                key={`${stretch.key} ${stretch.fromUs} ${stretch.label}`}
                data-depth={stretch.depth || undefined}
              >
                <th scope="row">
                  <button
                    type="button"
                    className="panel-link"
                    title={t('Go to {from}', { from: durationText(stretch.fromUs) })}
                    onClick={() => onSeek(stretch.fromUs)}
                  >
                    {stretch.label}
                  </button>
                  {stretch.holdsWorker && (
                    <span className="panel-unseen">{t(', worker held')}</span>
                  )}
                </th>
                <td>
                  <span className="panel-waterfall-track" aria-hidden="true">
                    <i
                      className={`panel-waterfall-bar ${stretchLook(stretch)}`}
                      style={{ left: `${left}%`, width: `${Math.max(width, 0.8)}%` }}
                    />
                  </span>
                </td>
                <td className="panel-number">
                  {durationText(lastUs - stretch.fromUs)}
                  {stretch.untilUs === null && <span title={t('still going on')}> …</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {holds && (
        <p className="panel-key">
          <i className="panel-waterfall-held" aria-hidden="true" />{' '}
          {t('underlined: a worker was held meanwhile')}
        </p>
      )}
    </>
  );
}
