import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { tabTo } from './tabTo.ts';

const caption = (page: Page) => page.locator('.app-caption p').first().innerText();

test('a learner guesses, runs, steps back to the second worker taken, and is told why a request waits', async ({
  open,
}) => {
  const { page, problems, strangers } = await open();
  await page.getByRole('link', { name: /slow clients/i }).click();
  await page.getByRole('button', { name: 'Next →' }).click();

  // The guess comes first: until then nothing plays and nothing gives it away.
  expect(await page.locator('.app-transport').getAttribute('inert')).not.toBeNull();
  expect(await page.getByRole('button', { name: 'Run it and see' }).isDisabled()).toBe(true);
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Run it and see' }).click();

  // It runs because it was asked to.
  const clock = page.locator('.stage-header').getByText(/t = /);
  const before = await clock.innerText();
  await expect.poll(() => clock.innerText()).not.toBe(before);
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await page.getByRole('button', { name: 'Next →' }).click();

  // Past the moment and back to it, event by event.
  const forward = page.getByRole('button', { name: 'Step forward one event' });
  const back = page.getByRole('button', { name: 'Step back one event' });
  await expect.poll(() => caption(page)).toContain('worker 2');
  for (let press = 0; press < 4; press++) await forward.click();
  const taken = /worker 2 \(pid \d+\) takes it/;
  for (let press = 0; press < 12 && !taken.test(await caption(page)); press++) await back.click();
  expect(await caption(page)).toMatch(taken);
  await page.getByText('2 of 3 workers held by slow clients').first().waitFor();

  await page.locator('.app-step').getByRole('radio').last().check();
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('button', { name: 'Next →' }).click();

  // The guess is set against what happened, and the request that waited longest answers for itself.
  await page.getByText('Your guess').waitFor();
  await page.getByRole('button', { name: /^Why is #\d+ waiting/ }).click();
  const inspector = page.locator('.panel-inspector');
  await expect.poll(() => inspector.innerText()).toMatch(/slow upload/);
  expect(await inspector.innerText()).toMatch(/worker 1/i);
  expect(await inspector.innerText()).toContain('proxy_request_buffering');

  expect(problems).toEqual([]);
  expect(strangers).toEqual([]);
});

test('where a learner was survives a reload; the browser’s Back walks the steps', async ({
  open,
}) => {
  const { page } = await open('#/lesson/slow-clients');
  await page.getByRole('button', { name: 'Next →' }).click();
  await page.getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Run it and see' }).click();
  await expect.poll(() => page.url()).toContain('step-3');
  await page.reload();
  await page.getByText(/Step 3 of/i).waitFor();
  await page.goBack();
  await page.getByText(/Step 2 of/i).waitFor();
  // A guess given stays given.
  await expect.poll(() => page.getByRole('radio').nth(1).isChecked()).toBe(true);
  await page.goto(page.url().replace(/#.*/, ''));
  await page
    .locator('.app-begun')
    .getByText(/step 2 of \d+/)
    .waitFor();
});

test('before the guess no instrument shows anything of the run to come', async ({ open }) => {
  const { page } = await open('#/lesson/slow-clients');
  const next = page.locator('.app-next');
  await next.click();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Run it and see' }).click();
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  for (let press = 0; press < 3; press++) await next.click();
  await page.getByText(/Step 6 of/i).waitFor();
  // The other run has not been watched for an instant, wherever time stood in the one before.
  const seen = () =>
    page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('[style*="--panel-seen"]')].map((plot) =>
          Number.parseFloat(plot.style.getPropertyValue('--panel-seen')),
        )[0],
    );
  await expect.poll(seen).toBe(0);
  expect(await page.locator('.panel-scrubber').isVisible()).toBe(false);
});

test('an address of a later step does not lead past the guess', async ({ open }) => {
  const { page } = await open('#/lesson/slow-clients/step-5');
  await page.getByText(/Step 1 of/i).waitFor();
  await expect.poll(() => page.url()).toContain('step-1');
});

test('a lesson can be done with the keyboard alone', async ({ open }) => {
  const { page, problems } = await open();
  await page.getByRole('link', { name: /slow clients/i }).waitFor();
  await tabTo(page, /slow clients/i);
  await page.keyboard.press('Enter');
  // Another page takes the focus, and its title says where one is.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  expect(await page.title()).toBe('Roundtrip: Slow clients');
  await tabTo(page, /^Next/);
  await page.keyboard.press('Enter');
  // The focus stands at the heading of the new step.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByRole('radio').first().waitFor();
  await tabTo(page, /./); // into the radio group
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, /Run it and see/);
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await tabTo(page, /Skip to the end/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Run it again'); // what was pressed is gone; the keyboard is not lost
  await tabTo(page, /^Next/);
  await page.keyboard.press('Enter');
  await page.getByText(/Step 4 of/i).waitFor();
  // Time by keyboard, from anywhere inside the simulator but a control that wants the arrows for itself.
  const at = await caption(page);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => caption(page)).not.toBe(at);
  await page.locator('.app-step').getByRole('radio').last().focus();
  await page.keyboard.press('Space');
  await tabTo(page, /Check/);
  await page.keyboard.press('Enter');
  await expect.poll(focused).toContain('Right.');
  expect(problems).toEqual([]);
});
