import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

// Each test starts a program of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const PROGRAM = fileURLToPath(new URL('../../src/cli/arrangements.ts', import.meta.url));

function run(...args: string[]): Promise<{ code: number | null; out: string; complaint: string }> {
  const program = spawn(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    PROGRAM,
    ...args,
  ]);
  let out = '';
  let complaint = '';
  program.stdout.on('data', (text) => (out += text));
  program.stderr.on('data', (text) => (complaint += text));
  return new Promise((resolve) => program.on('close', (code) => resolve({ code, out, complaint })));
}

test('a line for each arrangement in each of the three tables', async () => {
  const { code, out } = await run();
  expect(code).toBe(0);
  expect(out.match(/^nginx \+ uWSGI /gm)).toHaveLength(3);
  expect(out).toMatch(/^runserver --nothreading .*nobody starts it again/m);
});

test('the benchmark as data, of the version that is asked for', async () => {
  const { code, out } = await run('benchmark', '--version', 'current', '--format', 'json');
  expect(code).toBe(0);
  const rows = JSON.parse(out) as { name: string; crash: { visitors: number } }[];
  expect(rows.map(({ name }) => name.split(',')[0])).toEqual([
    'nginx + runserver',
    'nginx + Gunicorn',
    'nginx + Gunicorn',
  ]);
  for (const { crash } of rows) expect(crash.visitors).toBe(200);
});

test('what it does not know is answered with what it does', async () => {
  for (const [args, complaint] of [
    [['--version', 'newest'], '--version newest: allowed are classic, current'],
    [['bench'], 'bench: allowed is benchmark, or nothing'],
    [['--format', 'xml'], '--format xml: allowed are table, json'],
  ] as const) {
    const ended = await run(...args);
    expect(ended.code).toBe(2);
    expect(ended.out).toBe('');
    expect(ended.complaint.split('\n')[0]).toBe(complaint);
  }
});
