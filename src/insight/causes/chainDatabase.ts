import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { countText, durationText } from '../plainWords.ts';
import { circumstances } from '../state/circumstances.ts';
import { rowName } from '../state/worldSessions.ts';
import { lockLimit } from '../why/whyLocks.ts';
import type { Chain } from './chain.ts';
import { followUnplugged } from './chainDeeds.ts';
import { followWorkOf } from './chainHold.ts';

/** Why a request waited for the database: a new connection, a long query, a slowed server, a full host. */
export function followDatabase(
  chain: Chain,
  request: number,
  fromUs: number,
  untilUs: number,
): void {
  const { run } = chain;
  const { database, hosts } = run.scenario;
  const endUs = Math.min(untilUs, chain.atUs);
  const m = chain.moment((fromUs + endUs) / 2);
  const life = chain.life(request, m.count);
  const place = { tier: 'database' as const, fromUs, untilUs: endUs, request };
  const { route } = circumstances(run, request);
  const name = chain.name(request);
  chain.blame('database-slow');
  if (
    database &&
    database.kind !== 'sqlite' &&
    followUnplugged(chain, [database.host], fromUs, endUs)
  )
    return;
  if (life.query === NONE && database && database.kind !== 'sqlite') {
    chain.link(
      database.CONN_MAX_AGEUs === 0
        ? `${name} makes a new connection to the database, as every request does (CONN_MAX_AGE 0)`
        : `${name} makes a new connection to the database`,
      { ...place, setting: 'CONN_MAX_AGE' },
    );
  } else {
    const all = (route.spans ?? []).reduce((sum, span) => sum + span.queries, route.queries);
    const queryUs = Math.max(route.queryUs, ...(route.spans ?? []).map((s) => s.queryUs), 0);
    chain.link(
      `${name} asks the database ${all > 1 ? `${all} times` : 'once'}, ${durationText(queryUs)} of work ${all > 1 ? 'each' : 'there'}`,
      place,
    );
  }
  if (m.world.databaseFactor !== 1) {
    chain.link(`the database was ${m.world.databaseFactor} times as slow`, {
      tier: 'database',
      fromUs: slowedAt(chain, m.count) ?? fromUs,
      untilUs: endUs,
    });
    return;
  }
  const busy = m.world.sessions.filter((s) => s.state === 'querying').length;
  const host = database && database.kind !== 'sqlite' ? hosts[database.host] : undefined;
  if (host && busy > host.cores)
    chain.link(`${busy} queries share ${countText(host.cores, 'core')} of “${host.name}”`, {
      tier: 'database',
      fromUs,
      untilUs: endUs,
      setting: 'cores',
    });
}

function slowedAt({ run }: Chain, count: number): number | null {
  for (let i = count - 1; i >= 0; i--)
    if (run.type(i) === EVENT['database/slowed']) return run.at(i);
  return null;
}

/** Why a request waited for a row: who had it, and what that one was at. */
export function followLock(chain: Chain, request: number, fromUs: number, untilUs: number): void {
  const { run } = chain;
  const endUs = Math.min(untilUs, chain.atUs);
  const row = rowName(run, request);
  chain.blame('database-lock');
  const m = chain.moment((fromUs + endUs) / 2);
  const lock = m.world.locks.find((l) => l.row === row);
  const { setting, limitUs } = lockLimit(run.scenario.database);
  if (!lock || lock.request === NONE || !chain.begins(`lock ${lock.request}`)) {
    chain.link(`the row “${row}” was about to change hands`, {
      tier: 'database',
      fromUs,
      untilUs: endUs,
    });
    return;
  }
  const place = lock.waiting.findIndex((one) => one.request === request);
  const before = place > 0 ? `, and ${countText(place, 'request')} came before it` : '';
  const ends = limitUs === Infinity ? '' : ` (${setting} ${durationText(limitUs)})`;
  chain.link(
    `${chain.name(lock.request)} held the row “${row}” until its view was over${before}${ends}`,
    {
      tier: 'database',
      fromUs: lock.sinceUs,
      untilUs: endUs,
      request: lock.request,
      worker: m.world.workers.find((w) => w.request === lock.request)?.worker ?? NONE,
      setting,
    },
  );
  followWorkOf(chain, lock.request, endUs);
}

/** Why the database gave an error: no place, a broken connection, an ended wait. Whether there was any. */
export function followDatabaseFault(chain: Chain, events: readonly RecordedEvent[]): boolean {
  const { run } = chain;
  const locked = events.findLast((e) => e.name === 'lock/timedOut');
  const { setting, limitUs } = lockLimit(run.scenario.database);
  if (locked) {
    const fromUs = locked.at - locked.arg;
    chain
      .blame('database-lock')
      .link(
        `it had waited ${durationText(locked.arg)} for a row, longer than ${setting} (${durationText(limitUs)})`,
        { tier: 'database', fromUs, untilUs: locked.at, request: chain.request, setting },
      );
    followLock(chain, chain.request, fromUs, locked.at);
    return true;
  }
  const asking = events.findLast(
    (e) => e.name === 'query/started' || e.name === 'session/connecting',
  );
  const refused = events.findLast((e) => e.name === 'session/refused' || e.name === 'query/failed');
  if (!refused) return false;
  const at = { fromUs: refused.at, untilUs: refused.at, request: chain.request };
  const stop = lastStop(chain, refused.index);
  const { database } = run.scenario;
  if (
    database &&
    database.kind !== 'sqlite' &&
    followUnplugged(chain, [database.host], asking?.at ?? refused.at, refused.at)
  )
    return true;
  if (refused.name === 'query/failed') {
    const asked = events.findLast((e) => e.name === 'query/started' && e.index < refused.index);
    const wasKept = asked?.at === refused.at;
    chain
      .blame('database-down')
      .link(
        wasKept
          ? 'the connection that its worker had kept (CONN_MAX_AGE) was dead'
          : 'the database connection broke under its query',
        { ...at, tier: 'database', setting: wasKept ? 'CONN_MAX_AGE' : null },
      );
    if (stop !== null) linkStop(chain, stop, refused.at);
    return true;
  }
  const { world } = chain.moment(refused.at);
  if (!world.databaseUp && stop !== null) {
    chain.blame('database-down');
    linkStop(chain, stop, refused.at);
    return true;
  }
  followRefused(chain, refused);
  return true;
}

/** The event with which the database was last stopped, or null. */
function lastStop({ run }: Chain, before: number): number | null {
  for (let i = before; i >= 0; i--) if (run.type(i) === EVENT['database/stopped']) return i;
  return null;
}

function linkStop(chain: Chain, stop: number, untilUs: number): void {
  const { run } = chain;
  const forUs = run.arg(stop);
  chain.link(`the database was ${forUs > 0 ? `away for ${durationText(forUs)}` : 'restarted'}`, {
    tier: 'database',
    fromUs: run.at(stop),
    untilUs: Math.min(untilUs, run.at(stop) + forUs),
  });
}

function followRefused(chain: Chain, refused: RecordedEvent): void {
  const { database } = chain.run.scenario;
  if (!database || database.kind === 'sqlite') return;
  const { world } = chain.moment(refused.at);
  const reserved = database.kind === 'postgresql' ? database.superuser_reserved_connections : 0;
  const most = database.max_connections - reserved;
  const isIdle = (s: (typeof world.sessions)[number]) => s.state === 'idle' && s.request === NONE;
  const idle = world.sessions.filter(isIdle).length;
  const busy = world.sessions.filter((s) => !isIdle(s) && s.request !== chain.request);
  chain.blame(idle > busy.length ? 'connections-kept-idle' : 'no-connection-left');
  chain.link(
    `the database had no free connection: max_connections leaves ${most}, ${refused.arg} were open`,
    {
      tier: 'database',
      fromUs: refused.at,
      untilUs: refused.at,
      request: chain.request,
      setting: 'max_connections',
    },
  );
  const since = (list: readonly { sinceUs: number }[]) =>
    Math.min(refused.at, ...list.map((s) => s.sinceUs));
  if (idle > 0)
    chain.link(
      `${idle} of them served nobody: CONN_MAX_AGE keeps a connection for each worker that has once asked`,
      {
        tier: 'app',
        fromUs: since(world.sessions.filter(isIdle)),
        untilUs: refused.at,
        setting: 'CONN_MAX_AGE',
      },
    );
  const first = busy.find((s) => s.request !== NONE);
  if (idle <= busy.length && first) {
    chain.link(
      `${countText(busy.length, 'request')} had them, ${chain.name(first.request)} first`,
      {
        tier: 'database',
        fromUs: since(busy),
        untilUs: refused.at,
        request: first.request,
      },
    );
    linkQueryOf(chain, first.request, refused.at);
  }
}

function linkQueryOf(chain: Chain, request: number, untilUs: number): void {
  const life = chain.life(request);
  const { route } = circumstances(chain.run, request);
  if (life.takenUs < 0 || life.takenUs > untilUs) return;
  chain.link(`“${route.name}” keeps its connection for ${durationText(route.queryUs)} a query`, {
    tier: 'database',
    fromUs: life.takenUs,
    untilUs,
    request,
  });
}
