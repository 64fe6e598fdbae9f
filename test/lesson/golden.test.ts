/**
 * What the lessons' runs amount to, as text that is reviewed in diffs. Where a change of the model or of a lesson is meant, write them
 * anew with `npm run lessons -- golden`, and read the difference.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goldenText } from '../../src/cli/lessons/golden.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { LESSONS } from './readLessons.ts';

const FOLDER = new URL('./golden/', import.meta.url);

test.each(LESSONS)('$id', (lesson) => {
  const file = new URL(`${lesson.id}.txt`, FOLDER);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  expect(goldenText(lesson, (scenario) => simulate(scenario) as Run)).toBe(kept);
});

test('there is a recording of every lesson and of nothing else', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(LESSONS.map(({ id }) => `${id}.txt`).sort());
});

test('a recording is short enough to be read', () => {
  for (const { id } of LESSONS) {
    const lines = readFileSync(new URL(`${id}.txt`, FOLDER), 'utf8').split('\n');
    expect(lines.length, id).toBeLessThanOrEqual(200);
    for (const line of lines) expect(line.length, `${id}: ${line}`).toBeLessThanOrEqual(200);
  }
});
