import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { keep } from '../../../src/app/shell/deviceMemory.ts';
import { simulateRun } from '../../../src/app/workbench/simulateRun.ts';
import { valueText } from '../../../src/lesson/lessonValues.ts';
import { nearestLook } from '../../../src/lesson/nearestLook.ts';
import { KnobPage, knobLesson } from './knobLesson.tsx';

const lesson = knobLesson('seeds');

beforeEach(() => page.viewport(1440, 900));
afterEach(async () => {
  await cleanup(); // a page that is still there keeps what was given
  keep('lesson.seeds', null);
  localStorage.clear();
});

async function open(step: number, query = '') {
  window.location.hash = `#/lesson/seeds/step-${step}${query}`;
  return render(<KnobPage lesson={lesson} />);
}

/** What the first step says of a seed. */
const timeWith = (seed: number): string => {
  const scenario = { ...(lesson.runs[0] as (typeof lesson.runs)[number]).scenario, seed };
  return valueText(lesson, 'streamed', 'p95 of fast', () => simulateRun(scenario)) ?? '';
};

test('another chance changes the numbers of the words, says so, and stands in the address from step to step', async () => {
  expect(timeWith(12)).not.toBe(timeWith(3));
  const screen = await open(1);
  await expect.element(screen.getByText(`They wait ${timeWith(3)}.`)).toBeVisible();
  await screen.getByRole('button', { name: 'Chance: as told' }).click();
  await screen.getByRole('radio', { name: 'seed 12: both photos at once' }).click();
  await expect.element(screen.getByText(`They wait ${timeWith(12)}.`)).toBeVisible();
  await expect.element(screen.getByText(/the words were written for another run/)).toBeVisible();
  expect(window.location.hash).toBe('#/lesson/seeds/step-1?seed=12');
  await screen.getByRole('button', { name: 'Next →' }).click();
  await expect.poll(() => window.location.hash).toBe('#/lesson/seeds/step-2?seed=12');
});

test('a seed survives a reload, another comes with each press, and “as told” ends it', async () => {
  const screen = await open(1, '?seed=77');
  await expect.element(screen.getByText(`They wait ${timeWith(77)}.`)).toBeVisible();
  await screen.getByRole('button', { name: 'Chance: seed 77' }).click();
  const another = screen.getByRole('button', { name: 'Another chance' });
  const seed = () => /seed=(\d+)/.exec(window.location.hash)?.[1];
  await another.click();
  await expect.poll(seed).not.toBe('77');
  const second = seed();
  await another.click();
  await expect.poll(seed).not.toBe(second);
  await screen.getByRole('radio', { name: /^as told/ }).click();
  await expect.poll(() => window.location.hash).toBe('#/lesson/seeds/step-1');
  await expect.element(screen.getByText(`They wait ${timeWith(3)}.`)).toBeVisible();
});

test('a seed that is none is told, and the lesson is as told', async () => {
  const screen = await open(1, '?seed=twelve');
  await expect.element(screen.getByText(/seed=twelve must be a whole number/)).toBeVisible();
  await expect.element(screen.getByText(`They wait ${timeWith(3)}.`)).toBeVisible();
});

test('a puzzle is solved with the chance it is watched with', async () => {
  const screen = await open(4, '?seed=77');
  await screen.getByRole('radio', { name: /^on/ }).click();
  await expect.element(screen.getByText(/Well done/)).toBeVisible();
  await expect.poll(() => window.location.hash).toBe('#/lesson/seeds/step-4?seed=77');
});

test('where another run has no such request or moment, a step looks at the nearest', () => {
  const scenario = (lesson.runs[0] as (typeof lesson.runs)[number]).scenario;
  const run = simulateRun(scenario);
  const at = (n: number) =>
    nearestLook(run, {
      tier: null,
      worker: null,
      request: { kind: 'nth', population: 'slow', n },
      at: {
        kind: 'event',
        event: 'worker/accepted',
        n: 0,
        request: { kind: 'nth', population: 'slow', n },
        shiftUs: 0,
      },
    });
  const last = at(1);
  expect(last.request).not.toBeNull();
  // The third slow client does not come: the second is looked at, at its own moment.
  expect(at(2)).toEqual(last);
  const never = nearestLook(run, {
    tier: null,
    worker: null,
    request: null,
    at: { kind: 'event', event: 'worker/timedOut', n: 0, request: null, shiftUs: 0 },
  });
  expect(never.atUs).toBeGreaterThan(0);
});
