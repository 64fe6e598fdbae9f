import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { tabTo } from './tabTo.ts';
import { whole } from './whole.ts';

const WIDE = { viewport: { width: 1440, height: 900 } };

test('servers are exchanged by keyboard, what cannot be together goes along, and undo is exact', {
  timeout: 180_000,
}, async ({ open }) => {
  const { page, problems } = await open('#/sandbox', WIDE);
  await page.getByLabel('Start from').waitFor();
  await whole(page);
  const stage = page.locator('.stage');
  const app = page.getByLabel('app', { exact: true });
  const front = page.getByLabel('front', { exact: true });
  const states: string[] = [];
  const choose = async (knob: RegExp, key: string): Promise<void> => {
    states.push(`${await front.inputValue()} ${await app.inputValue()}`);
    await tabTo(page, knob, 250);
    // One key, one choice: letters of a word would pass through others.
    await page.keyboard.press(key);
  };

  await choose(/^front$/, 'a');
  await expect.poll(() => front.inputValue()).toBe('apache');
  await stage.getByText('Apache', { exact: true }).first().waitFor();
  await choose(/^app$/, 'm');
  await expect.poll(() => app.inputValue()).toBe('mod_wsgi');
  // Its note says what nginx would lead to; and that is what comes of it.
  await page.getByText(/mod_wsgi, mode daemon: /).waitFor();
  await choose(/^front$/, 'ArrowUp');
  await expect.poll(() => app.inputValue()).toBe('gunicorn');
  await choose(/^front$/, 'i');
  await page.getByText('IIS: from its documentation, not measured').waitFor();
  await stage.getByText('not measured').first().waitFor();

  await tabTo(page, /^Undo$/, 250);
  for (const state of states.reverse()) {
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => `${await front.inputValue()} ${await app.inputValue()}`)
      .toBe(state);
  }
  expect(problems).toEqual([]);
});

test('what nobody expects of servers is opened and played by keyboard, in their own words', {
  timeout: 180_000,
}, async ({ open }) => {
  const { page, problems } = await open('#/sandbox', WIDE);
  const list = page.getByLabel('Start from');
  await list.waitFor();
  await whole(page);
  for (const [up, title, words] of [
    [0, 'mod-wsgi-queue-timeout', /504/],
    [1, 'uwsgi-harakiri', /killed by signal 9/],
    [2, 'runserver-crash', /the server \(pid \d+\) is gone/i],
  ] as const) {
    await tabTo(page, /^Start from/, 250);
    await page.keyboard.press('End');
    for (let times = 0; times < up; times++) await page.keyboard.press('ArrowUp');
    await expect.poll(() => list.inputValue()).toBe(title);
    await tabTo(page, /^Play/, 250);
    await page.keyboard.press('End');
    await tabTo(page, /^(Workers over time|Events)$/, 250);
    for (let times = 0; times < 4; times++) {
      const selected = page.getByRole('tab', { selected: true });
      if (/^Events/.test(await selected.first().innerText())) break;
      await page.keyboard.press('ArrowRight');
    }
    await whole(page);
    await tabTo(page, /^Kind of event$/, 40);
    const table = page.getByRole('table', { name: 'Events in words' });
    await table.waitFor();
    await expect.poll(() => page.locator('main').innerText()).toMatch(/\d/);
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|NaN|\[object/);
    const kind = title === 'mod-wsgi-queue-timeout' ? 'request/answered' : 'worker/exited';
    await page.keyboard.type(title === 'uwsgi-harakiri' ? 'worker/killed' : kind);
    await expect.poll(() => table.innerText()).toMatch(words);
  }
  expect(problems).toEqual([]);
});
