import { bytesText } from '../insight/plainWords.ts';
import type { FrontView, HostView } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import type { Match } from './FrontCard.tsx';
import { Padlock, tlsInWords } from './FrontStations.tsx';
import { Host } from './Ground.tsx';
import type { FrontPlan } from './plan.ts';

/** One of several front servers: its connections, the rule that is lit, what it holds, and room for the requests in it. */
export function FrontBox(props: {
  plan: FrontPlan;
  view: FrontView | null;
  matched: Match | null;
  /** The machine that it has for itself, or null: that is told below. */
  host: HostView | null;
}) {
  const { plan, view, matched, host } = props;
  const { tls } = plan.settings;
  const isDown = view?.up === false;
  const rule = matched ? plan.settings.locations[matched.location] : undefined;
  const heldBytes = [...(view?.requestBuffers ?? []), ...(view?.responseBuffers ?? [])].reduce(
    (sum, b) => sum + b.bytes,
    0,
  );
  const words = [
    ...(rule && matched ? [`#${matched.request + 1} ${rule.modifier} ${rule.match}`] : []),
    ...(heldBytes > 0 ? [t('holds {bytes}', { bytes: bytesText(heldBytes) })] : []),
  ].join(' · ');
  return (
    <li
      className="stage-front"
      data-matched={matched !== null || undefined}
      data-down={isDown || undefined}
      data-zone={`front:${plan.front}.box`}
      title={`${plan.name}${tls ? `, ${tlsInWords(tls)}` : ''}: ${isDown ? t('stopped, nobody answers here') : words || t('nothing to do')}`}
    >
      <div className="stage-front-head">
        <b>
          {plan.name} {tls && <Padlock />}
        </b>
        {host && <Host view={host} size="bare" />}
        <span>
          {isDown
            ? t('stopped')
            : view
              ? `${view.connections}/${view.worker_connections}`
              : t('nothing known of it')}
        </span>
      </div>
      <p className="stage-front-words">{isDown ? t('nobody answers here') : words}</p>
      <div className="stage-front-space" data-zone={`front:${plan.front}.space`} />
    </li>
  );
}
