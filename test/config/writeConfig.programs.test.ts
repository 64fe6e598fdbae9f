import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseTime } from '../../src/config/nginx/nginxUnits.ts';
import { readConfig } from '../../src/config/readConfig.ts';
import { writeConfig } from '../../src/config/writeConfig.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { randomScenario } from '../scenario/randomScenario.ts';
import { REAL_CONFIGS, realConfig } from './realConfigs.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function run(
  program: string,
  args: string[],
  cwd: string,
  input = '',
): { ok: boolean; said: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, PWD: cwd },
    timeout: 60_000,
  });
  return { ok: status === 0, said: `${stdout}${stderr}${error ?? ''}` };
}

const has = (program: string, ...args: string[]) => run(program, args, tmpdir()).ok;
const hasNginx = has('nginx', '-v');
const hasGunicorn = has('python3', '-c', 'import django, gunicorn');
const hasGevent = hasGunicorn && has('python3', '-c', 'import gevent');
const missing = (isThere: boolean, name: string) =>
  isThere ? '' : ` (skipped: ${name} is not installed)`;

/** A certificate for TLS, beside the files that ask for one. */
function selfSigned(folder: string): void {
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:P-256'.split(' ');
  const out = '-nodes -keyout key.pem -out certificate.pem -subj /CN=shop.example'.split(' ');
  const { ok, said } = run('openssl', ['req', '-x509', ...key, ...out], folder);
  if (!ok) throw new Error(said);
}

/** The files of a scenario in a folder of their own. */
function exported(scenario: Scenario): string {
  const folder = mkdtempSync(join(tmpdir(), 'roundtrip-config-'));
  folders.push(folder);
  for (const { name, text } of writeConfig(scenario)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'nginx'));
  if (scenario.front?.tls) selfSigned(folder);
  if (scenario.app.kind === 'uwsgi')
    writeFileSync(join(folder, 'uwsgi_params'), 'uwsgi_param PATH_INFO $document_uri;\n');
  return folder;
}

function resolved(written: unknown): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

const real: [string, Scenario][] = REAL_CONFIGS.map((name) => {
  const answer = readConfig(realConfig(name), { database: 'sqlite' });
  if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
  return [name, resolved(answer.written)];
});
const presets: [string, Scenario][] = Object.entries(PRESETS).map(([name, written]) => [
  name,
  resolved(written),
]);
/** Seeds 0 to 23. */
const random: [string, Scenario][] = Array.from({ length: 24 }, (_, seed) => [
  `random scenario ${seed}`,
  resolved(randomScenario(seed)),
]);
const all = [...real, ...presets, ...random];

describe.skipIf(!hasNginx)(
  `nginx -t accepts what is written for${missing(hasNginx, 'nginx')}`,
  () => {
    test.each(all.filter(([, { front }]) => front?.kind === 'nginx'))('%s', (_, scenario) => {
      const folder = exported(scenario);
      const { ok, said } = run(
        'nginx',
        ['-t', '-p', join(folder, 'nginx'), '-c', join(folder, 'nginx.conf')],
        folder,
      );
      expect(ok, said).toBe(true);
      expect(said).not.toContain('[warn]');
    });
  },
);

const hasApache = has('apache2', '-v') && has('test', '-f', '/usr/lib/apache2/modules/mod_wsgi.so');
describe.skipIf(!hasApache)(
  `apache2 -t accepts what is written for${missing(hasApache, 'Apache with mod_wsgi')}`,
  () => {
    const isApache = ({ front, app }: Scenario) =>
      front?.kind === 'apache' || (app.kind === 'mod_wsgi' && app.mode === 'embedded');
    // Seeds 0 to 99: Apache is rarer among them than nginx.
    const more = Array.from({ length: 100 }, (_, seed) => resolved(randomScenario(seed)));
    test.each(more.filter(isApache).map((scenario) => [scenario.title, scenario] as const))(
      '%s',
      (_, scenario) => {
        const folder = exported(scenario);
        const { ok, said } = run('apache2', ['-t', '-d', folder, '-f', 'apache.conf'], folder);
        expect(ok, said).toBe(true);
      },
    );
  },
);

describe.skipIf(!hasNginx)(`nginx itself${missing(hasNginx, 'nginx')}`, () => {
  const [, major = 0, minor = 0, patch = 0] =
    /nginx\/(\d+)\.(\d+)\.(\d+)/.exec(run('nginx', ['-v'], tmpdir()).said) ?? [];
  const age = Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch);
  const folder = mkdtempSync(join(tmpdir(), 'roundtrip-nginx-'));
  folders.push(folder);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const accepts = (inHttp: string, inUpstream = '', ofServer = ''): boolean => {
    const text = `pid pid; error_log stderr; events {} http { access_log off; ${paths.map((name) => `${name}_temp_path ${name};`).join(' ')}
${inHttp} upstream app { server 127.0.0.1:8000 ${ofServer}; ${inUpstream} } server { listen 8080; location / { proxy_pass http://app; } } }`;
    writeFileSync(join(folder, 'nginx.conf'), text);
    return run('nginx', ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')], folder).ok;
  };

  test('takes “keepalive 0” only since 1.29.7', () => {
    expect(accepts('', 'keepalive 1;')).toBe(true);
    expect(accepts('', 'keepalive 0;')).toBe(age >= 1_029_007);
  });

  const TIMES = '90 1m 1h30m 1w 500ms 1h30 1s500ms 500ms1 0 1M 1y 1x 1m1h 1s1s 5S 1.5s -1 s'
    .split(' ')
    .concat(['1h 30m', '30 ', '5 6', '1 h', ' 1h', '30 s', '30 20ms', '']);
  test.each(TIMES)('takes the time “%s” where it is taken here, or refuses it', (text) => {
    expect(accepts(`send_timeout "${text}";`)).toBe(parseTime(text) !== undefined);
    expect(accepts('', '', `"fail_timeout=${text}"`)).toBe(parseTime(text, 's') !== undefined);
  });

  test.each([
    'send_timeout 1h 30m;',
    'keepalive_timeout 75 20;',
    'client_max_body_size 4G;',
    'proxy_max_temp_file_size 1G;',
    'proxy_buffer_size 1G;',
    'proxy_buffers 1 4k;',
    'proxy_buffering ON;',
  ])('takes or refuses “%s” as it is taken or refused here', (line) => {
    const server = 'server { location / { proxy_pass http://app; } }';
    const text = `http { ${line} upstream app { server a:1; } ${server} }`;
    const isRead = !Array.isArray(readConfig([{ name: 'nginx.conf', text }], {}));
    expect(accepts(line)).toBe(isRead);
  });
});

describe.skipIf(!hasGunicorn)(
  `gunicorn --check-config accepts what is written for${missing(hasGunicorn, 'Gunicorn with Django')}`,
  () => {
    // A database's driver need not be there.
    const withSqlite = ({ database, ...scenario }: Scenario): Scenario => ({
      ...scenario,
      database: database && { kind: 'sqlite', CONN_MAX_AGEUs: 0, timeoutUs: 5_000_000 },
    });
    const some = [...real, ...random]
      .filter(([, { app }]) => app.kind === 'gunicorn')
      .map(([name, scenario], index) => ({
        name,
        folder: exported(withSqlite(scenario)),
        // Importing a project takes its time; that all of it compiles is seen for each.
        starts:
          index < real.length + 8 &&
          (hasGevent || scenario.app.kind !== 'gunicorn' || scenario.app.worker_class !== 'gevent'),
      }));
    let wrong: Record<string, string> = {};
    beforeAll(() => {
      const script = fileURLToPath(new URL('./check_written.py', import.meta.url));
      const { ok, said } = run('python3', [script], tmpdir(), JSON.stringify(some));
      if (!ok) throw new Error(said);
      wrong = JSON.parse(said.trim().split('\n').at(-1) ?? '');
    });
    test.each(some)('$name', ({ folder }) => {
      expect(wrong[folder]).toBe('');
    });
  },
);

describe.skipIf(!hasGunicorn)(
  `Django answers as urls.py says${missing(hasGunicorn, 'Django')}`,
  () => {
    test('each route from its view, with its size', () => {
      const scenario = resolved({
        database: 'sqlite',
        routes: [
          { name: 'home', path: '/', response: '12kB', queries: 1 },
          { name: 'send', method: 'POST', path: '/', response: '3kB', body: '3MB' },
          { name: 'class', path: '/a+b/(c)', response: '5kB', writes: true, queries: 2 },
          { name: 'later', path: '/later', response: '1kB', async: true, wait: '1ms', queries: 1 },
        ],
      });
      const folder = exported(scenario);
      const script = `
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
sys.path.insert(0, ".")
import prepare
from django.test import Client
client = Client()
for answer in (client.get("/"), client.post("/", b"." * 3000000, content_type="application/octet-stream"), client.get("/a+b/(c)"), client.get("/later"), client.get("/nowhere")):
    print(answer.status_code, len(answer.content))
`;
      const { ok, said } = run('python3', ['-c', script], folder);
      expect(ok, said).toBe(true);
      expect(said.split('\n').slice(0, 4)).toEqual([
        '200 12000',
        '200 3000',
        '200 5000',
        '200 1000',
      ]);
      expect(said.split('\n')[4]).toMatch(/^404 /);
    });
  },
);
