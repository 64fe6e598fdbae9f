import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { tabTo } from './tabTo.ts';

test('the course page leads to what was measured, by keyboard, and fetches it only then', async ({
  open,
}) => {
  const { page, problems, strangers } = await open();
  const tables = () =>
    page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('/fidelity-'))
          .length,
    );
  await page.getByText(/\d+ of \d+ measured requests come out right/).waitFor();
  expect(await tables()).toBe(0);
  await tabTo(page, /^How true is this/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'How true is this?' }).waitFor();
  await page.getByRole('table').waitFor();
  expect(await tables()).toBe(1);
  expect(await page.title()).toContain('how true is this?');
  expect(problems).toEqual([]);
  expect(strangers).toEqual([]);
});

test('what is wrong stands there with its reason, and the table sorts and filters', async ({
  open,
}) => {
  const { page, problems } = await open('#/truth');
  const misses = page.getByRole('region', { name: /^What comes out wrong/ });
  await misses.waitFor();
  const wrong = Number(
    /(\d+) request/.exec(await misses.getByRole('heading').first().innerText())?.[1],
  );
  expect(await misses.getByText(/request \d+ of \d+: measured/).count()).toBe(wrong);
  const rows = page.locator('tbody tr');
  const all = await rows.count();
  expect(await page.locator('main').getByRole('status').innerText()).toContain(
    `${all} of ${all} cases`,
  );

  const share = page.getByRole('columnheader', { name: /Of what is allowed/ });
  expect(await share.getAttribute('aria-sort')).toBe('descending');
  expect(await rows.first().innerText()).toContain('wrong');
  const worst = await rows.first().innerText();
  await share.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => share.getAttribute('aria-sort')).toBe('ascending');
  await expect.poll(() => rows.last().innerText()).toBe(worst);

  await page.getByRole('combobox', { name: 'Version' }).selectOption('current');
  await page.getByRole('searchbox', { name: 'Words in the name' }).fill('preload');
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().innerText()).toContain('N26_F_crash-restart-latency');
  await page.getByRole('button', { name: /Show all/ }).click();
  await expect.poll(() => rows.count()).toBe(all);
  expect(problems).toEqual([]);
});

test('on a phone the table scrolls in its own region, not the page', async ({ open }) => {
  const { page } = await open('#/truth', { viewport: { width: 390, height: 844 } });
  await page.getByRole('table').waitFor();
  const pageWidth = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await pageWidth()).toBe(390);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await pageWidth()).toBe(320);
  const region = page.locator('.app-truthScroll');
  await region.focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => region.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0);
});
