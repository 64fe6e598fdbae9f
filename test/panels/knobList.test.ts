import { describe, expect, test } from 'vitest';
import { isChanged } from '../../src/panels/isChanged.ts';
import { type Knob, knobsOf } from '../../src/panels/knobList.ts';
import {
  pathText,
  spelledOut,
  valueIn,
  type Written,
  withValue,
} from '../../src/panels/written.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { SETTINGS } from '../../src/scenario/schema.ts';
import { uploads } from './harness/uploads.ts';

const turned = (from: Written, knob: Knob, value: unknown) =>
  knob.write ? knob.write(from, value) : withValue(from, knob.path, value);
const knobNamed = (from: Written, name: string) =>
  knobsOf(from, 0).find((knob) => knob.name === name) as Knob;

describe.each([
  ['nothing written', {}],
  ['bare servers', { front: 'nginx', app: 'gunicorn', database: 'postgresql' }],
  ['slow uploads', uploads],
  ['several instances', { app: { instances: 2, worker_class: 'gthread', threads: 4 } }],
  ['an event loop', { app: { worker_class: 'asgi' }, database: 'sqlite' }],
  ['MySQL across a distance', { socket: { rtt: '40ms' }, database: { server: 'mariadb' } }],
  ['no front, no database', { front: 'none', database: 'none', routes: [{ name: 'home' }] }],
] as [string, Written][])('%s', (_, written) => {
  const full = spelledOut(written);

  test('spelled out it is the same scenario', () => {
    expect(parseScenario(full)).toEqual(parseScenario(written));
  });

  test('the knobs are known by path', () => {
    const paths = knobsOf(full, 0).map((knob) => pathText(knob.path));
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('no two knobs have one name', () => {
    const names = knobsOf(full, 0).map((knob) => knob.name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('every stop and choice of every knob is a scenario', () => {
    const wrong = knobsOf(full, 0).flatMap((knob) =>
      [...knob.stops, ...knob.field.choices].flatMap((value) => {
        const problems = parseScenario(turned(full, knob, value));
        return isProblems(problems)
          ? problems.map((each) => `${knob.name}=${value}: ${each.at} ${each.message}`)
          : [];
      }),
    );
    // A file of the disk and a port of the network cannot stand in for each other without a front server.
    expect(wrong.filter((each) => !each.startsWith('kind=unix'))).toEqual([]);
  });

  test('a knob shows what it was turned to, and other knobs stay', () => {
    for (const knob of knobsOf(full, 0)) {
      const goal = knob.stops.at(-1);
      if (goal === undefined || knob.path.length < 2) continue;
      const after = turned(full, knob, goal);
      expect(valueIn(after, knob.path), pathText(knob.path)).toBe(goal);
      expect(knobsOf(after, 0).map((each) => each.name)).toEqual(
        knobsOf(full, 0).map((each) => each.name),
      );
    }
  });
});

test('taking the front server away gives a unix socket a port', () => {
  const full = spelledOut(uploads);
  const after = turned(full, knobNamed(full, 'front'), 'none');
  expect(parseScenario(after)).toMatchObject({ front: null, socket: { kind: 'tcp', backlog: 16 } });
  const back = turned(after, knobNamed(after, 'front'), 'nginx');
  expect(valueIn(back, ['front', 'proxy_request_buffering'])).toBe(false);
});

test('slow clients come and go with their number', () => {
  const full = spelledOut({});
  const with3 = turned(full, knobNamed(full, 'slow clients'), 3);
  const scenario = parseScenario(with3) as Scenario;
  expect(scenario.clients[1]).toMatchObject({ link: { name: 'slow-3g' }, arrivals: { count: 3 } });
  expect(scenario.routes[scenario.clients[1]?.asks[0]?.route ?? 0]?.method).toBe('POST');
  const without = turned(with3, knobNamed(with3, 'slow: count'), 0);
  expect(parseScenario(without)).toEqual(parseScenario({}));
});

describe('a knob takes along what cannot be without it', () => {
  const changed = (written: Written, name: string, value: unknown) => {
    const full = spelledOut(written);
    return turned(full, knobNamed(full, name), value);
  };

  test('several instances go with the front server', () => {
    const bare = changed({ app: { instances: 3 } }, 'front', 'none');
    expect(parseScenario(bare)).toMatchObject({ front: null, app: { instances: 1 } });
    expect(knobsOf(bare, 0).map((knob) => knob.name)).not.toContain('instances');
  });

  test('asgi workers go with Gunicorn 26.1', () => {
    const app = { worker_class: 'asgi' };
    const classic = changed({ app }, 'version', 'classic');
    expect(parseScenario(classic)).toMatchObject({
      app: { worker_class: 'gthread', version: '20.1' },
    });
    expect(knobNamed(classic, 'worker_class').field.choices).not.toContain('asgi');
    const kept = changed({ app: { ...app, version: '26.1' } }, 'version', 'classic');
    expect(parseScenario(kept)).toMatchObject({ app: { worker_class: 'asgi' } });
  });

  test('sync workers have no threads', () => {
    const app = { threads: 4 };
    expect(knobNamed(spelledOut({ app }), 'worker_class').read?.({ app })).toBe('gthread');
    const sync = changed({ app }, 'worker_class', 'sync');
    expect(parseScenario(sync)).toMatchObject({ app: { worker_class: 'sync', threads: 1 } });
  });

  test('a unix socket has no distance', () => {
    const unix = changed({ socket: { rtt: '40ms' } }, 'kind', 'unix');
    expect(parseScenario(unix)).toMatchObject({ socket: { kind: 'unix', rttUs: 0 } });
  });

  test('another database keeps only what it has a setting for', () => {
    const database = { host: 'db', CONN_MAX_AGE: '60s', auth: 'trust', lock_timeout: '1s' };
    expect(changed({ database }, 'database', 'mysql').database).toEqual({
      server: 'mysql',
      host: 'db',
      CONN_MAX_AGE: '60s',
    });
    expect(changed({ database }, 'database', 'sqlite').database).toEqual({
      server: 'sqlite',
      CONN_MAX_AGE: '60s',
    });
  });
});

test('switches show what holds, however it is written', () => {
  const shows = (written: Written, name: string) => knobNamed(written, name).read?.(written);
  const next = (value: unknown) =>
    shows({ front: { proxy_next_upstream: value } }, 'proxy_next_upstream');
  expect(['off', false, 'error timeout', true, undefined].map(next)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  expect(shows({}, 'upstream')).toBe(false);
  expect(shows({ front: { upstream: { max_fails: 0 } } }, 'upstream')).toBe(true);
  expect(shows({ app: { instances: 2 } }, 'upstream')).toBe(true);
  expect(shows({ database: { server: 'mariadb' } }, 'database')).toBe('mysql');
});

describe('every setting there is has a knob', () => {
  /** Scenarios that between them have every part, in every kind. */
  const listed = { arrivals: [{ at: '0s' }, { at: '1s' }] };
  const line = { rtt: '40ms' };
  const worlds: readonly [Written, number][] = [
    [{ routes: [{ name: 'home', spans: [{ kind: 'view' }] }] }, 0],
    [
      {
        clients: [
          { name: 'a', link: line },
          { name: 'b', arrivals: { count: 2 } },
        ],
      },
      0,
    ],
    [{ clients: [{ name: 'a', ...listed }] }, 0],
    [{ clients: [{ name: 'a' }, { name: 'b', arrivals: { count: 2 } }] }, 1],
    [{ database: 'mysql', app: { worker_class: 'asgi' } }, 0],
    [{ database: 'sqlite', routes: [{ name: 'home', spans: [{ kind: 'view' }] }] }, 0],
  ];
  const paths = new Set(
    worlds.flatMap(([written, population]) => {
      const full = spelledOut(written);
      return knobsOf(full, 0, population).map((each) =>
        pathText(each.path).replace(/\[\d\]/g, '[]'),
      );
    }),
  );
  /** Where the settings of a table stand in a written scenario. */
  const PLACES: { readonly [K in keyof typeof SETTINGS]: string } = {
    scenario: '',
    host: 'hosts.web.',
    population: 'clients[].',
    link: 'clients[].link.',
    pace: 'clients[].pace.',
    open: 'clients[].arrivals.',
    closed: 'clients[].arrivals.',
    arrival: 'clients[].arrivals[].',
    front: 'front.',
    upstream: 'front.upstream.',
    socket: 'socket.',
    app: 'app.',
    route: 'routes[].',
    span: 'routes[].spans[].',
    database: 'database.',
    mysql: 'database.',
    sqlite: 'database.',
  };
  const rows = Object.entries(SETTINGS).flatMap(([table, fields]) =>
    Object.values(fields).map(({ key }) => PLACES[table as keyof typeof SETTINGS] + key),
  );

  test.each([...new Set(rows)])('%s', (path) => {
    expect([...paths]).toContain(path);
  });

  test('and so have those that are no numbers: servers, hosts of programs, what is asked for', () => {
    const others = ['front.server', 'database.server', 'front.host', 'app.host', 'database.host'];
    for (const path of [...others, 'clients[].link', 'clients[].arrivals', 'clients[].assets'])
      expect([...paths]).toContain(path);
    expect([...paths]).toContain('clients[].asks.home');
  });
});

describe('what a knob does beyond its own place', () => {
  const turn = (written: Written, name: string, value: unknown) => {
    const full = spelledOut(written);
    const after = turned(full, knobNamed(full, name), value);
    const read = parseScenario(after);
    return { after, scenario: read as Scenario, problems: isProblems(read) ? read : [] };
  };

  test('a route that is renamed is still asked for, fetched, and sent in bursts', () => {
    const written = {
      routes: [{ name: 'home' }, { name: 'css', path: '/a.css', static: true }],
      clients: [
        { name: 'a', asks: { home: 2, css: 1 }, assets: ['css'] },
        { name: 'b', asks: 'home', arrivals: [{ at: '0s', route: 'home' }] },
      ],
      script: [{ at: '1s', burst: { clients: 'a', route: 'home', count: 2 } }],
    };
    const { scenario, problems } = turn({ ...written, database: 'none' }, 'view: name', 'start');
    expect(problems).toEqual([]);
    expect(scenario.routes[0]?.name).toBe('start');
    expect(scenario.clients.map(({ asks }) => asks[0]?.route)).toEqual([0, 0]);
    const clients = turn({ ...written, database: 'none' }, 'a: name', 'people');
    expect(clients.problems).toEqual([]);
    expect(clients.scenario.clients[0]?.name).toBe('people');
  });

  test('taking the database away takes along what needs it', () => {
    const script = [
      { at: '1s', 'restart-database': '1s' },
      { at: '2s', 'kill-worker': 1 },
    ];
    const { problems, scenario } = turn({ script }, 'database', 'none');
    expect(problems).toEqual([]);
    expect([scenario.database, scenario.script.length]).toEqual([null, 1]);
    const back = turn(turn({}, 'database', 'none').after, 'database', 'sqlite');
    expect(back.scenario.database?.kind).toBe('sqlite');
  });

  test('who asks for something less often, and never; the last route stays', () => {
    const { after, scenario } = turn({}, 'visitors: asks upload', 3);
    expect(scenario.clients[0]?.asks).toEqual([
      { route: 0, weight: 1 },
      { route: 1, weight: 3 },
    ]);
    const none = turn(after, 'visitors: asks home', 0);
    expect(none.scenario.clients[0]?.asks).toEqual([{ route: 1, weight: 3 }]);
    expect(turn(none.after, 'visitors: asks upload', 0).after).toEqual(none.after);
  });

  test('a custom line begins as the one it was, and has knobs of its own', () => {
    const { after, scenario } = turn({}, 'visitors: link', 'custom');
    expect({ ...scenario.clients[0]?.link, name: 'fibre' }).toEqual(
      (parseScenario({}) as Scenario).clients[0]?.link,
    );
    expect(knobsOf(after, 0).map(({ name }) => name)).toContain('visitors: rtt');
  });

  test('files of a page, by name', () => {
    const { scenario } = turn({}, 'visitors: assets', 'css, css');
    expect(scenario.clients[0]?.assets).toEqual([2, 2]);
    expect(turn({}, 'visitors: assets', '').after).not.toHaveProperty('clients.0.assets');
  });

  test('a program moves to another host', () => {
    const { scenario } = turn({ hosts: { web: {}, edge: {} } }, 'nginx: host', 'edge');
    expect([scenario.front?.host, scenario.app.host]).toEqual([1, 0]);
  });
});

test('only what differs from its default is marked as changed', () => {
  const knob = (name: string) => knobNamed(spelledOut({}), name);
  expect(isChanged(knob('timeout'), undefined)).toBe(false);
  expect(isChanged(knob('timeout'), '30s')).toBe(false);
  expect(isChanged(knob('timeout'), '30000ms')).toBe(false);
  expect(isChanged(knob('timeout'), '31s')).toBe(true);
  expect(isChanged(knob('proxy_buffering'), 'on')).toBe(false);
  expect(isChanged(knob('proxy_buffering'), 'off')).toBe(true);
  expect(isChanged(knob('proxy_next_upstream'), true)).toBe(false);
  expect(isChanged(knob('proxy_next_upstream'), false)).toBe(true);
  expect(isChanged(knob('proxy_http_version'), undefined)).toBe(false);
  expect(isChanged(knob('proxy_http_version'), '1.1')).toBe(true);
});

test('of a scenario of which nothing is written only its three workers are marked', () => {
  const full = spelledOut({});
  const marked = knobsOf(full, 0)
    .filter((each) => isChanged(each, each.read ? each.read(full) : valueIn(full, each.path)))
    .map(({ name, group }) => `${group}: ${name}`);
  // What Roundtrip itself fills in: three workers, and a home page and its answer.
  expect(marked).toEqual(['Gunicorn: workers', 'Django: queries', 'Django: view: response']);
});
