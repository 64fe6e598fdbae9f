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
  'debian-and-systemd': {
    taken: ({ app, front, socket }) => {
      expect(app).toMatchObject({ workers: 1, worker_class: 'sync' });
      expect(front).toMatchObject({ worker_connections: 768 });
      expect(locationsOf({ front } as Scenario)).toEqual(['/ proxy']);
      expect(socket.kind).toBe('unix');
    },
    listed: [
      'nginx.conf:3 worker_processes',
      'nginx.conf:18 ssl_protocols',
      'nginx.conf:23 include',
      'gunicorn.service:16 TimeoutStopSec',
      'gunicorn.socket:7 SocketUser',
    ],
  },
  'debian-apache': {
    taken: ({ front }) =>
      expect(front).toMatchObject({
        kind: 'apache',
        max_request_workers: 150,
        header_timeoutUs: 20 * SECOND,
        body_timeoutUs: 10 * SECOND,
      }),
    listed: ['mpm_event.conf:2 StartServers'],
  },
  'debian-uwsgi': {
    taken: ({ app, socket }) => {
      expect(app).toMatchObject({ kind: 'uwsgi', processes: 2, master: true });
      expect(socket.kind).toBe('tcp');
    },
    listed: [],
  },
  'docker-compose-guide': {
    taken: ({ app, front, socket }) => {
      expect(app).toMatchObject({ workers: 1 });
      expect(front?.upstream).not.toBeNull();
      expect(socket.kind).toBe('tcp');
      expect(front?.locations[1]).toMatchObject({
        match: '/static/',
        does: 'static',
        root: '/home/app/web/staticfiles',
      });
      expect(front?.locations[2]).toMatchObject({ match: '/media/', does: 'static' });
    },
    listed: ['nginx.conf:12 proxy_set_header', 'nginx.conf:14 proxy_redirect'],
  },
  'gunicorn-asgi': {
    taken: ({ app }) =>
      expect(app).toMatchObject({
        workers: 3,
        worker_class: 'asgi',
        worker_connections: 1000,
        timeoutUs: 120 * SECOND,
        keepaliveUs: 5 * SECOND,
        max_requests: 1000,
        max_requests_jitter: 50,
        preload_app: false,
      }),
    listed: [
      'gunicorn_conf.py:6 workers',
      'gunicorn_conf.py:11 dirty_apps',
      'gunicorn_conf.py:32 reload',
      'gunicorn_conf.py:33 preload_app',
    ],
  },
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
      'nginx.conf:35 try_files',
      'nginx.conf:42 proxy_redirect',
      'nginx.conf:46 error_page',
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
      'gunicorn.conf.py:40 pre_exec',
      'gunicorn.conf.py:56 ssl_context',
    ],
  },
  'gunicorn-http2-gevent': {
    taken: ({ app, socket }) => {
      expect(app).toMatchObject({
        workers: 5,
        worker_class: 'gevent',
        worker_connections: 1000,
        graceful_timeoutUs: 30 * SECOND,
        keepaliveUs: 5 * SECOND,
      });
      expect(socket.kind).toBe('tcp');
    },
    listed: [
      'gunicorn_conf.py:8 workers',
      'gunicorn_conf.py:11 http_protocols',
      'gunicorn_conf.py:13 _default_cert',
      'gunicorn_conf.py:15 certfile',
      'gunicorn_conf.py:18 http2_max_concurrent_streams',
    ],
  },
  'gunicorn-overview': {
    taken: ({ app, socket }) => {
      expect(app).toMatchObject({ workers: 5, worker_class: 'sync', threads: 1 });
      expect(socket.kind).toBe('tcp');
    },
    listed: [],
  },
  'heroku-django': {
    taken: ({ app }) =>
      expect(app).toMatchObject({
        workers: 1,
        worker_class: 'gthread',
        threads: 5,
        timeoutUs: 20 * SECOND,
        graceful_timeoutUs: 20 * SECOND,
        keepaliveUs: 95 * SECOND,
        preload_app: true,
      }),
    listed: [
      'gunicorn.conf.py:4 bind',
      'gunicorn.conf.py:6 workers',
      'gunicorn.conf.py:11 accesslog',
      'gunicorn.conf.py:14 if os.environ.get("ENVIRONMENT") == "de…',
      'gunicorn.conf.py:15 reload',
      'gunicorn.conf.py:18 reuse_port',
    ],
  },
  netbox: {
    taken: ({ app, front, socket }) => {
      expect(app).toMatchObject({
        workers: 5,
        worker_class: 'gthread',
        threads: 3,
        timeoutUs: 120 * SECOND,
        max_requests: 5000,
        max_requests_jitter: 500,
      });
      expect(front).toMatchObject({ client_max_body_sizeBytes: 25 * 1024 ** 2 });
      expect(locationsOf({ front } as Scenario)).toEqual(['/static/ static', '/ proxy']);
      expect(socket.kind).toBe('tcp');
    },
    listed: ['netbox.service:16 --pid', 'nginx.conf:7 ssl_certificate', 'nginx.conf:25 server'],
  },
  'nginx-beginners-guide': {
    taken: ({ front, socket }) => {
      expect(locationsOf({ front } as Scenario)).toEqual(['/ proxy', '~ \\.(gif|jpg|png)$ static']);
      expect(front?.upstream).toBeNull();
      expect(socket.kind).toBe('tcp');
    },
    listed: ['nginx.conf:4 server'],
  },
  'nginx-full-example': {
    taken: ({ front }) => {
      expect(front).toMatchObject({
        worker_connections: 2000,
        client_header_timeoutUs: 180 * SECOND,
        client_max_body_sizeBytes: 10 * 1024 ** 2,
        proxy_connect_timeoutUs: 70 * SECOND,
        proxy_read_timeoutUs: 90 * SECOND,
        keepalive_timeoutUs: 75 * SECOND,
        proxy_buffersBytes: (4 + 4 * 32) * 1024,
      });
      expect(locationsOf({ front } as Scenario)).toEqual([
        '/ proxy',
        '= /404.html static',
        '/download/ static',
        '~* \\.(jpg|jpeg|gif)$ static',
      ]);
    },
    listed: [
      'nginx.conf:13 use',
      'nginx.conf:70 proxy_send_timeout',
      'nginx.conf:90 location',
      'nginx.conf:96 valid_referers',
      'nginx.conf:98 if',
      'nginx.conf:99 return',
      'nginx.conf:102 rewrite',
    ],
  },
  'nginx-load-balancing': {
    taken: ({ app, front }) => {
      expect(app.instances).toBe(3);
      expect(front?.upstream).toMatchObject({
        max_fails: 1,
        fail_timeoutUs: 10 * SECOND,
        method: 'least_conn',
      });
    },
    listed: ['nginx.conf:4 upstream'],
  },
  'nginx-upstream-keepalive': {
    taken: ({ front }) =>
      expect(front).toMatchObject({ proxy_http_version: '1.1', upstream: { keepalive: 16 } }),
    listed: [],
  },
  'nginx-upstream-servers': {
    taken: ({ app, front, socket }) => {
      expect(app.instances).toBe(3);
      expect(front?.upstream).toMatchObject({ max_fails: 1, fail_timeoutUs: 10 * SECOND });
      expect(socket.kind).toBe('tcp');
    },
    listed: [
      'nginx.conf:3 upstream',
      'nginx.conf:5 server',
      'nginx.conf:6 server',
      'nginx.conf:8 server',
    ],
  },
  'nginx-websocket': {
    taken: ({ front }) => {
      expect(front).toMatchObject({ proxy_http_version: '1.1', upstream: null });
      expect(locationsOf({ front } as Scenario)).toEqual(['/chat/ proxy']);
    },
    listed: ['nginx.conf:4 map', 'nginx.conf:13 proxy_set_header'],
  },
  'uvicorn-gunicorn-docker': {
    taken: ({ app }) =>
      expect(app).toMatchObject({
        workers: 2,
        timeoutUs: 120 * SECOND,
        graceful_timeoutUs: 120 * SECOND,
        keepaliveUs: 5 * SECOND,
      }),
    listed: [
      'gunicorn_conf.py:9 use_max_workers',
      'gunicorn_conf.py:16 if bind_env:',
      'gunicorn_conf.py:26 assert web_concurrency > 0',
      'gunicorn_conf.py:40 workers',
      'gunicorn_conf.py:41 bind',
    ],
  },
  'uwsgi-django': {
    taken: ({ app, front, socket }) => {
      expect(socket.kind).toBe('unix');
      expect(app).toMatchObject({ kind: 'uwsgi', protocol: 'socket' });
      expect(front).toMatchObject({ client_max_body_sizeBytes: 75 * 1024 ** 2 });
      expect(locationsOf({ front } as Scenario)).toEqual([
        '/media static',
        '/static static',
        '/ proxy',
      ]);
    },
    listed: ['nginx.conf:23 include'],
  },
};

test('there are ten or more, and each has its expectation', () => {
  expect(REAL_CONFIGS.length).toBeGreaterThanOrEqual(10);
  expect(Object.keys(EXPECTED).sort()).toEqual(REAL_CONFIGS);
});

describe.each(REAL_CONFIGS)('%s', (name) => {
  test('names its source in each file, with the version', () => {
    for (const { name: file, text } of realConfig(name))
      expect(text, file).toMatch(
        /^# Source: .+(commit [\da-f]{7,}, \d{4}-\d\d-\d\d|package \S+ \d[\d.]+)/,
      );
  });

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
    return lines.flatMap((line, index) => {
      const found = /^\s*(?:(\w+) =|def )/.exec(line);
      if (!found) return [];
      const [, assigned] = found;
      // What another line makes use of is heard through that one.
      const isUsed =
        assigned &&
        new RegExp(`[=(,{ ]${assigned}\\b(?! =)`).test(lines.slice(index + 1).join('\n'));
      return isUsed ? [] : [`${name}:${index + 1}`];
    });
  if (!name.endsWith('.conf')) return [];
  const out: string[] = [];
  const wholes: boolean[] = [];
  const { unsupported } = (() => {
    const answer = readConfig([{ name, text }], {});
    return Array.isArray(answer) ? { unsupported: [] } : answer;
  })();
  let isWithin = false;
  lines.forEach((line, index) => {
    const plain = line.replace(/#.*$/, '');
    const isStart = !isWithin;
    isWithin = plain.trim() === '' ? isWithin : !/[;{}]\s*$/.test(plain);
    if (isStart && plain.includes(';') && !wholes.includes(true) && !plain.includes('{'))
      out.push(`${name}:${index + 1}`);
    if (/\{\s*$/.test(plain))
      wholes.push(
        unsupported.some((each) => each.line === index + 1 && /^(server|map)$/.test(each.name)),
      );
    if (/^\s*\}/.test(plain)) wholes.pop();
  });
  return out;
}
