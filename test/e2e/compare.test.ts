import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { whole } from './whole.ts';

const clock = (page: Page) => page.locator('.panel-clock b').innerText();
const stageClocks = (page: Page) => page.locator('.app-compareStage .stage-clock').allInnerTexts();
/** Two stages, and what their clocks say: once if it is the same. The stages are drawn with the next frame. */
const inLockstep = async (page: Page) => {
  const clocks = await stageClocks(page);
  return { stages: clocks.length, moments: new Set(clocks).size };
};
const TOGETHER = { stages: 2, moments: 1 };

test('a ready-made comparison plays, steps and parts in lockstep', async ({ open }) => {
  const { page, problems, strangers } = await open('#/compare');
  await page.getByRole('link', { name: 'Do I need nginx in front of Gunicorn?' }).click();
  await page.getByRole('region', { name: 'B Gunicorn alone' }).waitFor();
  expect(await page.locator('.app-verdict').innerText()).toMatch(/“nginx \+ Gunicorn” is ahead/);

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => clock(page)).not.toBe('t = 0.00 s');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => inLockstep(page)).toEqual(TOGETHER);

  await page.getByRole('button', { name: 'Jump to the start' }).click();
  for (let press = 0; press < 12; press++)
    await page.getByRole('button', { name: /^Step forward one event/ }).click();
  await expect.poll(() => inLockstep(page)).toEqual(TOGETHER);

  await page.getByRole('button', { name: 'Go to where they part' }).click();
  await expect.poll(() => clock(page)).toMatch(/^t = (0\.03 s|26(\.\d)? ms)$/);
  await expect.poll(() => inLockstep(page)).toEqual(TOGETHER);
  await page.getByRole('tab', { name: 'Request #1' }).waitFor();
  await page.getByRole('button', { name: 'Look first at' }).click();
  await expect
    .poll(() => page.getByRole('region', { name: 'B Gunicorn alone' }).innerText())
    .toMatch(/2 of 2 workers held by slow clients/);
  expect(problems).toEqual([]);
  expect(strangers).toEqual([]);
});

test('Share copies the link of this very comparison, moment and request', async ({ open }) => {
  const { page } = await open('#/compare/max-fails', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('button', { name: 'Go to what one notices' }).click();
  await page.getByRole('tab', { name: /^Request #/ }).waitFor();
  await whole(page);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Link to this moment copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toMatch(/^#c=1\./);

  const other = await open(new URL(link).hash);
  await other.page.getByRole('region', { name: 'B max_fails=0' }).waitFor();
  await whole(other.page);
  expect(await clock(other.page)).toBe(await clock(page));
  expect(await other.page.getByRole('tab', { name: /^Request #/ }).innerText()).toBe(
    await page.getByRole('tab', { name: /^Request #/ }).innerText(),
  );
  expect(await stageClocks(other.page)).toEqual(await stageClocks(page));
  expect(other.problems).toEqual([]);

  // Cut short on its way, it says so, and offers what there is.
  const broken = await open(new URL(link).hash.slice(0, -30));
  await broken.page
    .getByRole('alert')
    .getByText(/cut short/)
    .waitFor();
  await broken.page.getByRole('heading', { name: 'Compare deployments' }).waitFor();
  expect(broken.problems).toEqual([]);
});

test('Back leads from a comparison to the choice of them, and an unknown one says so', async ({
  open,
}) => {
  const { page } = await open('#/compare');
  await page.getByRole('link', { name: /How many workers/ }).click();
  await page
    .getByRole('button', { name: /1 worker/ })
    .first()
    .waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Compare deployments' }).waitFor();
  await page.evaluate(() => {
    location.hash = '#/compare/nothing-like-it';
  });
  await page.getByRole('heading', { name: 'There is no such comparison' }).waitFor();
});

test.for(['#/compare/nginx-or-not', '#/compare/worker-classes-slow-clients'])(
  '%s fits a laptop’s window without scrolling, stages included',
  async (hash, { open }) => {
    const { page } = await open(hash, { viewport: { width: 1440, height: 900 } });
    await page.locator('.app-compareStage').first().waitFor();
    await whole(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollHeight - window.innerHeight,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  },
);

test('on a phone there is one stage and a switch, and nothing is wider than the window', async ({
  open,
}) => {
  const { page, problems } = await open('#/compare/nginx-or-not', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('region', { name: 'A nginx + Gunicorn' }).waitFor();
  await whole(page);
  expect(await page.locator('.stage').count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByRole('radio', { name: 'B Gunicorn alone' }).check();
  await page.getByRole('region', { name: 'B Gunicorn alone' }).waitFor();
  expect(await page.locator('.stage').count()).toBe(1);
  expect(problems).toEqual([]);
});
