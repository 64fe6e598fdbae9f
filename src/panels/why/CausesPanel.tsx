import { costliestCauses } from '../../insight/causes/costliestCauses.ts';
import type { CostlyCause } from '../../insight/causes/costlyShape.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import { t } from '../../language/t.ts';
import type { InstrumentView } from '../instrument.ts';
import { seenUntil } from '../seen.ts';
import { usePlayerState } from '../usePlayer.ts';
import '../panel.css';
import './why.css';

/** While playing, the sums are made anew this many times a run. */
const STEPS = 40;

/** The three causes that cost the most waiting time, as far as the run has been watched; each leads to the request that it cost most. */
export function CausesPanel({ run, player, onSelect }: InstrumentView) {
  const { atUs, playing } = usePlayerState(player);
  const seenUs = Math.min(run.endUs, seenUntil(run, atUs));
  const stepUs = Math.max(1, run.endUs / STEPS);
  const untilUs =
    playing && seenUs < run.endUs ? Math.floor(Math.floor(seenUs / stepUs) * stepUs) : seenUs;
  const { dearest, all, waitedUs, requests } = costliestCauses(run, untilUs);
  const isAll = untilUs >= run.endUs;
  const rest = all.slice(dearest.length).reduce((sum, one) => sum + one.waitedUs, 0);
  const follow = ({ example }: CostlyCause): void => {
    player.seek(example.atUs);
    onSelect(example.request);
    player.pointer.point({ request: example.request });
  };
  return (
    <section className="panel-causes" aria-label={t('What cost the most waiting')}>
      <p>
        {waitedUs === 0
          ? isAll
            ? t('Nobody waited for anybody: what took time was everyone’s own work and way.')
            : t(
                'Nobody has waited for anybody yet: what took time was everyone’s own work and way.',
              )
          : isAll
            ? t(
                '{requests, plural, one {# request} other {# requests}} waited {time} in all. What kept them:',
                { requests, time: durationText(waitedUs) },
              )
            : t(
                '{requests, plural, one {# request has} other {# requests have}} waited {time} in all, as far as watched ({until}). What kept them:',
                { requests, time: durationText(waitedUs), until: durationText(untilUs) },
              )}
      </p>
      <ol className="panel-causes-list">
        {dearest.map((cause) => (
          <li key={cause.cause}>
            <button type="button" className="panel-causes-cause" onClick={() => follow(cause)}>
              <span className="panel-causes-words">{cause.words}</span>
              <span className="panel-causes-share">{shareText(cause.share)}</span>
              <span className="panel-causes-bar" aria-hidden="true">
                <span style={{ inlineSize: `${(cause.share * 100).toFixed(1)}%` }} />
              </span>
              <span className="panel-quiet">
                {t(
                  '{time} over {requests, plural, one {# request} other {# requests}}; most by {request} at {at}',
                  {
                    time: durationText(cause.waitedUs),
                    requests: cause.requests,
                    request: requestName(cause.example.request),
                    at: durationText(cause.example.atUs),
                  },
                )}
                {cause.setting && (
                  <>
                    {' '}
                    · <code translate="no">{cause.setting}</code>
                  </>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <p className="panel-quiet">
          {t('Other causes: {rest} ({waited}).', {
            rest: durationText(rest),
            waited: shareText(rest / waitedUs),
          })}
        </p>
      )}
    </section>
  );
}

const shareText = (share: number): string =>
  share > 0 && share < 0.01 ? '< 1 %' : `${Math.round(share * 100)} %`;
