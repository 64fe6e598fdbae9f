import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/readConfig.ts';
import { settingLines, writeConfig } from '../../src/config/writeConfig.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { randomScenario } from '../scenario/randomScenario.ts';

const SEEDS = Array.from({ length: 300 }, (_, seed) => seed);

function scenarioOf(written: unknown, seed: number): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(`seed ${seed}: ${JSON.stringify(scenario)}`);
  return scenario;
}

/** Settings unlike anything that the random scenarios have: whatever the files do not say would show. */
function estranged(scenario: Scenario): Record<string, unknown> {
  const written = writeScenario(scenario);
  const name = (host: number) => scenario.hosts[host]?.name;
  const { app, front, socket } = scenario;
  return {
    ...written,
    // Workers that a script may name are there whatever the app says.
    script: [],
    front: front
      ? {
          version: front.version,
          host: name(front.host),
          send_timeout: '7s',
          proxy_read_timeout: '9s',
          keepalive_requests: 77,
          locations: [],
          upstream: { max_fails: 9, keepalive: 99 },
        }
      : 'none',
    app: {
      version: app.version,
      host: name(app.host),
      django: app.django,
      boot: `${app.bootUs}us`,
      memory: `${app.memoryBytes}B`,
      workers: 17,
      worker_class: 'gevent',
      max_requests: 999,
      preload_app: true,
      timeout: '77s',
      graceful_timeout: '78s',
    },
    socket: { backlog: 777, kind: 'tcp', rtt: `${socket.rttUs}us` },
  };
}

describe('what is written out is read back', () => {
  test.each(SEEDS)('scenario %i', (seed) => {
    const scenario = scenarioOf({ ...randomScenario(seed), script: [] }, seed);
    const files = writeConfig(scenario).filter(
      ({ name }) => name === 'nginx.conf' || name === 'gunicorn.conf.py',
    );
    const answer = readConfig(files, estranged(scenario));
    if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
    const back = scenarioOf(answer.written, seed);
    expect(back.front).toEqual(scenario.front);
    expect(back.app).toEqual(scenario.app);
    expect(back.socket).toEqual(scenario.socket);
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
