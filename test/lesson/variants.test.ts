import { expect, test } from 'vitest';
import type { LessonKnob } from '../../src/lesson/lesson.ts';
import {
  chanceAfter,
  costOf,
  readPicks,
  settingsOf,
  startPicks,
  turned,
  writePicks,
} from '../../src/lesson/variants.ts';

const knob = (set: string, start: number, values: unknown[], more: Partial<LessonKnob> = {}) => ({
  set,
  label: [],
  start,
  isLocked: false,
  isMystery: false,
  values: values.map((value, i) => ({
    text: String(value),
    settings: { [set]: value },
    cost: 5 * i,
  })),
  ...more,
});
const FRONT = knob('front', 0, ['nginx', 'none']);
const BUFFERING = knob('front.proxy_request_buffering', 1, ['on', 'off']);
const WORKERS = knob('app.workers', 2, [1, 2, 3, 4]);
const KNOBS = [FRONT, BUFFERING, WORKERS];

test('knobs as they were change nothing; a knob that is turned changes what it sets and no more', () => {
  expect(settingsOf(KNOBS, startPicks(KNOBS))).toEqual({});
  expect(settingsOf(KNOBS, [0, 1, 3])).toEqual({ 'app.workers': 4 });
  expect(settingsOf(KNOBS, [0, 0, 0])).toEqual({
    'front.proxy_request_buffering': 'on',
    'app.workers': 1,
  });
});

test('settings of a part that another knob has taken away are left out', () => {
  expect(settingsOf(KNOBS, [1, 0, 2])).toEqual({ front: 'none' });
});

test('locked and mystery knobs, and values that are not there, cannot be turned to', () => {
  const fixed = [{ ...FRONT, isLocked: true }, { ...BUFFERING, isMystery: true }, WORKERS];
  expect(turned(fixed, [0, 1, 2], 0, 1)).toEqual([0, 1, 2]);
  expect(turned(fixed, [0, 1, 2], 1, 0)).toEqual([0, 1, 2]);
  expect(turned(fixed, [0, 1, 2], 2, 4)).toEqual([0, 1, 2]);
  expect(turned(fixed, [0, 1, 2], 2, 0)).toEqual([0, 1, 0]);
});

test('what is bought is added to the base, also by knobs that stand where they stood', () => {
  const budget = { most: 60, unit: '€ a month', base: 10 };
  expect(costOf(budget, KNOBS, [0, 1, 2])).toBe(10 + 0 + 5 + 10);
  expect(costOf(budget, KNOBS, [1, 0, 3])).toBe(10 + 5 + 0 + 15);
});

test('positions go through an address and come back', () => {
  expect(writePicks([1, 0, 3])).toBe('2.1.4');
  expect(readPicks(KNOBS, '2.1.4')).toEqual({ value: [1, 0, 3] });
});

test('positions that do not fit say which, and what is allowed', () => {
  const wrong = (text: string, knobs: LessonKnob[] = KNOBS) => {
    const read = readPicks(knobs, text);
    return 'wrong' in read ? read.wrong : 'nothing wrong';
  };
  expect(wrong('2.1')).toMatch(/has 2 values, but this step has 3 knobs; .*1\.2\.3/);
  expect(wrong('2.1.5')).toBe('number 3 (app.workers) must be from 1 to 4');
  expect(wrong('2.0.1')).toMatch(/number 2 .* from 1 to 2/);
  expect(wrong('2.<b>.1')).toMatch(/number 2 /);
  expect(wrong('2.1.4', [{ ...FRONT, isMystery: true }, BUFFERING, WORKERS])).toMatch(
    /number 1 \(front\) is not to be turned/,
  );
  expect(wrong('1.1.4', [{ ...FRONT, isMystery: true }, BUFFERING, WORKERS])).toBe('nothing wrong');
});

test('another chance is another one each time, never the told one, for thousands of presses', () => {
  const met = new Set<number>();
  let seed = 3;
  for (let i = 0; i < 9000; i++) {
    seed = chanceAfter(seed, 3);
    met.add(seed);
  }
  expect(met.size).toBe(9000);
  expect(met.has(3)).toBe(false);
  // A seed from an address may be any number.
  expect(chanceAfter(4_000_000_000, 3)).toBeLessThan(10_000);
});
