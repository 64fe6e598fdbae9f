import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { whole } from './whole.ts';

const LESSON = '#/lesson/slow-clients/step-4?skip=yes';
const DESK = { width: 1440, height: 900 };

/** Where all tokens stand, frame by frame, while time runs for a while at a hundredth of its speed. */
async function framesOf(page: Page): Promise<{ pictures: number; clocks: number; events: number }> {
  await page.getByRole('combobox', { name: 'Speed presets' }).selectOption('0.01');
  await page.locator('.panel-play').click();
  const seen = await page.evaluate(async () => {
    const pictures = new Set<string>();
    const clocks = new Set<string>();
    const events = new Set<string>();
    const until = performance.now() + 2_500;
    while (performance.now() < until) {
      await new Promise(requestAnimationFrame);
      pictures.add(
        [...document.querySelectorAll('.stage [data-request]')]
          .map((each) => each.getBoundingClientRect())
          .map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)
          .join(),
      );
      clocks.add(document.querySelector<HTMLInputElement>('.panel-scrubber input')?.value ?? '');
      events.add(document.querySelector('.panel-caption p')?.textContent ?? '');
    }
    return { pictures: pictures.size, clocks: clocks.size, events: events.size };
  });
  await page.locator('.panel-play').click();
  return seen;
}

test('with reduced motion the stage changes at events and at nothing else', async ({ open }) => {
  const calm = await open(LESSON, { viewport: DESK, reducedMotion: 'reduce' });
  await calm.page.locator('.stage').waitFor();
  await whole(calm.page);
  const still = await framesOf(calm.page);
  // Time ran; between two events nothing moved.
  expect(still.clocks).toBeGreaterThan(10);
  expect(still.events).toBeGreaterThan(1);
  expect(still.pictures).toBeLessThanOrEqual(still.events);

  const lively = await open(LESSON, { viewport: DESK, reducedMotion: 'no-preference' });
  await lively.page.locator('.stage').waitFor();
  await whole(lively.page);
  const moving = await framesOf(lively.page);
  expect(moving.pictures).toBeGreaterThan(moving.events * 2);
});

test('with reduced motion a step of one event is a jump: what moves stands at its place at once', async ({
  open,
}) => {
  const { page } = await open(LESSON, { viewport: DESK, reducedMotion: 'reduce' });
  await page.locator('.stage').waitFor();
  await whole(page);
  const step = page.getByRole('button', { name: /^Step forward one event/ });
  const jumps = await step.evaluate(async (button: HTMLElement) => {
    const places = () =>
      [...document.querySelectorAll('.stage [data-request]')]
        .map((each) => [each.getAttribute('data-request'), each.getBoundingClientRect()] as const)
        .map(([name, { x, y }]) => `${name} ${x.toFixed(1)} ${y.toFixed(1)}`)
        .join();
    const frame = () => new Promise(requestAnimationFrame);
    const changes: number[] = [];
    for (let times = 0; times < 12; times++) {
      button.click();
      let [before, count] = [places(), 0];
      for (let frames = 0; frames < 20; frames++) {
        await frame();
        const now = places();
        if (now !== before) count++;
        before = now;
      }
      changes.push(count);
    }
    return changes;
  });
  // A token that comes, and the picture drawn anew for it: two changes at most, and some steps move something.
  expect(Math.max(...jumps)).toBeGreaterThan(0);
  expect(Math.max(...jumps)).toBeLessThanOrEqual(2);
});
