import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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

function run(program: string, args: string[], cwd: string): { ok: boolean; said: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { ok: status === 0, said: `${stdout}${stderr}${error ?? ''}` };
}

const has = (program: string, ...args: string[]) => run(program, args, tmpdir()).ok;
const hasNginx = has('nginx', '-v');
const hasPython = has('python3', '--version');
const hasGunicorn = has('gunicorn', '--version') && has('python3', '-c', 'import django, gunicorn');
const hasGevent = hasPython && has('python3', '-c', 'import gevent');
const missing = (isThere: boolean, name: string) =>
  isThere ? '' : ` (skipped: ${name} is not installed)`;

/** The files of a scenario in a folder of their own. */
function exported(scenario: Scenario): string {
  const folder = mkdtempSync(join(tmpdir(), 'roundtrip-config-'));
  folders.push(folder);
  for (const { name, text } of writeConfig(scenario)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'nginx'));
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
/** Seeds 0 to 39. */
const random: [string, Scenario][] = Array.from({ length: 40 }, (_, seed) => [
  `random scenario ${seed}`,
  resolved(randomScenario(seed)),
]);
const all = [...real, ...presets, ...random];

describe.skipIf(!hasNginx)(
  `nginx -t accepts what is written for${missing(hasNginx, 'nginx')}`,
  () => {
    test.each(all.filter(([, { front }]) => front))('%s', (_, scenario) => {
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

describe.skipIf(!hasGunicorn)(
  `gunicorn --check-config accepts what is written for${missing(hasGunicorn, 'Gunicorn with Django')}`,
  () => {
    // Importing the project takes about a second each; a database's driver need not be there.
    const some = [...real, ...random.slice(0, 8)].map(([name, scenario]): [string, Scenario] => [
      name,
      {
        ...scenario,
        database: scenario.database && { kind: 'sqlite', CONN_MAX_AGEUs: 0, timeoutUs: 5_000_000 },
      },
    ]);
    test.each(some.filter(([, { app }]) => hasGevent || app.worker_class !== 'gevent'))(
      '%s',
      (_, scenario) => {
        const { ok, said } = run(
          'gunicorn',
          ['--check-config', '-c', 'gunicorn.conf.py'],
          exported(scenario),
        );
        expect(ok, said).toBe(true);
      },
    );
  },
);

describe.skipIf(!hasPython)(
  `Python compiles what is written${missing(hasPython, 'python3')}`,
  () => {
    test('for the real ones and some at random', () => {
      for (const [name, scenario] of [...real, ...random.slice(0, 15)]) {
        const files = writeConfig(scenario).filter((file) => file.name.endsWith('.py'));
        const { ok, said } = run(
          'python3',
          ['-m', 'py_compile', ...files.map((file) => file.name)],
          exported(scenario),
        );
        expect(ok, `${name}: ${said}`).toBe(true);
      }
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
