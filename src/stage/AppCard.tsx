import { useState } from 'react';
import type { InstanceView, Scene, WorkerView } from '../insight/scene/scene.ts';
import { UNMEASURED } from '../insight/unmeasured.ts';
import { t } from '../language/t.ts';
import type { Front } from '../scenario/scenario.ts';
import { entryOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';
import { Arbiter } from './Arbiter.tsx';
import { Gone, goneInWords } from './Gone.tsx';
import { Host } from './Ground.tsx';
import { processesShown } from './laneSlots.ts';
import type { HostGroup, ServerPlan } from './plan.ts';
import { type BoxGrid, boxesPx } from './room.ts';
import { ServerBox } from './ServerBox.tsx';
import { hintOf, shapeOf, watchInWords } from './slotWording.ts';
import { TierCard, type TierState } from './TierCard.tsx';
import { Workers } from './Workers.tsx';

export interface AppCardProps {
  readonly scene: Scene;
  readonly title: string;
  readonly groups: readonly HostGroup[];
  /** Who passes requests on to them, or null. */
  readonly front: Front | null;
  /** Their hosts are named where they stand. */
  readonly hasOwnHosts: boolean;
  readonly lanes: readonly WorkerView[];
  /** How boxes stand on each host, where there are several servers. */
  readonly grids: readonly BoxGrid[];
  /** Height of the street, px: how much can be said of each worker. */
  readonly streetPx: number;
  readonly vertical: boolean;
  /** Words of a worker's death that is still news, or null. */
  readonly death: string | null;
  /** What the arbiter was told to do a moment ago, or null. */
  readonly order: string | null;
  readonly state: TierState;
}

/** The app tier: one server with its arbiter and workers, or several in boxes, by the hosts that they stand on. */
export function AppCard(props: AppCardProps) {
  const { scene, groups, lanes, streetPx, vertical } = props;
  const servers = groups.flatMap((g) => g.servers);
  const [first] = servers;
  if (!first) return null;
  const { app } = first;
  const isOne = servers.length === 1;
  const processes = processesShown(scene.processes, scene.atUs);
  const down = scene.instances.filter((s) => !s.up).length;
  const isDown = down === servers.length;
  const gone = isOne ? goneInWords(scene, first, props.front) : null;
  return (
    <TierCard
      {...props.state}
      tier="app"
      title={isOne ? props.title : `${servers.length} × ${props.title}`}
      isGone={gone !== null || isDown}
      note={entryOf(app).isMeasured ? null : t(UNMEASURED)}
      subtitle={
        gone !== null
          ? gone.short
          : `${shapeOf(app)} · ${watchInWords(app)}${!isOne && down > 0 ? ` · ${t('{down} stopped', { down })}` : ''}`
      }
      hint={hintOf(app)}
      target={isOne ? `app:${first.instance}` : undefined}
    >
      {isOne ? (
        <>
          <Arbiter
            app={app}
            alive={scene.processes.filter((p) => p.state !== 'dead').length}
            instance={scene.instances[first.instance]}
            death={props.death}
            order={props.order}
            atUs={scene.atUs}
          />
          {gone !== null && <Gone words={gone} />}
          <Workers
            app={app}
            instance={null}
            processes={processes}
            lanes={lanes.map((worker, lane) => ({ worker, lane }))}
            streetPx={streetPx}
            vertical={vertical}
            atUs={scene.atUs}
          />
        </>
      ) : (
        groups.map((group, g) => (
          <Group
            key={group.host}
            {...props}
            group={group}
            grid={props.grids[g]}
            isOnOwn={groups.length > 1}
            streetPx={boxesPx(streetPx, groups.length)}
          />
        ))
      )}
    </TierCard>
  );
}

/** Servers that a phone shows before the rest is folded away. */
const SERVERS_DOWN = 3;
const SERVERS_DOWN_OF_MANY_HOSTS = 2;

/** The app servers on one host. */
function Group(
  props: AppCardProps & { group: HostGroup; grid: BoxGrid | undefined; isOnOwn: boolean },
) {
  const { scene, group, grid, isOnOwn, streetPx, vertical } = props;
  const host = scene.hosts[group.host];
  const [isOpen, setOpen] = useState(false);
  const { servers } = group;
  if (!grid) return null;
  const most = !isOnOwn ? SERVERS_DOWN : SERVERS_DOWN_OF_MANY_HOSTS;
  const isFolded = vertical && servers.length > most && !isOpen;
  // What is unusual must be in sight: stopped servers and those with a queue come first.
  const shown = isFolded ? inSight(servers, scene.instances, most) : servers;
  const processes = processesShown(scene.processes, scene.atUs);
  return (
    <div className="stage-group">
      {isOnOwn && props.hasOwnHosts && host && <Host view={host} size="wide" />}
      {isOnOwn && !props.hasOwnHosts && (
        <p className="stage-group-name">{t('on {host}', { host: host?.name ?? t('a host') })}</p>
      )}
      <div
        className="stage-instances"
        style={
          vertical ? undefined : { gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))` }
        }
      >
        {shown.map((server) => (
          <ServerBox
            key={server.instance}
            server={server}
            instance={scene.instances[server.instance]}
            gone={goneInWords(scene, server, props.front)?.short ?? null}
            front={props.front === null ? '' : frontEntryOf(props.front).name}
            processes={processes.filter((p) => p.instance === server.instance)}
            lanes={props.lanes}
            grid={grid}
            streetPx={streetPx}
            vertical={vertical}
            atUs={scene.atUs}
          />
        ))}
      </div>
      {vertical && servers.length > most && (
        <button
          type="button"
          className="stage-fold"
          aria-expanded={!isFolded}
          onClick={() => setOpen(!isOpen)}
        >
          {isFolded && <span data-zone="worker:more" />}
          {isFolded
            ? t('{count} more app servers', { count: servers.length - most })
            : t('fewer app servers')}
        </button>
      )}
    </div>
  );
}

function inSight(
  servers: readonly ServerPlan[],
  views: readonly InstanceView[],
  most: number,
): ServerPlan[] {
  const rank = ({ instance }: ServerPlan): number => {
    const view = views[instance];
    if (!view) return 2;
    return !view.up ? 0 : view.backlog.requests.length > 0 ? 1 : 2;
  };
  const first = servers.toSorted((a, b) => rank(a) - rank(b)).slice(0, most);
  return servers.filter((s) => first.includes(s));
}
