import type { Scene, SessionView, WorkerView } from '../insight/scene/scene.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { frontTraitsOf } from '../scenario/servers/fronts.ts';
import { AppCard } from './AppCard.tsx';
import { type Arrangement, crowdedWires } from './arrange.ts';
import type { BadNews } from './badNews.ts';
import { ClientsCard } from './ClientsCard.tsx';
import type { ClientRow } from './clientRows.ts';
import { DatabaseCard } from './DatabaseCard.tsx';
import { FrontCard } from './FrontCard.tsx';
import { choiceInWords, weightsOf } from './frontWording.ts';
import { hostsInCards } from './Ground.tsx';
import { Heaps } from './Heaps.tsx';
import { Internet, WireLayer } from './Internet.tsx';
import type { StagePlan, TierName, TierPlan } from './plan.ts';
import { QueryLines } from './QueryLines.tsx';
import type { BoxGrid } from './room.ts';
import { SocketStrip } from './SocketStrip.tsx';
import type { Street } from './street.ts';
import type { TierState } from './TierCard.tsx';
import type { Zones } from './zones.ts';

export interface TiersProps {
  readonly scene: Scene;
  readonly scenario: Scenario;
  readonly plan: StagePlan;
  /** Grid line of each tier of the plan. */
  readonly lines: readonly number[];
  readonly rows: readonly ClientRow[];
  readonly lanes: readonly WorkerView[];
  readonly sessions: readonly (SessionView | null)[];
  /** Processes are drawn as spaces, without lanes. */
  readonly hasSpaces: boolean;
  readonly zones: Zones | null;
  readonly street: Street | null;
  readonly arrangement: Arrangement | null;
  readonly grids: readonly BoxGrid[];
  readonly streetPx: number;
  readonly vertical: boolean;
  readonly news: BadNews;
  readonly litTier: TierName | null;
  readonly cuedTier: TierName | null;
}

const NOWHERE: ReadonlySet<number> = new Set();

/** The cards of the plan, one after another, with the wires behind them and the lines between them. */
export function Tiers(props: TiersProps) {
  const { scene, scenario, plan, zones, street, arrangement, litTier } = props;
  const lit = (tier: TierName): boolean | null => (litTier === null ? null : litTier === tier);
  const isDim = (...tiers: TierName[]): boolean => tiers.every((tier) => lit(tier) === false);
  const servers = plan.tiers.flatMap((t) =>
    t.kind === 'app' ? t.groups.flatMap((g) => g.servers) : [],
  );
  const { front } = scenario;
  const isMany = servers.length > 1;
  return (
    <>
      {street && (
        <WireLayer
          scene={scene}
          scenario={scenario}
          rows={props.rows}
          street={street}
          crowded={arrangement ? crowdedWires(arrangement) : NOWHERE}
          dimmed={isDim('internet')}
        />
      )}
      {plan.tiers.map((tier, i) => (
        <Tier
          key={tier.key}
          {...props}
          tier={tier}
          state={{
            line: props.lines[i] ?? 1,
            lit: lit(tier.kind),
            cued: props.cuedTier === tier.kind,
          }}
        />
      ))}
      {zones && (
        <QueryLines
          zones={zones}
          lanes={props.lanes}
          hasSpaces={props.hasSpaces}
          rows={props.sessions}
          hasDoor={scenario.front?.locations.some((l) => l.does === 'static') ?? false}
          fan={isMany ? servers.map((s) => `box:${s.instance}`) : []}
          weights={front && isMany ? weightsOf(front, servers.length) : null}
          isCutOff={(i) =>
            scene.instances[i]?.up === false || (scene.instances[i]?.downUntilUs ?? null) !== null
          }
          dimQueries={isDim('app', 'database')}
          dimDoor={isDim('front')}
          dimFan={isDim('socket')}
        />
      )}
      {zones && arrangement?.isCrowd && (
        <Heaps scene={scene} bundles={arrangement.bundles} zones={zones} />
      )}
    </>
  );
}

function Tier(props: TiersProps & { tier: TierPlan; state: TierState }) {
  const { tier, state, scene, scenario, plan, news } = props;
  const hasOwnHosts = plan.grounds.some(
    (g) => plan.tiers[g.from] === tier && hostsInCards(plan, g),
  );
  switch (tier.kind) {
    case 'clients':
      return <ClientsCard state={state} scene={scene} rows={props.rows} endings={news.endings} />;
    case 'internet':
      return <Internet state={state} scenario={scenario} />;
    case 'front':
      return (
        <FrontCard
          state={state}
          scene={scene}
          title={tier.title}
          fronts={tier.fronts}
          app={scenario.app}
          hasOwnHosts={hasOwnHosts}
          clientsKeep={
            tier.fronts.some((f) => frontTraitsOf(f.settings, scenario.app).keepaliveUs > 0) &&
            scenario.clients.some((p) => p.keepAlive)
          }
          zones={props.zones}
        />
      );
    case 'socket':
      return (
        <SocketStrip
          state={state}
          scene={scene}
          socket={tier.socket}
          queues={tier.queues}
          choice={
            scenario.front && tier.queues > 1 ? choiceInWords(scenario.front, tier.queues) : null
          }
        />
      );
    case 'app':
      return (
        <AppCard
          state={state}
          scene={scene}
          title={tier.title}
          groups={tier.groups}
          front={scenario.front}
          hasOwnHosts={hasOwnHosts}
          lanes={props.lanes}
          grids={props.grids}
          streetPx={props.streetPx}
          vertical={props.vertical}
          death={news.death}
          order={news.order}
        />
      );
    case 'database':
      return (
        <DatabaseCard state={state} scene={scene} kind={tier.database.kind} rows={props.sessions} />
      );
  }
}
