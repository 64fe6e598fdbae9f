import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { whole } from './whole.ts';

const DESK = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;

/**
 * What assistive technology is told of a part of the page: roles, names and states, compared with a file whole. Amounts stand as `#`, because a model that is
 * tuned changes them all; `vitest -u` writes the files anew.
 */
async function isTold(part: Locator, file: string): Promise<void> {
  await part.first().waitFor();
  const told = (await part.first().ariaSnapshot()).replace(/(?<!level=)\d(?:[\d,.]*\d)?/g, '#');
  await expect(`${told}\n`).toMatchFileSnapshot(`snapshots/${file}.aria.yml`);
}

async function opened(page: Page): Promise<void> {
  await page.locator('.stage').first().waitFor();
  await whole(page);
  // What the caption says for the ear comes once time has rested.
  const spoken = page.locator('.panel-caption [role="status"]').first();
  await expect.poll(() => spoken.innerText()).not.toBe('');
}

test('the course page is told as it is shown', async ({ open }) => {
  const { page } = await open('', DESK);
  await opened(page);
  await isTold(page.locator('body'), 'course');
});

const slow = courseLesson('slow-clients.yaml');
const KINDS = [...new Set(slow.steps.map(({ kind }) => kind))];

test('a step of each kind is told as it is shown', async ({ open, siteUrl }) => {
  const { page } = await open('', DESK);
  for (const kind of KINDS) {
    const index = slow.steps.findIndex((step) => step.kind === kind);
    await page.goto('about:blank');
    await page.goto(`${siteUrl}#/lesson/slow-clients/step-${index + 1}?skip=yes`);
    await opened(page);
    await page.waitForFunction(
      (title) => document.querySelector('#app-stepTitle')?.textContent === title,
      slow.steps[index]?.title,
    );
    await isTold(page.locator('.app-step'), `step-${kind}`);
  }
}, 120_000);

test('stage, transport and instruments are told as they are shown', async ({ open }) => {
  const { page } = await open('#/lesson/slow-clients/step-4?skip=yes', DESK);
  await opened(page);
  await isTold(page.locator('.stage'), 'stage');
  await isTold(page.locator('.panel-transport'), 'transport');
  await isTold(page.locator('.app-instruments'), 'instruments');
  await isTold(page.locator('.app-inspect'), 'inspector');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await whole(page);
  await isTold(dialog, 'share-link');
  await dialog.getByRole('tab', { name: 'Embed' }).click();
  await whole(page);
  await isTold(dialog, 'share-embed');
});

test('an embedded lesson is told as it is shown, before and after it is loaded', async ({
  open,
}) => {
  const { page } = await open('embed/slow-clients/', DESK);
  const load = page.getByRole('button', { name: 'Load the simulation' });
  await expect.poll(() => load.isEnabled()).toBe(true);
  await isTold(page.locator('body'), 'embed-poster');
  await load.click();
  await opened(page);
  await isTold(page.locator('.app-step'), 'embed-step');
});
