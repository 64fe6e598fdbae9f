import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CheckOptions, check } from '../../src/cli/lessons/checkCommand.ts';
import { knownSources } from '../../src/cli/lessons/checkCourse.ts';
import { picksToTry } from '../../src/cli/lessons/checkPuzzle.ts';
import { newLesson } from '../../src/cli/lessons/newLesson.ts';
import { readCourse } from '../../src/cli/lessons/readCourse.ts';
import { statsLines } from '../../src/cli/lessons/stats.ts';
import type { PuzzleStep } from '../../src/lesson/puzzle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let lines: string[];
let complaints: string[];

const output = {
  out: (line: string) => void lines.push(line),
  complain: (line: string) => void complaints.push(line),
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lessons-'));
  for (const name of ['plain', 'broken-site'])
    newLesson(folder, name, name === 'broken-site', { out: () => {}, complain: () => {} });
  write('course.yaml', 'modules: [{ id: all, title: All, lessons: [plain, broken-site] }]');
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  lines = [];
  complaints = [];
});

const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** Runs `check` on the folder while a file reads otherwise. */
async function checkWith(
  file: string,
  edit: (text: string) => string,
  options: Partial<CheckOptions> = {},
): Promise<number> {
  const before = existsSync(join(folder, file)) ? text(file) : null;
  const after = edit(before ?? '');
  expect(after).not.toBe(before);
  write(file, after);
  try {
    return await check({ root: ROOT, folder, ids: [], seeds: 2, ...options }, output);
  } finally {
    if (before === null) rmSync(join(folder, file));
    else write(file, before);
  }
}

describe('new', () => {
  test('writes a lesson and a challenge that are valid and true as they are', async () => {
    expect(await check({ root: ROOT, folder, ids: [], seeds: 2 }, output)).toBe(0);
    expect(lines.at(-1)).toBe('2 lessons valid, 5 claims hold');
    expect(lines.join('\n')).toMatch(/puzzle mend-it: \d+ of 10 combinations solve it/);
  });

  test('overwrites nothing', () => {
    const before = text('plain.yaml');
    expect(newLesson(folder, 'plain', false, output)).toBe(2);
    expect(complaints[0]).toContain('is there already; nothing was written');
    expect(text('plain.yaml')).toBe(before);
  });

  test.each([
    ['Slow Clients', 'did you mean “slow-clients”?'],
    ['../elsewhere', 'allowed: small letters, digits and “-”'],
    ['course', 'belongs to the whole course'],
    [undefined, 'a name is needed'],
  ])('refuses the name %s', (name, says) => {
    expect(newLesson(folder, name, false, output)).toBe(2);
    expect(complaints.join()).toContain(says);
  });
});

describe('check', () => {
  test('says a mistake with file, line and column, and what is sound all the same', async () => {
    expect(await checkWith('plain.yaml', (it) => it.replace('kind: read', 'kind: raed'))).toBe(1);
    expect(lines[0]).toMatch(/^✗ plain\.yaml:\d+:11 steps\[0\]\.kind — .*did you mean “read”\?/);
    expect(lines.at(-1)).toBe('1 of 2 lessons valid, 2 claims hold; 1 in the files');
  });

  test('says a claim that does not hold, with the seed that shows it', async () => {
    expect(
      await checkWith(
        'plain.yaml',
        (it) =>
          it.replace(
            'above: 500ms }\n      - { metric: failed',
            'above: 5h }\n      - { metric: failed',
          ),
        { ids: ['plain'] },
      ),
    ).toBe(1);
    expect(lines.join('\n')).toContain(
      '✗ runs.one: expected that longest wait of visitors is above 5h; with the lesson’s own seed the run shows',
    );
    expect(lines.at(-1)).toBe('0 of 1 lesson valid, 2 of 3 claims hold');
  });

  test('says what is untrue beside the claims', async () => {
    const solution = (it: string) => it.replace('- { app.workers: 6 }', '- { app.workers: 2 }');
    expect(await checkWith('plain.yaml', solution, { ids: ['plain'] })).toBe(1);
    expect(lines.join('\n')).toContain('✗ steps.mend-it.solutions[0]: does not reach the goal');
  });

  test.each([
    [
      'course.yaml',
      'plain,',
      'plain, plian,',
      'course.yaml modules[0].lessons[1] — there is no lesson plian.yaml; did you mean “plain”?',
    ],
    [
      'plain.yaml',
      'rule: L1',
      'rule: L111',
      'plain.yaml sources[0].rule — MODEL.md has no rule “L111”',
    ],
    [
      'plain.yaml',
      'rule: L1',
      'case: A_gunicorn-sync-w11',
      'plain.yaml sources[0].case — “A_gunicorn-sync-w11” is no measured case that the site shows; did you mean “A_gunicorn-sync-w1”?',
    ],
    [
      'plain.yaml',
      'plain-and-more-workers',
      'broken-site',
      'plain.yaml answers[0].id — “broken-site” stands in the lesson broken-site already',
    ],
    [
      'glossary.yaml',
      '',
      'a queue: { means: a line, lesson: plian }',
      'glossary.yaml a queue.lesson — there is no lesson plian.yaml; did you mean “plain”?',
    ],
  ])('finds what does not fit between files: %s, %j', async (file, find, by, says) => {
    const edit = (it: string) => (find === '' ? by : it.replace(find, by));
    expect(await checkWith(file, edit, { seeds: 0 })).toBe(1);
    expect(lines.join('\n')).toContain(says);
  });

  test('answers a lesson that there is not with the nearest', async () => {
    expect(await check({ root: ROOT, folder, ids: ['plian'], seeds: 0 }, output)).toBe(2);
    expect(complaints).toEqual(['there is no lesson plian.yaml; did you mean “plain”?']);
  });

  test('says the same as JSON', async () => {
    await check({ root: ROOT, folder, ids: ['plain'], seeds: 2, isJson: true }, output);
    const [lesson] = JSON.parse(lines.join('\n')).lessons;
    expect(lesson).toMatchObject({ id: 'plain', faults: [] });
    expect(lesson.claims[0]).toMatchObject({ run: 'one', rate: 1, held: 2, of: 2 });
    expect(lesson.puzzles[0]).toMatchObject({ step: 'mend-it', combinations: 10, tried: 10 });
  });
});

test('a puzzle of many combinations is sampled, each once, the same every time', () => {
  const knob = { values: Array(12).fill(null), start: 0, isLocked: false, isMystery: false };
  const puzzle = {
    knobs: [knob, knob, knob, { ...knob, isLocked: true }],
  } as unknown as PuzzleStep;
  const tries = picksToTry(puzzle);
  expect(new Set(tries.map(String)).size).toBe(500);
  expect(tries).toEqual(picksToTry(puzzle));
  expect(tries.every((picks) => picks[3] === 0)).toBe(true);
});

test('the rules and cases that sources may name are those of the project', () => {
  const { cases, rules } = knownSources(ROOT);
  expect(rules).toEqual(expect.arrayContaining(['L1', 'N3', 'C1']));
  expect(cases).toContain('A_gunicorn-sync-w1');
});

test('stats count what a lesson is made of', () => {
  copyFileSync(join(ROOT, 'lessons/glossary.yaml'), join(folder, 'glossary.yaml'));
  const found = statsLines(readCourse(folder));
  const cells = (name: string) => found.find((line) => line.startsWith(name))?.split(/ {2,}/);
  const head = cells('lesson') as string[];
  const plain = cells('plain') as string[];
  const at = (column: string) => plain[head.indexOf(column)];
  expect([at('·read'), at('·predict'), at('·observe'), at('runs'), at('claims')]).toEqual([
    '1',
    '1',
    '1',
    '2',
    '3',
  ]);
  expect(found.at(-1)).toContain('never shown:');
  rmSync(join(folder, 'glossary.yaml'));
});
