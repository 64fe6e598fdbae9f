import { afterEach, describe, expect, test } from 'vitest';
import { isChanged } from '../../src/panels/isChanged.ts';
import { turned } from '../../src/panels/knob.ts';
import { type Knob, knobsOf } from '../../src/panels/knobList.ts';
import { pathText, spelledOut, valueIn, type Written } from '../../src/panels/written.ts';
import { count, duration, flag } from '../../src/scenario/makeField.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { SETTINGS } from '../../src/scenario/schema.ts';
import { APP_SERVERS } from '../../src/scenario/servers/appServers.ts';
import { FRONTS } from '../../src/scenario/servers/fronts.ts';
import { uploads } from './harness/uploads.ts';

const knobNamed = (from: Written, name: string) =>
  knobsOf(from, 0).find((knob) => knob.name === name) as Knob;

const alone = (server: string): Written => ({
  front: 'none',
  app: server === 'mod_wsgi' ? { server, mode: 'embedded' } : { server },
});
const behind = (front: string, server: string): Written => ({
  front: { server: front },
  app: { server },
});
/** Several of everything, and every part that a front server can have. */
const WIDE: Written = {
  hosts: { lb: {}, web1: {}, web2: { cores: 4 }, db: {} },
  front: {
    instances: 2,
    hosts: ['lb', 'web1'],
    upstream: { method: 'least_conn', weights: [3, 1] },
    tls: { http2: true },
    limit_req: { rate: '5/s', burst: 2 },
    proxy_cache: true,
    gzip: true,
  },
  app: { instances: 2, hosts: ['web1', 'web2'], workers: 2 },
};

describe.each([
  ['nothing written', {}],
  ['bare servers', { front: 'nginx', app: 'gunicorn', database: 'postgresql' }],
  ['slow uploads', uploads],
  ['several instances', { app: { instances: 2, worker_class: 'gthread', threads: 4 } }],
  ['an event loop', { app: { worker_class: 'asgi' }, database: 'sqlite' }],
  ['MySQL across a distance', { socket: { rtt: '40ms' }, database: { server: 'mariadb' } }],
  ['no front, no database', { front: 'none', database: 'none', routes: [{ name: 'home' }] }],
  ['every part of nginx', WIDE],
  ...Object.keys(APP_SERVERS).map((server) => [`${server} alone`, alone(server)]),
  ...Object.keys(APP_SERVERS)
    .filter((server) => server !== 'mod_wsgi') // Apache's own
    .map((server) => [`${server} behind nginx`, behind('nginx', server)]),
  ...Object.keys(FRONTS).map((server) => [`Gunicorn behind ${server}`, behind(server, 'gunicorn')]),
  ['mod_wsgi daemon', behind('apache', 'mod_wsgi')],
] as [string, Written][])('%s', (_, written) => {
  const full = spelledOut(written);
  const parts = Object.keys(written);
  const isServers = parts.length > 0 && parts.every((part) => part === 'app' || part === 'front');

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
    // What does not depend on the servers is asked of the first worlds alone.
    const isOwn = ({ path }: Knob) => !isServers || path[0] === 'app' || path[0] === 'front';
    const wrong = knobsOf(full, 0)
      .filter(isOwn)
      .flatMap((knob) =>
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
    const knobs = knobsOf(full, 0);
    const names = knobs.map((each) => each.name);
    for (const knob of knobs) {
      const goal = knob.stops.at(-1);
      if (goal === undefined || knob.path.length < 2) continue;
      if (knob.path[1] === 'instances') continue; // each has a host, and a weight
      const after = turned(full, knob, goal);
      expect(valueIn(after, knob.path), pathText(knob.path)).toBe(goal);
      expect(knobsOf(after, 0).map((each) => each.name)).toEqual(names);
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
    [WIDE, 0],
    ...Object.keys(APP_SERVERS).map((server): [Written, number] => [alone(server), 0]),
    ...Object.keys(FRONTS).map((server): [Written, number] => [behind(server, 'gunicorn'), 0]),
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
    apache: 'front.',
    iis: 'front.',
    upstream: 'front.upstream.',
    tls: 'front.tls.',
    limit_req: 'front.limit_req.',
    proxy_cache: 'front.proxy_cache.',
    socket: 'socket.',
    app: 'app.',
    uwsgi: 'app.',
    mod_wsgi: 'app.',
    cherrypy: 'app.',
    runserver: 'app.',
    flask: 'app.',
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
    const others = [
      'front.server',
      'app.server',
      'database.server',
      'front.host',
      'app.host',
      'database.host',
    ];
    for (const path of [...others, 'clients[].link', 'clients[].arrivals', 'clients[].assets'])
      expect([...paths]).toContain(path);
    expect([...paths]).toContain('clients[].asks.home');
  });
});

describe('another program in the place of one', () => {
  const changed = (written: Written, name: string, value: unknown) => {
    const full = spelledOut(written);
    const after = turned(full, knobNamed(full, name), value);
    const read = parseScenario(after);
    expect(isProblems(read) ? read : []).toEqual([]);
    return { after, scenario: read as Scenario };
  };

  test('keeps what both have, by its own name for it', () => {
    const app = {
      workers: 4,
      threads: 2,
      graceful_timeout: '7s',
      preload_app: true,
      instances: 2,
      hosts: ['web', 'db'],
      boot: '1s',
    };
    const uwsgi = changed({ app }, 'app', 'uwsgi').after;
    expect(uwsgi.app).toEqual({
      server: 'uwsgi',
      processes: 4,
      threads: 2,
      'worker-reload-mercy': '7s',
      instances: 2,
      hosts: ['web', 'db'],
      boot: '1s',
    });
    expect(changed(uwsgi, 'app', 'gunicorn').after.app).toMatchObject({ workers: 4, threads: 2 });
    const cherrypy = changed(uwsgi, 'app', 'cherrypy').after;
    expect(cherrypy.app).toMatchObject({ numthreads: 2, shutdown_timeout: '7s', boot: '1s' });
    expect(cherrypy.app).not.toHaveProperty('processes');
  });

  test('a front server keeps its parts, hosts and locations where the other one has such', () => {
    const locations = [{ match: '/', proxy: true }];
    const front = { host: 'db', locations, tls: true, proxy_cache: true, proxy_read_timeout: '9s' };
    const apache = changed({ front }, 'front', 'apache').after;
    expect(apache.front).toEqual({
      server: 'apache',
      host: 'db',
      locations,
      tls: true,
      ProxyTimeout: '9s',
    });
    const iis = changed(apache, 'front', 'iis').after;
    expect(iis.front).toMatchObject({ server: 'iis', tls: true, requestTimeout: '9s' });
  });

  test('mod_wsgi comes with Apache, and is embedded where no Apache stands before it', () => {
    const daemon = changed({}, 'app', 'mod_wsgi');
    expect(daemon.scenario).toMatchObject({ front: { kind: 'apache' }, app: { mode: 'daemon' } });
    const embedded = changed(daemon.after, 'mode', 'embedded');
    expect(embedded.scenario).toMatchObject({ front: null, app: { mode: 'embedded' } });
    expect(changed(embedded.after, 'mode', 'daemon').scenario.front?.kind).toBe('apache');
    expect(changed(daemon.after, 'front', 'none').scenario.app).toMatchObject({ mode: 'embedded' });
    expect(changed(daemon.after, 'front', 'nginx').scenario.app.kind).toBe('gunicorn');
    expect(changed({ front: 'none' }, 'app', 'mod_wsgi').scenario).toMatchObject({
      front: null,
      app: { mode: 'embedded' },
    });
  });

  test('uWSGI’s own protocol comes with nginx, and goes with it', () => {
    const bare = { front: 'none', app: { server: 'uwsgi' } };
    const socket = changed(bare, 'protocol', 'socket');
    expect(socket.scenario.front?.kind).toBe('nginx');
    const none = changed(socket.after, 'front', 'none');
    expect(none.scenario.app).toMatchObject({ protocol: 'http-socket' });
  });

  test('the script loses what is done to processes that are no more', () => {
    const script = [
      { at: '1s', 'kill-worker': 3 },
      { at: '2s', 'kill-worker': 1 },
      { at: '3s', 'stop-app': 2 },
    ];
    const written = { app: { instances: 2, workers: 2 }, script };
    expect(changed(written, 'app', 'cherrypy').scenario.script.length).toBe(2);
    expect(changed(written, 'front', 'none').scenario.script.length).toBe(1);
  });

  test.each([
    ['app', 'flask'],
    ['front', 'iis'],
  ])('%s %s says that it was not measured', (name, kind) => {
    const { after } = changed({}, name, kind);
    const knob = knobNamed(after, name);
    expect(knob.note).toMatch(/from its documentation, not measured$/);
    expect(knob.labels?.[kind]).toMatch(/not measured/);
    expect(knobNamed(spelledOut({}), name).note).toBeUndefined();
  });

  test('fewer instances take along the hosts and weights of the others', () => {
    const one = changed(WIDE, 'instances', 1);
    expect(one.scenario.app.hosts).toEqual([1]);
    expect(one.scenario.front?.upstream?.weights).toEqual([3]);
    const three = changed(WIDE, 'instances', 3);
    const moved = changed(three.after, 'Gunicorn 3: host', 'web2');
    expect(moved.scenario.app.hosts).toEqual([1, 2, 2]);
    const weighed = changed(moved.after, 'upstream: weight of 3', 5);
    expect(weighed.scenario.front?.upstream).toMatchObject({
      weights: [3, 1, 5],
      method: 'least_conn',
    });
  });
});

describe('a server that is entered in the registry', () => {
  const registry = APP_SERVERS as Record<string, unknown>;
  afterEach(() => {
    delete registry.made_up;
  });

  test('has a knob for each of its settings without a further line', () => {
    registry.made_up = {
      ...APP_SERVERS.runserver,
      name: 'Made up',
      isMeasured: false,
      settings: {
        slots: count('slots', 3, 1, 9, 'how many'),
        patience: duration('patience', 5e6, 60e6, 'how long'),
        polite: flag('polite', true, 'whether'),
      },
    };
    const full = spelledOut({});
    const after = turned(full, knobNamed(full, 'app'), 'made_up');
    expect(parseScenario(after)).toMatchObject({ app: { kind: 'made_up', slots: 3 } });
    const knobs = knobsOf(after, 0);
    for (const name of ['slots', 'patience', 'polite'])
      expect(knobs.find((knob) => knob.name === name)).toMatchObject({ isMain: true });
    expect(knobNamed(after, 'slots').stops).toEqual([1, 2, 3, 4, 5, 6, 8]);
    expect(knobNamed(after, 'app').note).toBe('Made up: from its documentation, not measured');
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
    expect([scenario.front?.hosts, scenario.app.hosts]).toEqual([[1], [0]]);
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
  expect(marked).toEqual(['App server: workers', 'Django: queries', 'Django: view: response']);
});
