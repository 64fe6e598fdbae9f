import { describe, expect, test } from 'vitest';
import { looksLikeConfig } from '../../src/config/configKind.ts';
import { readConfig } from '../../src/config/readConfig.ts';
import { writeConfig } from '../../src/config/writeConfig.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { Dice } from '../scenario/dice.ts';
import { REAL_CONFIGS, realConfig } from './realConfigs.ts';

const SIGNS = [
  '{',
  '}',
  ';',
  '"',
  "'",
  '\\',
  '\n',
  '#',
  '(',
  ')',
  '=',
  ' ',
  '$',
  '-',
  '\0',
  'ß',
  '9',
  ',',
  '[',
  '~',
];

describe('texts that were damaged', () => {
  // Seeds 0 to 599: each real file with a few signs put in, taken out or doubled.
  test('are read or refused with a place, never thrown at', () => {
    const all = REAL_CONFIGS.flatMap(realConfig);
    for (let seed = 0; seed < 600; seed++) {
      const dice = new Dice(seed);
      const file = dice.pick(all);
      let { text } = file;
      for (let change = dice.whole(1, 6); change > 0; change--) {
        const at = dice.whole(0, text.length);
        const cut = dice.chance(0.4) ? dice.whole(1, 12) : 0;
        text =
          text.slice(0, at) + (dice.chance(0.7) ? dice.pick(SIGNS) : '') + text.slice(at + cut);
      }
      const answer = readConfig([{ ...file, text }], {});
      if (!Array.isArray(answer)) continue;
      expect(answer.length, `seed ${seed}`).toBeGreaterThan(0);
      const lines = text.split('\n').length;
      for (const { at } of answer) {
        const [, line, column] = /:(\d+):(\d+)$/.exec(at) ?? [];
        expect(Number(line), `seed ${seed}: ${at}`).toBeGreaterThanOrEqual(1);
        expect(Number(line), `seed ${seed}: ${at}`).toBeLessThanOrEqual(lines);
        expect(Number(column), `seed ${seed}: ${at}`).toBeGreaterThanOrEqual(1);
      }
    }
  });
});

describe('texts that are meant to hurt', () => {
  test.each([
    ['nested blocks', 'nginx.conf', 'a {'.repeat(100_000)],
    [
      'nested brackets',
      'gunicorn.conf.py',
      `workers = ${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
    ],
    ['a long sum', 'gunicorn.conf.py', `workers = ${'1+'.repeat(50_000)}1`],
    ['a long text', 'gunicorn.conf.py', `a = "x"\n${'a = a + a\n'.repeat(200)}workers = a`],
    [
      'lists of lists',
      'gunicorn.conf.py',
      `a = [1]\nb = [1]\n${'a = [a, a]\nb = [b, b]\n'.repeat(60)}workers = 1 if a == b else 2`,
    ],
    [
      'branches without end',
      'gunicorn.conf.py',
      `if 0: a = 1\n${'elif 0: a = 1\n'.repeat(20_000)}`,
    ],
    ['a large power', 'gunicorn.conf.py', 'workers = 9 ** 9 ** 9 ** 9'],
    ['empty lines', 'pasted', '\n'.repeat(300_000)],
    ['empty lines in a command', 'command', '\n'.repeat(300_000)],
    ['words without end', 'pasted', 'location '.repeat(50_000)],
    [
      'names of objects',
      'nginx.conf',
      'http { __proto__ 1; constructor 2; server { toString; location / { hasOwnProperty 3; } } }',
    ],
    [
      'settings of objects',
      'gunicorn.conf.py',
      '__proto__ = 1\nconstructor = 2\nworkers = toString',
    ],
  ])('%s', (_, name, text) => {
    looksLikeConfig(name, text);
    const answer = readConfig([{ name, text }], {});
    expect(answer).toBeDefined();
    expect(({} as Record<string, unknown>).workers).toBeUndefined();
  });
});

test('a scenario from a stranger cannot put lines of its own into the files', () => {
  const evil = 'x\nuser root;\r\nimport os; os.system("evil")\u2028evil\u0085evil';
  const scenario = parseScenario({
    title: evil,
    routes: [
      {
        name: 'home',
        path: '/"""evil()',
        queries: 1,
        locks: '"); evil("',
        writes: true,
        spans: [{ kind: 'view', name: evil.slice(0, 50), cpu: '1ms' }],
      },
      { name: 'css', path: "/static/'$(evil)`evil`", static: true },
    ],
    front: {
      locations: [
        { match: '/static/', static: '/srv/../../etc/$x;evil{}' },
        { match: '~ ;evil\\{', return: 200 },
        { match: '/', proxy: true },
      ],
    },
  });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  const files = new Map(writeConfig(scenario).map(({ name, text }) => [name, text]));
  for (const [name, text] of files)
    expect(text, name).not.toMatch(/^\s*(user root|import os; os)/m);
  expect(files.get('views.py')).toContain('transaction_on("\\"); evil(\\"", writes=True)');
  expect(files.get('views.py')).not.toContain('"""evil');
  expect(files.get('compose.yaml')).not.toContain('..');
  const answer = readConfig([{ name: 'nginx.conf', text: files.get('nginx.conf') ?? '' }], {});
  if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
  expect(answer.unsupported.map(({ name }) => name)).not.toContain('user');
});
