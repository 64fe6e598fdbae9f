import { bytesText } from '../insight/plainWords.ts';
import type { FrontView } from '../insight/scene/scene.ts';
import type { Match } from './FrontCard.tsx';
import type { FrontPlan } from './plan.ts';

/** One of several front servers: its connections, the rule that is lit, what it holds, and room for the requests in it. */
export function FrontBox(props: {
  plan: FrontPlan;
  view: FrontView | null;
  matched: Match | null;
}) {
  const { plan, view, matched } = props;
  const rule = matched ? plan.settings.locations[matched.location] : undefined;
  const heldBytes = [...(view?.requestBuffers ?? []), ...(view?.responseBuffers ?? [])].reduce(
    (sum, b) => sum + b.bytes,
    0,
  );
  const words = [
    ...(rule && matched ? [`#${matched.request + 1} ${rule.modifier} ${rule.match}`] : []),
    ...(heldBytes > 0 ? [`holds ${bytesText(heldBytes)}`] : []),
  ].join(' · ');
  return (
    <li
      className="stage-front"
      data-matched={matched !== null || undefined}
      data-zone={`front:${plan.front}.box`}
      title={words || plan.name}
    >
      <p className="stage-front-head">
        <b>{plan.name}</b>
        <span>
          {view?.up === false
            ? 'stopped'
            : view
              ? `${view.connections}/${view.worker_connections}`
              : 'nothing known of it'}
        </span>
      </p>
      <p className="stage-front-words">{words}</p>
      <div className="stage-front-space" data-zone={`front:${plan.front}.space`} />
    </li>
  );
}
