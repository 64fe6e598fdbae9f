import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { fillPlayer } from '../../src/app/package/fillPlayer.ts';
import { readEvidence } from '../../src/lesson/evidence/readEvidence.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { builtPlayer, given } from './packaged.ts';
import { walkLesson } from './walkLesson.ts';

const folder = mkdtempSync(join(tmpdir(), 'roundtrip-single-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Opens a file from the disk, without any network. */
async function openFile(browser: Browser, name: string, content: string) {
  const file = join(folder, name);
  writeFileSync(file, content);
  const context = await browser.newContext({ acceptDownloads: true });
  await context.setOffline(true);
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, problems, requests, url: pathToFileURL(file).href, close: () => context.close() };
}

const player = builtPlayer();
const fileOf = (lesson: Lesson) => fillPlayer(player, { ...given(lesson), platform: null });

async function savedAnswers(page: Page): Promise<string> {
  await page.getByLabel('Your name, if your instructor wants it').fill('=Ada');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save for my instructor (JSON)' }).press('Enter'),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

test('a lesson opens from a disk without a network, and is taken start to end by keyboard', async ({
  browser,
}) => {
  const lesson = courseLesson('slow-clients.yaml');
  const { page, problems, requests, url, close } = await openFile(
    browser,
    'slow-clients.html',
    fileOf(lesson),
  );
  await walkLesson(page, lesson, { hand: 'keyboard', isRight: true, reloadAt: 3 });
  await expect.poll(() => page.title()).toBe(`Roundtrip: ${lesson.title}`);

  const read = readEvidence(await savedAnswers(page));
  expect(read).toMatchObject({ learner: '=Ada', isFinished: true });
  if (Array.isArray(read)) throw new Error('refused');
  for (const { step, isRight, ms } of read.answers) {
    expect(isRight, step).toBe(true);
    expect(ms, step).toBeGreaterThan(0);
  }
  expect(problems).toEqual([]);
  expect(requests.filter((each) => each !== url && !/^(?:blob|data):/.test(each))).toEqual([]);
  await close();
}, 180_000);

for (const [name, content, words] of [
  ['the empty player', player, 'no lesson was put into it'],
  ['a file that was cut in the lesson', cutInLesson(), 'is damaged'],
  [
    'a file with something else in it',
    player.replace('"roundtrip: the place of a lesson"', '{"lesson":{"id":7}}'),
    'is no lesson of this version',
  ],
] as const)
  test(`${name} says what is wrong`, async ({ browser }) => {
    const { page, close } = await openFile(browser, `${name}.html`, content);
    await expect.poll(() => page.getByRole('alert').innerText()).toContain(words);
    await close();
  });

function cutInLesson(): string {
  const whole = fileOf(courseLesson('one-request.yaml'));
  return whole.replace(/(id="lesson">.{2000})[^<]*/s, '$1');
}

test('a lesson whose words are markup or end a script is shown as words', async ({ browser }) => {
  const base = courseLesson('one-request.yaml');
  const nasty = '</script><img src=x onerror=alert(1)><!-- \u2028 ]]>';
  const lesson: Lesson = { ...base, title: nasty, question: `Why? ${nasty}` };
  const { page, problems, close } = await openFile(browser, 'nasty.html', fileOf(lesson));
  await page.getByText('Step 1 of').waitFor();
  expect(await page.locator('.app-barTitle').innerText()).toContain('<img src=x onerror=alert(1)>');
  expect(await page.locator('img').count()).toBe(0);
  expect(problems).toEqual([]);
  await close();
});
