import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, expect } from 'vitest';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { readEvidence } from '../../src/lesson/evidence/readEvidence.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { test } from './builtSite.ts';
import { putPlatform } from './learningPlatform.ts';
import { asPage } from './packaged.ts';
import { walkLesson } from './walkLesson.ts';

const folder = mkdtempSync(join(tmpdir(), 'roundtrip-instructor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const QUESTION = 'Do you have slow clients?';

test('an instructor prepares a lesson offline, hands it out, learners take it, and their answers come back', {
  timeout: 180_000,
}, async ({ open, browser }) => {
  const { page, problems, strangers } = await open('#/prepare', {
    serviceWorkers: 'allow',
    acceptDownloads: true,
  });
  await isKept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.goto(page.url().replace(/#.*/, '#/prepare'));

  await changeLesson(page);
  const file = await saved(page, 'Download as one file (.html)');
  const scorm = await saved(page, 'Download for a learning platform (SCORM 1.2)');
  expect([file.name, scorm.name]).toEqual(['my-slow-clients.html', 'my-slow-clients-scorm12.zip']);
  const lesson = lessonIn(file.content.toString());
  expect(lesson.steps[1]).toMatchObject({ kind: 'predict', question: { kind: 'choice' } });

  const handedIn = await takeFile(browser, file.content, lesson);
  expect(readEvidence(handedIn)).toMatchObject({ learner: 'Ada', isFinished: true });
  await takePackage(browser, scorm.content, lesson);

  // The same page, still without a network: it has the lesson among its drafts, and judges by it.
  await page.goto(page.url().replace(/#.*/, '#/class'));
  await drop(page, 'ada.json', handedIn);
  const row = page.locator('.app-classTable tbody tr');
  await expect.poll(() => row.count()).toBe(1);
  await page.getByRole('rowheader', { name: 'Ada' }).waitFor();
  const chart = page.locator('.app-classChart', { hasText: QUESTION });
  expect(await chart.locator('.app-classCount').allInnerTexts()).toEqual(['1', '0', '0']);
  expect(await chart.locator('[data-truth=true]').innerText()).toContain('Everybody has.');
  expect(await page.locator('.app-classChart').count()).toBe(lesson.steps.filter(asks).length);
  expect(await page.locator('main').innerText()).not.toMatch(/as the files? says?/);
  // Without a network the browser itself reports what the worker asks for in vain.
  expect(
    problems.filter((each) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_ABORTED/.test(each)),
  ).toEqual([]);
  expect(strangers).toEqual([]);
});

const asks = ({ kind }: { kind: string }) => ['predict', 'observe', 'puzzle'].includes(kind);

/** Waits until the one visit with a network has left behind what the others need. */
async function isKept(page: Page): Promise<void> {
  const has = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const player = await caches.match(new URL('single/player.html', document.baseURI).href);
      return registration?.active?.state === 'activated' && player !== undefined;
    });
  await expect.poll(has, { timeout: 60_000 }).toBe(true);
}

/** Deletes a step, adds a prediction, locks a knob, hides a panel. */
async function changeLesson(page: Page): Promise<void> {
  await page.getByLabel('a lesson of the course').selectOption({ label: 'Slow clients' });
  await page.getByRole('button', { name: 'Begin with this lesson' }).click();
  const outline = page.getByRole('navigation', { name: 'Parts of the lesson' });
  const part = (name: RegExp) => outline.getByRole('button', { name }).click();

  await part(/^15 · Try/);
  await page.getByRole('button', { name: 'Delete step' }).click();

  await part(/^1 · Read/);
  await page.getByLabel('New step').selectOption('predict');
  await page.getByRole('button', { name: 'Add after step 1' }).click();
  await page.getByLabel(/^What the learner reads/).fill('Think of your own site.');
  await page.getByLabel('Question', { exact: true }).fill(QUESTION);
  await page.getByRole('button', { name: 'Add to: Answers to choose from' }).click();
  const answers = page.getByRole('group', { name: /^Answer \d/ });
  for (const [i, words] of ['Everybody has.', 'Nobody has.', 'Only on Mondays.'].entries())
    await answers.nth(i).getByLabel('Text', { exact: true }).fill(words);

  await part(/^4 · Run/);
  const panels = page.getByRole('group', { name: 'Instruments' });
  await panels.getByRole('checkbox', { name: /^\s*Events/ }).uncheck();

  await part(/· Puzzle/);
  const knob = page.getByRole('group', { name: /^Knob \d/ }).nth(2);
  await knob.getByLabel('The learner').selectOption({ label: 'sees it locked' });
  await page.getByRole('button', { name: 'Take out: Solution 2' }).click();
}

async function saved(page: Page, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

/** The lesson as the file holds it. */
function lessonIn(html: string): Lesson {
  const json = /<script[^>]*id="lesson"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  return (JSON.parse(json) as { lesson: Lesson }).lesson;
}

/** A learner opens the file from a disk, without a network, goes to its end, and saves the answers. */
async function takeFile(browser: Browser, content: Buffer, lesson: Lesson): Promise<string> {
  const path = join(folder, 'lesson.html');
  writeFileSync(path, content);
  const context = await browser.newContext({ acceptDownloads: true, reducedMotion: 'reduce' });
  await context.setOffline(true);
  const page = await context.newPage();
  const problems = problemsOf(page);
  await page.goto(pathToFileURL(path).href);
  await walkLesson(page, lesson, { hand: 'mouse', isRight: true, reloadAt: 5 });
  await page.getByLabel('Your name, if your instructor wants it').fill('Ada');
  const { content: answers } = await saved(page, 'Save for my instructor (JSON)');

  // What the instructor hid and locked.
  await page.goto(`${pathToFileURL(path).href}#/lesson/${lesson.id}/step-4`);
  await page.getByText('Step 4 of').waitFor();
  await page.getByRole('tab', { name: 'Requests' }).waitFor();
  expect(await page.getByRole('tab', { name: 'Events' }).count()).toBe(0);
  const puzzle = lesson.steps.findIndex(({ kind }) => kind === 'puzzle') + 1;
  await page.goto(`${pathToFileURL(path).href}#/lesson/${lesson.id}/step-${puzzle}`);
  const knob = page.locator('.app-lessonKnobs > li').nth(2);
  await knob.waitFor();
  expect(await knob.locator('input:not(:disabled), select:not(:disabled)').count()).toBe(0);
  expect(problems).toEqual([]);
  await context.close();
  return answers.toString();
}

/** A platform unpacks the package and launches it; a learner goes to its end. */
async function takePackage(browser: Browser, zip: Buffer, lesson: Lesson): Promise<void> {
  mkdirSync(join(folder, 'mine'));
  for (const [name, content] of Object.entries(unzipSync(new Uint8Array(zip))))
    writeFileSync(join(folder, 'mine', name), content);
  putPlatform(folder);
  const platform = await serveFolder({ folder });
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  const problems = problemsOf(page);
  await page.goto(`${platform.url}lms.html?package=mine`);
  const frame = (await (await page.locator('#sco').elementHandle())?.contentFrame()) as Frame;
  await walkLesson(asPage(frame, page), lesson, { hand: 'mouse', isRight: true, reloadAt: -1 });
  const core = () => page.evaluate(() => JSON.parse(localStorage.getItem('cmi') ?? '{}').core);
  await expect.poll(core).toMatchObject({ lesson_status: 'completed', score: { raw: '100' } });
  expect(problems).toEqual([]);
  await context.close();
  await platform.close();
}

function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

/** Lets a file fall onto the place for answers. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content as string], file as string));
      return transfer;
    },
    [name, text],
  );
  await page.locator('.app-classDrop').dispatchEvent('drop', { dataTransfer });
}
