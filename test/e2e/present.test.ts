import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';

const lesson = courseLesson('slow-clients.yaml');
const SCREEN = { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' as const };

const heading = (page: Page) => page.locator('.present-slide h1').innerText();
const place = async (page: Page) =>
  /(\d+) of \d+/.exec(await page.locator('.present-bar, .speaker-head').innerText())?.[1];

/** Opens the speaker's window of a presentation as a lecturer does. */
async function openSpeaker(page: Page): Promise<Page> {
  const [speaker] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
  await speaker.getByText('On the screen', { exact: true }).waitFor();
  return speaker;
}

test('ten steps by clicker: both windows in step, answers held back, runs played by a press', async ({
  open,
}) => {
  const { page, problems, strangers } = await open('#/present/slow-clients', SCREEN);
  await page.locator('.stage').waitFor();
  const speaker = await openSpeaker(page);
  await page.bringToFront();
  for (let step = 0; step < 10; step++) {
    const { kind, title, id } = lesson.steps[step] ?? { kind: '', title: '', id: '' };
    await expect.poll(() => place(page)).toBe(String(step + 1));
    await expect.poll(() => place(speaker)).toBe(String(step + 1));
    expect(await heading(page), id).toBe(title);
    expect(await heading(speaker), id).toBe(title);
    const asks = (await page.locator('.present-question').count()) > 0;
    if (asks) {
      expect(await page.locator('.present-options [data-right]').count()).toBe(0);
      await speaker.getByText('the hall does not yet').waitFor();
    }
    if (kind === 'run') {
      await page.keyboard.press('PageDown');
      await page.getByRole('button', { name: 'Pause' }).waitFor();
      await speaker.getByRole('button', { name: /^Pause/ }).waitFor();
    } else if (asks && kind !== 'predict') {
      await page.keyboard.press('PageDown');
      await page.locator('.present-question[data-revealed="true"]').waitFor();
      await speaker.getByText('The hall sees the answer.').waitFor();
    }
    await page.keyboard.press('PageDown');
  }
  await expect.poll(() => place(speaker)).toBe('11');
  await page.keyboard.press('PageUp');
  await expect.poll(() => place(speaker)).toBe('10');
  // Back is the page before the presentation, not every slide of it.
  expect(await page.evaluate(() => window.history.length)).toBe(2);
  expect(problems).toEqual([]);
  expect(strangers).toEqual([]);
}, 90_000);

test('the speaker steers: hands are set against the answer, the screen goes black and comes back', async ({
  open,
}) => {
  const { page, problems } = await open('#/present/slow-clients/step-2', SCREEN);
  await page.locator('.stage').waitFor();
  const speaker = await openSpeaker(page);
  const question = lesson.steps[1];
  const options =
    question && 'question' in question && question.question.kind === 'choice'
      ? question.question.options
      : [];
  const right = options.findIndex((option) => option.isRight);
  const letter = String.fromCharCode(65 + right);
  // The answer is known here before the hall sees it.
  await speaker.locator('.present-options [data-right="true"]').waitFor();
  expect(await page.locator('.present-options [data-right]').count()).toBe(0);

  const other = right === 0 ? 'B' : 'A';
  await speaker.getByRole('spinbutton', { name: `Hands for ${letter}:` }).fill('12');
  await speaker.getByRole('button', { name: `One more for ${other}` }).click();
  await speaker.getByRole('button', { name: 'Reveal' }).click();
  await page.getByText('12 of 13 hands had it right.').waitFor();

  await speaker.getByRole('button', { name: 'Black' }).click();
  await page.getByRole('button', { name: 'The screen is black. Go on' }).waitFor();
  await speaker.getByText('The screen is black').waitFor();
  await page.bringToFront();
  await page.keyboard.press('PageDown');
  await page.locator('.present-veil').waitFor({ state: 'detached' });
  expect(await place(page)).toBe('2');

  await speaker.getByRole('combobox', { name: 'Go to' }).selectOption('5');
  await expect.poll(() => place(page)).toBe('6');
  expect(page.url()).toMatch(/#\/present\/slow-clients\/step-6$/);
  expect(problems).toEqual([]);
}, 60_000);

test('a window that joins late, or after a reload, is told at once; another presentation stays as it is', async ({
  open,
}) => {
  const { page } = await open('#/present/slow-clients/step-3', SCREEN);
  await page.locator('.stage').waitFor();
  const other = await page.context().newPage();
  await other.goto(page.url().replace(/#.*/, '#/present/slow-clients/step-1'));
  await other.locator('.stage').waitFor();

  const speaker = await openSpeaker(page);
  const late = await page.context().newPage();
  await late.goto(speaker.url());
  await expect.poll(() => place(late)).toBe('3');
  await late.keyboard.press('PageUp');
  await expect.poll(() => place(page)).toBe('2');
  await expect.poll(() => place(speaker)).toBe('2');
  expect(await place(other)).toBe('1');

  await page.reload();
  await page.locator('.stage').waitFor();
  await late.keyboard.press('PageUp');
  await expect.poll(() => place(page)).toBe('1');
  await page.close();
  await late.getByText('The presentation was closed.').waitFor();
}, 60_000);

test('what is no message of a speaker changes nothing and is named', async ({ open }) => {
  const { page, problems } = await open('#/present/slow-clients/step-2', SCREEN);
  await page.locator('.stage').waitFor();
  const speaker = await openSpeaker(page);
  const say = (message: unknown) =>
    speaker.evaluate((said) => {
      const id = new URLSearchParams(location.hash.split('?')[1]).get('channel');
      const channel = new BroadcastChannel(`roundtrip present ${id}`);
      channel.postMessage(said);
      channel.close();
    }, message);
  await say({
    roundtrip: 1,
    from: 'speaker',
    lesson: 'slow-clients',
    says: 'deed',
    deed: { do: 'go', step: 99 },
  });
  await page.getByText('deed.step is 99; allowed: 0 … 14').waitFor();
  await say({
    roundtrip: 1,
    from: 'presentation',
    lesson: 'slow-clients',
    says: 'standing',
    standing: 7,
  });
  await speaker.getByText('standing is 7; allowed: {…}').waitFor();
  await say('<img src=x onerror=alert(1)>');
  await page.getByText('message is "<img src=x onerror=alert(1)>"').waitFor();
  expect(await place(page)).toBe('2');
  expect(await place(speaker)).toBe('2');
  expect(problems).toEqual([]);
});

test('without a channel between windows the one that was opened is reached directly, and says so', async ({
  open,
}) => {
  const { page } = await open('', SCREEN);
  await page.context().addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'BroadcastChannel');
  });
  await page.goto(`${page.url().replace(/#.*/, '')}?#/present/slow-clients/step-2`);
  await page.locator('.stage').waitFor();
  const speaker = await openSpeaker(page);
  await speaker.getByText(/no channel between windows/).waitFor();
  await speaker.getByRole('button', { name: /^Next/ }).click();
  await expect.poll(() => place(page)).toBe('3');
  await expect.poll(() => place(speaker)).toBe('3');
});

test('keys: the list, the code of the moment, the colours; every key has its button', async ({
  open,
}) => {
  const { page, problems } = await open('#/present/slow-clients/step-5', SCREEN);
  await page.locator('.stage').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys while presenting' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('q');
  const link = await page.getByRole('dialog').locator('.present-link').innerText();
  expect(new URL(link).hash).toMatch(/^#\/lesson\/slow-clients\/step-5\?at=\d+us/);
  await page.keyboard.press('q');
  await page.keyboard.press('t');
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await page.getByRole('button', { name: 'Colours: projector' }).click();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await page.getByRole('link', { name: 'Leave' }).click();
  await page.locator('.app-bar').waitFor();
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toEqual({});
  expect(problems).toEqual([]);
});
