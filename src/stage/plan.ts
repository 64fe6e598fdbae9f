import { t } from '../language/t.ts';
import type { AppServer, Database, Front, ListenSocket, Scenario } from '../scenario/scenario.ts';
import { entryOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import { stationsOf } from './frontWording.ts';

/** Kinds of tiers, as spotlights and lessons name them. */
export type TierName = 'clients' | 'internet' | 'front' | 'socket' | 'app' | 'database';

/** One front server: `front` is its place in `Scene.fronts`. */
export interface FrontPlan {
  readonly front: number;
  readonly name: string;
  readonly host: number;
  readonly settings: Front;
  /** Rooms where requests wait in it, see `stationsOf`. */
  readonly stations: number;
}

/** One app server: `instance` is its place in `Scene.instances`. */
export interface ServerPlan {
  readonly instance: number;
  readonly name: string;
  readonly host: number;
  readonly app: AppServer;
}

/** App servers that stand on one host. */
export interface HostGroup {
  readonly host: number;
  readonly servers: readonly ServerPlan[];
}

/** One column of the street. Its key is the column's name and unlike all others. */
export type TierPlan = { readonly key: string } & (
  | { readonly kind: 'clients' | 'internet' }
  | { readonly kind: 'front'; readonly title: string; readonly fronts: readonly FrontPlan[] }
  /** Where several servers listen, each has its queue in its own box, and the strip tells them together. */
  | { readonly kind: 'socket'; readonly socket: ListenSocket; readonly queues: number }
  | { readonly kind: 'app'; readonly title: string; readonly groups: readonly HostGroup[] }
  /** `host`: null for a file that stands where the app server does. */
  | { readonly kind: 'database'; readonly host: number | null; readonly database: Database }
);

/** Tiers that stand on the same hosts side by side: `from` and `until` (exclusive) are places in `tiers`. */
export interface Ground {
  readonly from: number;
  readonly until: number;
  readonly hosts: readonly number[];
}

/** Which cards stand where, in the order of the street. What a scenario lacks is not in it. */
export interface StagePlan {
  readonly tiers: readonly TierPlan[];
  readonly grounds: readonly Ground[];
  /** A database that no route asks: named beside the street rather than given a column. */
  readonly unasked: Database | null;
}

/** The street of a scenario. Pure; the renderer knows no scenario, only rows of this. */
export function stagePlan(scenario: Scenario): StagePlan {
  const { front, socket, app, database } = scenario;
  const servers: ServerPlan[] = Array.from({ length: app.instances ?? 1 }, (_, instance) => ({
    instance,
    name: t('app {instance}', { instance: instance + 1 }),
    host: hostOf(app, instance),
    app,
  }));
  const fronts: FrontPlan[] = front
    ? Array.from({ length: front.instances }, (_, i) => ({
        front: i,
        name:
          front.instances > 1 ? `${frontEntryOf(front).name} ${i + 1}` : frontEntryOf(front).name,
        host: hostOf(front, i),
        settings: front,
        stations: stationsOf(front, app).length,
      }))
    : [];
  const isAsked = database !== null && asksDatabase(scenario);
  return planOf({
    fronts,
    socket,
    servers,
    database: isAsked ? database : null,
    unasked: isAsked ? null : database,
  });
}

/** A plan from lists of servers: what {@link stagePlan} makes of a scenario, and any topology that has more of them. */
export function planOf(street: {
  fronts: readonly FrontPlan[];
  socket: ListenSocket;
  servers: readonly ServerPlan[];
  database: Database | null;
  unasked?: Database | null;
}): StagePlan {
  const { fronts, socket, servers, database } = street;
  const tiers: TierPlan[] = [
    { kind: 'clients', key: 'clients' },
    { kind: 'internet', key: 'internet' },
  ];
  const [door] = fronts;
  if (door)
    tiers.push({ kind: 'front', key: 'front', title: frontEntryOf(door.settings).name, fronts });
  tiers.push({ kind: 'socket', key: 'socket', socket, queues: servers.length });
  const [first] = servers;
  tiers.push({
    kind: 'app',
    key: 'app',
    title: first ? entryOf(first.app).name : '',
    groups: byHost(servers),
  });
  if (database)
    tiers.push({
      kind: 'database',
      key: 'database',
      host: database.kind === 'sqlite' ? null : database.host,
      database,
    });
  return { tiers, grounds: groundsOf(tiers), unasked: street.unasked ?? null };
}

function byHost(servers: readonly ServerPlan[]): HostGroup[] {
  const hosts = [...new Set(servers.map((s) => s.host))];
  return hosts.map((host) => ({ host, servers: servers.filter((s) => s.host === host) }));
}

/** Hosts that a tier stands on; null: on none of its own. */
function hostsOf(tier: TierPlan): readonly number[] | null {
  if (tier.kind === 'front') return [...new Set(tier.fronts.map((f) => f.host))];
  if (tier.kind === 'app') return tier.groups.map((g) => g.host);
  return tier.kind === 'database' && tier.host !== null ? [tier.host] : null;
}

/** Neighbours on the same hosts share their ground; the socket between them too, and a database that is a file beside its app. */
export function groundsOf(tiers: readonly TierPlan[]): Ground[] {
  const grounds: { from: number; until: number; hosts: readonly number[] }[] = [];
  tiers.forEach((tier, i) => {
    const last = grounds.at(-1);
    if (tier.kind === 'database' && tier.host === null && last) {
      last.until = i + 1;
      return;
    }
    const hosts = hostsOf(tier);
    if (!hosts) return;
    const isSame = last && last.hosts.join() === hosts.join();
    if (isSame) last.until = i + 1;
    else grounds.push({ from: i, until: i + 1, hosts });
  });
  return grounds;
}

/** Whether any route has queries. */
export function asksDatabase(scenario: Scenario): boolean {
  return scenario.routes.some(
    (route) => route.queries > 0 || route.spans?.some((span) => span.queries > 0),
  );
}
