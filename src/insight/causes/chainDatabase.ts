import { msg, t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { durationText } from '../plainWords.ts';
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
        ? t(
            '{name} makes a new connection to the database, as every request does (CONN_MAX_AGE 0)',
            { name },
          )
        : t('{name} makes a new connection to the database', { name }),
      { ...place, setting: 'CONN_MAX_AGE' },
    );
  } else {
    const all = (route.spans ?? []).reduce((sum, span) => sum + span.queries, route.queries);
    const queryUs = Math.max(route.queryUs, ...(route.spans ?? []).map((s) => s.queryUs), 0);
    chain.link(
      all > 1
        ? t(
            '{name} asks the database {count, plural, one {{count} time} other {{count} times}}, {work} of work each',
            { name, count: String(all), work: durationText(queryUs) },
          )
        : t('{name} asks the database once, {work} of work there', {
            name,
            work: durationText(queryUs),
          }),
      place,
    );
  }
  if (m.world.databaseFactor !== 1) {
    chain.link(
      t('the database was {factor} times as slow', { factor: String(m.world.databaseFactor) }),
      {
        tier: 'database',
        fromUs: slowedAt(chain, m.count) ?? fromUs,
        untilUs: endUs,
      },
    );
    return;
  }
  const busy = m.world.sessions.filter((s) => s.state === 'querying').length;
  const host = database && database.kind !== 'sqlite' ? hosts[database.host] : undefined;
  if (host && busy > host.cores)
    chain.link(
      t(
        '{busy, plural, one {{busy} query shares} other {{busy} queries share}} {cores, plural, one {# core} other {# cores}} of “{host}”',
        { busy: String(busy), cores: host.cores, host: host.name },
      ),
      {
        tier: 'database',
        fromUs,
        untilUs: endUs,
        setting: 'cores',
      },
    );
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
    chain.link(t('the row “{row}” was about to change hands', { row }), {
      tier: 'database',
      fromUs,
      untilUs: endUs,
    });
    return;
  }
  const place = lock.waiting.findIndex((one) => one.request === request);
  chain.link(
    t(
      limitUs === Infinity
        ? msg(
            '{request} held the row “{row}” until its view was over{place, plural, =0 {} one {, and # request came before it} other {, and # requests came before it}}',
          )
        : msg(
            '{request} held the row “{row}” until its view was over{place, plural, =0 {} one {, and # request came before it} other {, and # requests came before it}} ({setting} {limit})',
          ),
      {
        request: chain.name(lock.request),
        row,
        place: Math.max(0, place),
        setting,
        limit: durationText(limitUs),
      },
    ),
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
    chain.blame('database-lock').link(
      t('it had waited {time} for a row, longer than {setting} ({limit})', {
        time: durationText(locked.arg),
        setting,
        limit: durationText(limitUs),
      }),
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
          ? t('the connection that its worker had kept (CONN_MAX_AGE) was dead')
          : t('the database connection broke under its query'),
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
  chain.link(
    forUs > 0
      ? t('the database was away for {time}', { time: durationText(forUs) })
      : t('the database was restarted'),
    {
      tier: 'database',
      fromUs: run.at(stop),
      untilUs: Math.min(untilUs, run.at(stop) + forUs),
    },
  );
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
    t('the database had no free connection: max_connections leaves {most}, {open} were open', {
      most: String(most),
      open: String(refused.arg),
    }),
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
      t(
        '{idle} of them served nobody: CONN_MAX_AGE keeps a connection for each worker that has once asked',
        { idle: String(idle) },
      ),
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
      t('{count, plural, one {# request} other {# requests}} had them, {request} first', {
        count: busy.length,
        request: chain.name(first.request),
      }),
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
  chain.link(
    t('“{name}” keeps its connection for {query} a query', {
      name: route.name,
      query: durationText(route.queryUs),
    }),
    {
      tier: 'database',
      fromUs: life.takenUs,
      untilUs,
      request,
    },
  );
}
