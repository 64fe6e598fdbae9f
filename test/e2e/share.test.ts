import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const clock = (page: Page) => page.locator('.panel-clock b').innerText();

test.for(['#/lesson/one-request/step-1', '#/sandbox'])(
  '%s: Share copies the link of this very moment and request',
  async (hash, { open }) => {
    const { page } = await open(hash, CLIPBOARD);
    await page.getByRole('button', { name: /^Look at #/ }).click();
    for (let press = 0; press < 5; press++)
      await page.getByRole('button', { name: 'Step forward one event' }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByText('Link to this moment copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());

    const other = await open(new URL(link).hash);
    await other.page.getByRole('heading', { name: /Request #1/ }).waitFor();
    await expect.poll(() => clock(other.page)).toBe(await clock(page));
    // The same link where its page is open already.
    await other.page.getByRole('button', { name: 'Jump to the start' }).click();
    for (const address of [hash.replace(/step-1$/, 'step-1?'), new URL(link).hash])
      await other.page.evaluate((to) => {
        location.hash = to;
      }, address);
    await expect.poll(() => clock(other.page)).toBe(await clock(page));
    expect(other.problems).toEqual([]);
  },
);
