import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { tabTo } from './tabTo.ts';
import { whole } from './whole.ts';

/** Chooses a preset as one does without a mouse: to the list, then along it. Letters typed too slowly would begin another word. */
async function choose(page: Page, title: string): Promise<void> {
  await tabTo(page, /^Start from/, 150);
  const list = page.getByLabel('Start from');
  const left = () =>
    list.evaluate((select: HTMLSelectElement, label) => {
      const goal = [...select.options].findIndex((option) => option.label === label);
      return goal < 0 ? Number.NaN : goal - select.selectedIndex;
    }, title);
  for (let before = await left(); before !== 0; before = await left()) {
    expect(before).not.toBeNaN();
    await page.keyboard.press(before > 0 ? 'ArrowDown' : 'ArrowUp');
    await expect.poll(left).not.toBe(before);
  }
}

test('threads, a page with files and a reload are opened and played by keyboard, without an error', {
  timeout: 180_000,
}, async ({ open }) => {
  const { page, problems } = await open('#/sandbox');
  await page.getByRole('button', { name: 'Open file' }).waitFor();
  await whole(page);
  const stage = page.locator('.stage');
  for (const [title, seen] of [
    ['Slow uploads, straight to threads', /2 of 8 threads held by slow clients/],
    ['A page and its files over kept connections', /[1-9] pages? loaded/],
    ['A new release under load', /HUP: reloading/],
  ] as const) {
    await choose(page, title);
    await page.keyboard.press('Escape');
    await tabTo(page, /^Play/, 150);
    await page.keyboard.press('Enter');
    await stage.getByText(seen).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Play/ }).waitFor();
  }
  expect(problems).toEqual([]);
});

test('arrow keys go on from the preset that is chosen', async ({ open }) => {
  const { page, problems } = await open('#/sandbox');
  const chooser = page.getByLabel('Start from');
  await chooser.waitFor();
  const chosen = () => chooser.evaluate((select: HTMLSelectElement) => select.selectedIndex);
  await chooser.selectOption({ value: 'one-request' });
  await chooser.focus();
  for (let times = 1; times <= 3; times++) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(chosen).toBe(times);
  }
  expect(problems).toEqual([]);
});

test('another preset begins at its beginning, with nothing of it watched yet', async ({ open }) => {
  const { page, problems } = await open('#/sandbox');
  await page.getByRole('button', { name: 'Next turning point' }).click();
  await page.getByRole('button', { name: 'Next turning point' }).click();
  const clock = page.locator('.panel-clock b');
  await expect.poll(() => clock.innerText()).not.toMatch(/= 0\.00 s/);
  await page.locator('.app-preset select').selectOption('hang-and-timeout');
  await expect.poll(() => clock.innerText()).toMatch(/= 0\.00 s/);
  await page.getByRole('tab', { name: 'Requests' }).click();
  await expect.poll(() => page.getByText(/requests? so far/).innerText()).toMatch(/^[01] request/);
  expect(problems).toEqual([]);
});
