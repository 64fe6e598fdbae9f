import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// Each test starts a program of its own; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 });

const PROGRAM = fileURLToPath(new URL('../../src/cli/simulate.ts', import.meta.url));
const LESSON = fileURLToPath(new URL('../../lessons/slow-clients.yaml', import.meta.url));
const SHORT = '{ duration: 100ms, clients: [{ name: one, arrivals: [{ at: 0s }] }] }';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly complaint: string;
}

/** Runs the program as a person would, in the folder of the test's files. */
function simulate(args: readonly string[], input = ''): Promise<Ended> {
  const program = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), PROGRAM, ...args],
    { cwd: folder },
  );
  let out = '';
  let complaint = '';
  program.stdout.on('data', (text) => (out += text));
  program.stderr.on('data', (text) => (complaint += text));
  // It may have ended before it read its input.
  program.stdin.on('error', () => {});
  program.stdin.end(input);
  return new Promise((resolve) =>
    program.on('close', (code) => resolve({ code, out, complaint: complaint.trimEnd() })),
  );
}

const written = new Map<string, string | Uint8Array>();

/** A file of the folder. Tests run side by side and may want the same one: nobody empties it under another's eyes. */
function file(name: string, text: string | Uint8Array): string {
  if (written.get(name) !== text) writeFileSync(join(folder, name), text);
  written.set(name, text);
  return name;
}

describe('a file that cannot be run gets one line with its place, and exit code 2', () => {
  test.concurrent.each<[string, string | Uint8Array, string]>([
    [
      'an unknown key',
      'front:\n  proxy_reqest_buffering: on',
      ':2:27 front.proxy_reqest_buffering — “proxy_reqest_buffering” is not a setting here; did you mean “proxy_request_buffering”? (found: on)',
    ],
    [
      'too many workers',
      'app: { workers: 1000000000 }',
      ':1:17 app.workers — is too much; allowed: 1 to 512 (found: 1000000000)',
    ],
    ['an empty file', '', ':1:1 — is empty'],
    ['binary', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]), ': is not text'],
    ['deep brackets', '['.repeat(100_000), ' — is nested too deeply'],
    ['a file without end', 'x'.repeat(4_000_001), ': is too large; allowed: 4 MB'],
    ['words for the terminal', 'seed: "\\e[2J"', '(found: \\u001b[2J)'],
  ])('%s', async (what, text, says) => {
    const name = file(`${what.replaceAll(' ', '-')}.yaml`, text);
    const { code, out, complaint } = await simulate([name]);
    expect(complaint).toContain(says);
    expect(complaint.startsWith(`${name}:`)).toBe(true);
    expect(complaint.split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test.concurrent('a file that is not there, or is a folder', async () => {
    mkdirSync(join(folder, 'house'));
    expect((await simulate(['none.yaml'])).complaint).toBe('none.yaml: there is no such file');
    expect(await simulate(['house'])).toEqual({
      code: 2,
      out: '',
      complaint: 'house: is a folder; name a file in it',
    });
  });
});

describe('an argument that means nothing gets one line, and exit code 2', () => {
  test.concurrent.each([
    [['--seed', 'x'], '--seed x: allowed is a whole number from 0 to 4294967295'],
    [['--seed', '-1'], '--seed -1: allowed is a whole number from 0 to 4294967295'],
    [['--seed='], '--seed : allowed is a whole number from 0 to 4294967295'],
    [['--seed', '4294967296'], '--seed 4294967296: allowed is a whole number'],
    [['--until', '-1s'], '--until -1s: allowed is a time above 0s'],
    [['--until', '5'], '--until 5: allowed is a time above 0s'],
    [['--format', 'xml'], '--format xml: allowed are table, json, events'],
    [['--run', 'x'], 'scenario.yaml:1:1 — is a scenario; only a lesson has runs to choose from'],
  ])('%j', async (args, says) => {
    const { code, out, complaint } = await simulate([file('scenario.yaml', SHORT), ...args]);
    expect(complaint).toContain(says);
    expect(complaint.split('\n')).toHaveLength(1);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test.concurrent('a run that the lesson does not have', async () => {
    const { code, complaint } = await simulate([LESSON, '--run', 'x']);
    expect(complaint).toMatch(/:\d+:\d+ runs — has no such run; allowed: streamed, .*found: x\)$/);
    expect(code).toBe(2);
  });

  test.concurrent('no file, or an unknown option: the usage follows', async () => {
    const { code, complaint } = await simulate([]);
    expect(complaint).toMatch(/^one FILE is needed, found 0\nusage: /);
    expect(code).toBe(2);
    expect((await simulate(['--sede', '1'])).complaint).toMatch(
      /^Unknown option '--sede'.*\nusage/,
    );
  });
});

describe('what can be run is run', () => {
  test.concurrent('JSON from standard input, as JSON', async () => {
    const input = '{"duration":"100ms","clients":[{"name":"a","arrivals":[{"at":"0s"}]}]}';
    const { code, out, complaint } = await simulate(
      ['-', '--format', 'json', '--seed', '7'],
      input,
    );
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    expect(JSON.parse(out)).toMatchObject({
      summary: { seed: 7, answered: 1 },
      requests: [{ id: 0 }],
    });
  });

  test.concurrent("a lesson's run, up to a moment, an event a line", async () => {
    const { code, out } = await simulate([
      LESSON,
      '--run',
      'bare',
      '--until',
      '1s',
      '--format',
      'events',
    ]);
    expect(code).toBe(0);
    const times = out
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.split('\t')[0]));
    expect(times.length).toBeGreaterThan(100);
    expect(Math.max(...times)).toBeLessThanOrEqual(1_000_000);
  });

  test.concurrent('a title cannot write to the terminal', async () => {
    const { out } = await simulate(['-'], SHORT.replace('{', '{ title: "\\e[31mred",'));
    expect(out).toContain('\\u001b[31mred (seed 1');
    expect(out).not.toContain('\u001b');
  });
});
