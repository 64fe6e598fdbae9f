import { describe, expect, test } from 'vitest';
import type { ReadConfig } from '../../src/config/configFile.ts';
import { looksLikeConfig } from '../../src/config/configKind.ts';
import { readConfig } from '../../src/config/readConfig.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { REAL_CONFIGS, realConfig } from './realConfigs.ts';

function read(name: string): ReadConfig & { scenario: Scenario } {
  const answer = readConfig(realConfig(name), {});
  if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
  const scenario = parseScenario(answer.written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return { ...answer, scenario };
}

const SECOND = 1_000_000;
const locationsOf = ({ front }: Scenario) =>
  front?.locations.map(({ modifier, match, does }) => `${modifier} ${match} ${does}`.trim());

/** What each is: the settings that it stands for, and what is listed with its line. */
const EXPECTED: Readonly<
  Record<string, { taken: (scenario: Scenario) => void; listed: readonly string[] }>
> = {
  'gunicorn-deploy': {
    taken: ({ front, socket }) => {
      expect(front).toMatchObject({
        worker_connections: 1024,
        client_max_body_sizeBytes: 4 * 1024 ** 3,
        keepalive_timeoutUs: 5 * SECOND,
        upstream: { max_fails: 0 },
      });
      expect(locationsOf({ front } as Scenario)).toEqual(['/ proxy', '= /500.html static']);
      expect(socket.kind).toBe('unix');
    },
    listed: [
      'nginx.conf:13 include',
      'nginx.conf:22 server',
      'nginx.conf:28 listen … deferred',
      'nginx.conf:35 try_files',
      'nginx.conf:42 proxy_redirect',
      'nginx.conf:46 error_page',
    ],
  },
  'nginx-beginners-guide': {
    taken: ({ front, socket }) => {
      expect(locationsOf({ front } as Scenario)).toEqual(['/ proxy', '~ \\.(gif|jpg|png)$ static']);
      expect(front?.upstream).toBeNull();
      expect(socket.kind).toBe('tcp');
    },
    listed: [],
  },
  'nginx-load-balancing': {
    taken: ({ app, front }) => {
      expect(app.instances).toBe(3);
      expect(front?.upstream).toMatchObject({ max_fails: 1, fail_timeoutUs: 10 * SECOND });
    },
    listed: [
      'nginx.conf:5 least_conn',
      'nginx.conf:6 weight',
      'nginx.conf:8 server',
      'nginx.conf:9 server',
      'nginx.conf:4 upstream',
    ],
  },
  'nginx-upstream-keepalive': {
    taken: ({ front }) =>
      expect(front).toMatchObject({ proxy_http_version: '1.1', upstream: { keepalive: 16 } }),
    listed: [],
  },
  'nginx-websocket': {
    taken: ({ front }) =>
      expect(front).toMatchObject({
        proxy_read_timeoutUs: 5_400 * SECOND,
        proxy_http_version: '1.1',
      }),
    listed: ['nginx.conf:3 map', 'nginx.conf:15 proxy_set_header'],
  },
  'uwsgi-django': {
    taken: ({ front, socket }) => {
      expect(socket.kind).toBe('unix');
      expect(front?.client_max_body_sizeBytes).toBe(75 * 1024 ** 2);
      expect(locationsOf({ front } as Scenario)).toEqual([
        '/media static',
        '/static static',
        '/ proxy',
      ]);
    },
    listed: ['nginx.conf:22 uwsgi_pass', 'nginx.conf:23 include'],
  },
  'debian-and-guide': {
    taken: ({ app, front, socket }) => {
      expect(app.workers).toBe(3);
      expect(front?.worker_connections).toBe(768);
      expect(locationsOf({ front } as Scenario)).toEqual(['/static/ static', '/ proxy']);
      expect(socket.kind).toBe('unix');
    },
    listed: [
      'nginx.conf:3 worker_processes',
      'nginx.conf:18 ssl_protocols',
      'nginx.conf:21 gzip',
      'nginx.conf:23 include',
      'myproject.conf:6 location',
      'myproject.conf:12 include',
      'gunicorn.service:12 --access-logfile',
      'gunicorn.service:8 User',
    ],
  },
  'gunicorn-example': {
    taken: ({ app, socket }) => {
      expect(app).toMatchObject({
        workers: 1,
        worker_class: 'sync',
        timeoutUs: 30 * SECOND,
        keepaliveUs: 2 * SECOND,
      });
      expect(socket).toMatchObject({ kind: 'tcp', backlog: 2048 });
    },
    listed: [
      'gunicorn.conf.py:11 spew',
      'gunicorn.conf.py:14 raw_env',
      'gunicorn.conf.py:32 post_fork',
      'gunicorn.conf.py:36 pre_exec',
    ],
  },
  'gunicorn-cores': {
    taken: ({ app }) =>
      expect(app).toMatchObject({
        workers: 5,
        worker_class: 'gthread',
        threads: 4,
        max_requests: 1000,
        max_requests_jitter: 50,
      }),
    listed: [],
  },
  'heroku-django': {
    taken: ({ app }) =>
      expect(app).toMatchObject({
        worker_class: 'gthread',
        threads: 5,
        timeoutUs: 20 * SECOND,
        graceful_timeoutUs: 20 * SECOND,
        preload_app: true,
      }),
    listed: ['gunicorn.conf.py:4 bind', 'gunicorn.conf.py:9 accesslog', 'Procfile:2 release:'],
  },
  'docker-compose-guide': {
    taken: ({ app, front, socket }) => {
      expect(app.workers).toBe(1);
      expect(front?.upstream).not.toBeNull();
      expect(socket.kind).toBe('tcp');
      expect(front?.locations[1]).toMatchObject({
        match: '/static/',
        does: 'static',
        root: '/home/app/web/staticfiles',
      });
    },
    listed: ['nginx.conf:12 proxy_set_header', 'nginx.conf:14 proxy_redirect'],
  },
};

test('there are ten or more, and each has its expectation', () => {
  expect(REAL_CONFIGS.length).toBeGreaterThanOrEqual(10);
  expect(Object.keys(EXPECTED).sort()).toEqual(REAL_CONFIGS);
});

describe.each(REAL_CONFIGS)('%s', (name) => {
  test('is recognised', () => {
    for (const file of realConfig(name))
      expect(looksLikeConfig(file.name, file.text), file.name).toBe(true);
  });

  test('gives its deployment its shape, and lists what is beyond the model', () => {
    const { scenario, unsupported } = read(name);
    EXPECTED[name]?.taken(scenario);
    const listed = unsupported.map(({ file, line, name: what }) => `${file}:${line} ${what}`);
    for (const expected of EXPECTED[name]?.listed ?? []) expect(listed).toContain(expected);
    for (const { why } of unsupported) expect(why).toMatch(/.{10,}\.$/);
  });

  test('drops no line silently', () => {
    const { taken, unsupported } = read(name);
    const said = new Set([...taken, ...unsupported].map(({ file, line }) => `${file}:${line}`));
    for (const file of realConfig(name))
      for (const line of linesThatSay(file)) expect(said, line).toContain(line);
  });
});

/** Lines with a directive or a setting of their own, apart from those in a block that is listed as a whole. */
function linesThatSay({ name, text }: { name: string; text: string }): string[] {
  const lines = text.split('\n');
  if (name.endsWith('.py'))
    return lines.flatMap((line, index) =>
      /^(\w+ =|def )/.test(line) ? [`${name}:${index + 1}`] : [],
    );
  if (!name.endsWith('.conf')) return [];
  const out: string[] = [];
  const wholes: boolean[] = [];
  const { unsupported } = (() => {
    const answer = readConfig([{ name, text }], {});
    return Array.isArray(answer) ? { unsupported: [] } : answer;
  })();
  lines.forEach((line, index) => {
    const plain = line.replace(/#.*$/, '');
    if (plain.includes(';') && !wholes.includes(true) && !plain.includes('{'))
      out.push(`${name}:${index + 1}`);
    if (/\{\s*$/.test(plain))
      wholes.push(
        unsupported.some((each) => each.line === index + 1 && /^(server|map)$/.test(each.name)),
      );
    if (/^\s*\}/.test(plain)) wholes.pop();
  });
  return out;
}
