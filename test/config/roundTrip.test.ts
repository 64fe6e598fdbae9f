import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/readConfig.ts';
import { settingLines, writeConfig } from '../../src/config/writeConfig.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { APP_SERVERS } from '../../src/scenario/servers/appServers.ts';
import { FRONTS } from '../../src/scenario/servers/fronts.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { randomScenario } from '../scenario/randomScenario.ts';

/** The first three hundred, and three in which mod_wsgi's daemons stand behind an Apache that leads no path to them. */
const SEEDS = [...Array.from({ length: 300 }, (_, seed) => seed), 1080, 1689, 2139];

function scenarioOf(written: unknown, seed: number): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(`seed ${seed}: ${JSON.stringify(scenario)}`);
  return scenario;
}

/** What the files of these servers cannot say, and what therefore has to be there before they are read. */
const UNSAID_UPSTREAM = [
  'keepalive',
  'keepalive_timeout',
  'keepalive_requests',
  'max_fails',
  'fail_timeout',
];
const pick = (part: unknown, keys: readonly string[]) =>
  Object.fromEntries(
    Object.entries((part ?? {}) as Record<string, unknown>).filter(([key]) => keys.includes(key)),
  );

/** Settings of the front server that are unlike anything that the random scenarios have: whatever the files do not say would show. */
function strangeFront({ front, app }: Scenario, written: Record<string, unknown>): unknown {
  if (front === null) return 'none';
  const own = written.front as Record<string, unknown> | undefined;
  const kept = pick(own, ['version', 'host', 'hosts', 'instances', 'balancer']);
  if (front.kind === 'nginx')
    return {
      ...kept,
      version: front.version,
      // uWSGI’s own language has no versions.
      ...(app.kind === 'uwsgi' && app.protocol === 'socket'
        ? pick(own, ['proxy_http_version'])
        : {}),
      send_timeout: '7s',
      proxy_read_timeout: '9s',
      keepalive_requests: 77,
      gzip: !front.gzip,
      locations: [],
      upstream: { max_fails: 9, keepalive: 99, method: 'ip_hash', weights: [9] },
      tls: { ssl_protocols: '1.2', http2: true },
      limit_req: { rate: '7/s', burst: 777 },
      proxy_cache: { proxy_cache_valid: '777s' },
    };
  if (front.kind === 'apache')
    return {
      ...kept,
      server: 'apache',
      Timeout: '7s',
      ProxyTimeout: '9s',
      retry: '77s',
      LimitRequestBody: '777kB',
      locations: [],
      tls: { ssl_protocols: '1.2', http2: true },
      // mod_wsgi is not balanced by any line; a balancer has no word for most of this.
      ...(app.kind === 'mod_wsgi'
        ? { retry: '60s', ...pick(own, ['upstream', 'retry']) }
        : { upstream: { weights: [9], ...pick(own?.upstream, UNSAID_UPSTREAM) } }),
    };
  return {
    ...kept,
    server: 'iis',
    ...pick(own, ['tls', 'locations']),
    requestTimeout: '7s',
    queueLength: 77,
  };
}

const STRANGE_APPS: Readonly<Record<Scenario['app']['kind'], Record<string, unknown>>> = {
  gunicorn: {
    workers: 17,
    worker_class: 'gevent',
    max_requests: 999,
    preload_app: true,
    timeout: '77s',
    graceful_timeout: '78s',
  },
  uwsgi: { processes: 17, threads: 7, harakiri: '77s', 'lazy-apps': true, 'post-buffering': '7kB' },
  mod_wsgi: { mode: 'daemon', processes: 17, threads: 7, 'request-timeout': '77s' },
  cherrypy: { numthreads: 77, timeout: '77s' },
  runserver: { threading: false, reload: false },
  flask: { threaded: false, reload: true },
};

function estranged(scenario: Scenario): Record<string, unknown> {
  const written = writeScenario(scenario);
  const { app, front, socket } = scenario;
  const own = written.app as Record<string, unknown> | undefined;
  const isFixed = app.kind === 'runserver' || app.kind === 'flask';
  // Only Apache’s own lines say embedded mode; only they and IIS’s leave the kind of socket open.
  const isOpen = front?.kind === 'iis' || app.kind === 'mod_wsgi';
  const isDaemon = app.kind === 'mod_wsgi' && app.mode === 'daemon';
  return {
    ...written,
    // Workers that a script may name are there whatever the app says.
    script: [],
    front: strangeFront(scenario, written),
    app: {
      ...pick(own, ['host', 'hosts']),
      // mod_wsgi’s daemon never speaks of the others’ settings, nor the daemon’s lines of Apache’s children.
      ...(app.kind === 'mod_wsgi' ? pick(own, ['instances']) : {}),
      server: app.kind,
      ...('version' in app ? { version: app.version } : {}),
      django: app.django,
      boot: `${app.bootUs}us`,
      memory: `${app.memoryBytes}B`,
      ...STRANGE_APPS[app.kind],
      ...(app.kind === 'mod_wsgi' && !isDaemon ? { mode: 'embedded' } : {}),
    },
    socket: {
      backlog: isFixed ? socket.backlog : 777,
      kind: isOpen ? socket.kind : 'tcp',
      rtt: `${socket.rttUs}us`,
    },
  };
}

/** Files of the servers that are read back; a command line stands in the Dockerfile where it is all that there is. */
const READ = [
  'nginx.conf',
  'apache.conf',
  'web.config',
  'applicationHost.config',
  'gunicorn.conf.py',
  'uwsgi.ini',
  'serve.py',
];

/** The settings that mod_wsgi has in the way in which it runs; the other ones mean nothing, and are said nowhere. */
function meant(app: Scenario['app']): unknown {
  if (app.kind !== 'mod_wsgi') return app;
  const {
    request_timeoutUs,
    queue_timeoutUs,
    shutdown_timeoutUs,
    maximum_requests,
    mpm,
    min_spare,
    keep_alive,
    keep_alive_timeoutUs,
    timeoutUs,
    ...both
  } = app;
  return app.mode === 'daemon'
    ? { ...both, request_timeoutUs, queue_timeoutUs, shutdown_timeoutUs, maximum_requests }
    : { ...both, mpm, min_spare, keep_alive, keep_alive_timeoutUs, timeoutUs };
}

describe('what is written out is read back', () => {
  test.each(SEEDS)('scenario %i', (seed) => {
    const scenario = scenarioOf({ ...randomScenario(seed), script: [] }, seed);
    const read = scenario.app.kind === 'runserver' ? [...READ, 'Dockerfile'] : READ;
    const files = writeConfig(scenario).filter(({ name }) => read.includes(name));
    const answer = readConfig(files, estranged(scenario));
    if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
    const back = scenarioOf(answer.written, seed);
    expect(back.front).toEqual(scenario.front);
    expect(meant(back.app)).toEqual(meant(scenario.app));
    expect(back.socket).toEqual(scenario.socket);
  });

  test('for every server and every front there is', () => {
    const scenarios = SEEDS.map((seed) => scenarioOf(randomScenario(seed), seed));
    const seen = new Set(scenarios.flatMap(({ app, front }) => [app.kind, front?.kind ?? 'none']));
    expect([...seen].sort()).toEqual(
      ['none', ...Object.keys(APP_SERVERS), ...Object.keys(FRONTS)].sort(),
    );
  });
});

describe('the lines of settings', () => {
  test('lie within the files, and name paths of the scenario', () => {
    for (const seed of SEEDS.slice(0, 60)) {
      const scenario = scenarioOf(randomScenario(seed), seed);
      const files = new Map(
        writeConfig(scenario).map(({ name, text }) => [name, text.split('\n')]),
      );
      for (const { file, line, path } of settingLines(scenario)) {
        const text = files.get(file)?.[line - 1];
        expect(text?.trim(), `${file}:${line} ${path.join('.')}`).toBeTruthy();
        const last = String(path.at(-1));
        // The files of the servers say a setting by its own name.
        if (file === 'gunicorn.conf.py' && last !== 'kind') expect(text).toContain(`${last} = `);
      }
    }
  });

  test('hold every setting of nginx and Gunicorn that a file can say', () => {
    const scenario = scenarioOf({ app: { instances: 2 } }, 0);
    const said = new Set(settingLines(scenario).map(({ path }) => path.join('.')));
    for (const key of [
      'proxy_request_buffering',
      'proxy_buffering',
      'proxy_buffers',
      'proxy_max_temp_file_size',
      'client_max_body_size',
      'worker_connections',
      'client_header_timeout',
      'client_body_timeout',
      'proxy_connect_timeout',
      'proxy_read_timeout',
      'send_timeout',
      'keepalive_timeout',
      'keepalive_requests',
      'proxy_http_version',
      'proxy_next_upstream',
      'locations.0',
      'upstream.keepalive',
      'upstream.max_fails',
      'upstream.fail_timeout',
      'upstream.keepalive_timeout',
      'upstream.keepalive_requests',
    ])
      expect(said, key).toContain(`front.${key}`);
    for (const key of [
      'instances',
      'worker_class',
      'workers',
      'threads',
      'worker_connections',
      'timeout',
      'graceful_timeout',
      'keepalive',
      'max_requests',
      'max_requests_jitter',
      'preload_app',
      'asgi_disconnect_grace_period',
      'version',
      'django',
    ])
      expect(said, key).toContain(`app.${key}`);
    for (const key of ['kind', 'backlog']) expect(said).toContain(`socket.${key}`);
    expect(said).toContain('database.CONN_MAX_AGE');
    expect(said).toContain('routes.0.cpu');
  });
});
