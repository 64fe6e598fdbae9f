import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/scenario/fields.ts';
import { writeField } from '../../src/scenario/fields.ts';
import { decodeLink, encodeLink } from '../../src/scenario/link.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { APP_SERVERS, type AppKind } from '../../src/scenario/servers/appServers.ts';
import { FRONTS, type FrontKind } from '../../src/scenario/servers/fronts.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';

function parsed(written: unknown): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario))
    throw new Error(`${JSON.stringify(written)}\n${JSON.stringify(scenario)}`);
  return scenario;
}

/** A value that a field takes and that is not its default; the default where it has only one. */
function another(field: Field): unknown {
  switch (field.kind) {
    case 'flag':
      return !field.fallback;
    case 'choice':
      return field.choices.find((choice) => choice !== field.fallback) ?? field.fallback;
    case 'text':
      return field.fallback;
    default: {
      const step = field.kind === 'duration' ? 1_000_000 : 1;
      const value = field.fallback === null ? field.max : Number(field.fallback);
      return writeField(value + step <= field.max ? value + step : field.min, {
        ...field,
        named: {},
      });
    }
  }
}

/** What must stand around an app server for it to be allowed. */
const AROUND: { readonly [K in AppKind]?: object } = { mod_wsgi: { front: 'apache' } };
/** Values that need something else. */
const APART: Readonly<Record<string, object>> = {
  'mod_wsgi.mode': { front: 'none' },
};

/** Writes, reads, and sends through a link. */
function goesRound(written: Record<string, unknown>): Scenario {
  const scenario = parsed(written);
  const short = writeScenario(scenario);
  expect(parsed(short)).toStrictEqual(scenario);
  const state = decodeLink(String(encodeLink({ scenario: short })));
  expect(isProblems(state) ? state : state.scenario).toEqual(short);
  return scenario;
}

const settingsOf = (entries: { readonly [name: string]: { readonly settings: object } }) =>
  Object.entries(entries).flatMap(([kind, { settings }]) =>
    Object.entries(settings as Readonly<Record<string, Field>>).map(
      ([member, field]) => [kind, member, field] as const,
    ),
  );

describe('every setting of every server is read, written and linked', () => {
  test.each(
    settingsOf(APP_SERVERS).map(
      ([kind, member, field]) => [`${kind}.${field.key}`, kind, member, field] as const,
    ),
  )('app %s', (name, kind, member, field) => {
    const around = APART[name] ?? AROUND[kind as AppKind] ?? {};
    const mode = kind === 'mod_wsgi' && name !== 'mod_wsgi.mode' ? { mode: 'daemon' } : {};
    const app = { server: kind, ...mode, [field.key]: another(field) };
    const scenario = goesRound({ ...around, app });
    if (field.kind === 'choice' && field.choices.length === 1) return;
    expect(scenario.app[member as 'kind']).not.toBe(field.fallback);
  });

  test.each(
    settingsOf(FRONTS).map(
      ([kind, member, field]) => [`${kind}.${field.key}`, kind, member, field] as const,
    ),
  )('front %s', (_, kind, member, field) => {
    const scenario = goesRound({ front: { server: kind, [field.key]: another(field) } });
    if (field.kind === 'choice' && field.choices.length === 1) return;
    expect(scenario.front?.[member as 'kind']).not.toBe(field.fallback);
  });
});

test.each(Object.keys(APP_SERVERS) as AppKind[])('%s alone is a whole app server', (kind) => {
  const scenario = goesRound({ ...AROUND[kind], app: { server: kind } });
  expect(scenario.app.kind).toBe(kind);
  expect(scenario.socket.backlog).toBe(APP_SERVERS[kind].backlog);
  const { app } = writeScenario(scenario);
  expect(app).toEqual(kind === 'gunicorn' ? {} : { server: kind });
});

test.each(Object.keys(FRONTS) as FrontKind[])('%s alone is a whole front server', (kind) => {
  expect(goesRound({ front: kind }).front?.kind).toBe(kind);
  expect(writeScenario(parsed({ front: kind })).front).toEqual(
    kind === 'nginx' ? undefined : { server: kind },
  );
});

test('a wide front comes back as it was written', () => {
  const written = {
    hosts: { edge1: {}, edge2: {}, web1: { cores: 4 }, web2: {}, db: {} },
    clients: [
      { name: 'visitors', addresses: 'network', http2: false, window: '64KiB', resumes: true },
    ],
    front: {
      hosts: ['edge1', 'edge2'],
      instances: 5,
      balancer: 'balancer',
      upstream: { method: 'least_conn', weights: [3, 1] },
      tls: { ssl_protocols: '1.2', certificate: 'rsa', http2: true },
      limit_req: { rate: '5/s', burst: 20, nodelay: true, limit_req_status: 429 },
      proxy_cache: {
        proxy_cache_valid: '1min',
        proxy_cache_lock: true,
        proxy_cache_lock_timeout: '2s',
        proxy_cache_lock_age: '3s',
        proxy_cache_use_stale: true,
      },
      gzip: true,
    },
    app: { hosts: ['web1', 'web2'], instances: 2 },
    routes: [{ cacheable: false, compressesTo: 0.5 }],
  };
  const scenario = goesRound(written);
  expect(scenario.front).toMatchObject({
    hosts: [0, 1],
    instances: 5,
    upstream: { weights: [3, 1], max_fails: 1 },
    limit_req: { ratePerSecond: 5, burst: 20, nodelay: true, status: 429 },
    proxy_cache: {
      validUs: 60e6,
      lock: true,
      lock_timeoutUs: 2e6,
      lock_ageUs: 3e6,
      use_stale: true,
    },
    tls: { protocol: '1.2', session_tickets: true },
  });
  expect(scenario.app.hosts).toEqual([2, 3]);
  expect(scenario.routes[0]).toMatchObject({ isCacheable: false, compressesTo: 0.5 });
  expect(writeScenario(scenario)).toEqual(written);
});

test.each(['limit_req', 'proxy_cache', 'tls', 'upstream'])(
  '%s: on is all of its defaults',
  (part) => {
    for (const on of [true, 'on', {}]) {
      const { front } = goesRound({ front: { [part]: on } });
      expect(front?.[part as 'tls']).not.toBeNull();
    }
    for (const off of [false, 'off', 'none'])
      expect(goesRound({ front: { [part]: off } }).front?.[part as 'tls']).toBeNull();
    const { front } = writeScenario(parsed({ front: { [part]: 'on' } }));
    expect(front).toEqual({ [part]: true });
  },
);

test('uWSGI’s own protocol goes behind nginx and behind Apache', () => {
  for (const front of ['nginx', 'apache'])
    goesRound({ front, app: { server: 'uwsgi', protocol: 'socket' } });
  for (const protocol of ['http', 'http-socket'])
    goesRound({ front: 'none', app: { server: 'uwsgi', protocol } });
});
