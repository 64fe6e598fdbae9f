import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readCourse } from '../../src/cli/lessons/readCourse.ts';
import { LESSON_PICTURE, lessonPictureFile } from '../../src/lesson/lessonPicture.ts';
import { type OpenPage, test } from './builtSite.ts';
import { whole } from './whole.ts';

const course = readCourse(fileURLToPath(new URL('../../lessons', import.meta.url)));
const lessons = [...course.lessons.values()];
const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const hasPicture = (lesson: string): boolean =>
  existsSync(PUBLIC + lessonPictureFile(lesson, 'light'));

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** What a page without scripts shows, as far as it is asked for. */
interface Paper {
  readonly file: string;
  readonly question: string;
  readonly lesson: string;
}

const PAPERS: Paper[] = lessons.flatMap(({ id, question, answers }) => [
  { file: `lesson/${id}/index.html`, question, lesson: id },
  { file: `answers/${id}/index.html`, question, lesson: id },
  ...answers.map((card) => ({
    file: `answers/${card.id}/index.html`,
    question: card.question,
    lesson: id,
  })),
]);

/** A page that is left at once does not wait for its icon. */
const isTrouble = (problem: string): boolean => !/icon\.svg: net::ERR_ABORTED/.test(problem);

async function faultsOf(page: Page, { file, question, lesson }: Paper): Promise<string[]> {
  const shown = await page.evaluate(() => {
    const image = document.querySelector('img');
    const box = image?.getBoundingClientRect();
    return {
      heading: document.querySelector('h1')?.textContent,
      words: document.querySelector('.scene, .answer')?.textContent?.trim().length ?? 0,
      answered: [...document.querySelectorAll('h2')].some((h2) => h2.textContent === 'The answer'),
      picture: image && box && { loaded: image.complete && image.naturalWidth, width: box.width },
      alt: image?.alt ?? '',
      way: document.querySelector<HTMLAnchorElement>('a.primary')?.hash ?? '',
      excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });
  const faults: string[] = [];
  if (shown.heading !== question) faults.push(`asks “${shown.heading}”`);
  if (shown.words < 60) faults.push('says nothing');
  if (file.startsWith('lesson/') && !shown.answered) faults.push('gives no answer');
  if (shown.picture?.loaded !== (hasPicture(lesson) ? LESSON_PICTURE.width : undefined))
    faults.push(`shows ${JSON.stringify(shown.picture)}`);
  if (shown.picture && shown.alt.length < 40) faults.push('has a picture without words');
  if (!shown.way.startsWith(`#/lesson/${lesson}`)) faults.push(`leads to ${shown.way}`);
  if (shown.excess > 0) faults.push(`is ${shown.excess} px wider than a phone`);
  return faults.map((fault) => `${file} ${fault}`);
}

test('every lesson and every answer can be read without scripts, on a phone too', async ({
  open,
  siteUrl,
}) => {
  const without = { ...PHONE, javaScriptEnabled: false };
  const { page, problems, strangers } = await open('answers/index.html', without);
  const listed = await page.locator('main li a').allInnerTexts();
  const faults: string[] = [];
  for (const paper of PAPERS) {
    if (!listed.includes(paper.question)) faults.push(`${paper.question} is not in the list`);
    await page.goto(siteUrl + paper.file);
    faults.push(...(await faultsOf(page, paper)));
  }
  expect(faults).toEqual([]);
  expect([...problems.filter(isTrouble), ...strangers]).toEqual([]);
});

test('whoever opens the site without scripts is led to what can be read', async ({ open }) => {
  const { page } = await open('', { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'questions and answers' }).click();
  await page.getByRole('heading', { level: 1, name: 'Answers' }).waitFor();
});

test('an answer leads to the step that proves it, without a guess on the way', async ({ open }) => {
  const cards = lessons.filter(({ answers }) => answers.length > 0).slice(0, 2);
  for (const { id, steps, answers } of cards) {
    const card = answers[0] as (typeof answers)[number];
    const index = steps.findIndex((step) => step.id === card.step);
    const { page, problems } = await open(`answers/${card.id}/index.html`);
    await page.getByRole('link', { name: 'See it happen' }).click();
    await page.locator('.app-step').waitFor();
    expect(page.url()).toContain(`#/lesson/${id}/step-${index + 1}`);
    await page.getByRole('heading', { name: steps[index]?.title, exact: true }).first().waitFor();
    expect(problems.filter(isTrouble)).toEqual([]);
  }
});

test('the pages in the course answer as those without scripts do', async ({ open }) => {
  const { page, problems } = await open('#/answers');
  await page.locator('main li a').first().waitFor();
  const questions = await page.locator('main li a').allInnerTexts();
  expect(questions.sort()).toEqual(
    PAPERS.filter(({ file }) => file.startsWith('answers/'))
      .map(({ question }) => question)
      .sort(),
  );
  const { question } = lessons[0] as (typeof lessons)[number];
  await page.getByRole('link', { name: question }).click();
  await page.getByRole('heading', { level: 1, name: question }).waitFor();
  expect(await page.locator('.app-answer .app-value').count()).toBeGreaterThan(0);
  expect(await page.locator('.app-answer').innerText()).not.toMatch(/\{\{|\?\?|undefined/);
  await page.getByRole('link', { name: 'See it happen' }).click();
  await page.locator('.app-step').waitFor();
  expect(problems).toEqual([]);
});

const termOf = (page: Page) => page.locator('.app-step .app-term').first();

/** A step that has a term in its words. */
async function openTerm(open: (path: string, options?: object) => Promise<OpenPage>, options = {}) {
  const opened = await open('#/lesson/slow-clients/step-1', options);
  await termOf(opened.page).waitFor();
  await whole(opened.page);
  return { ...opened, sheet: opened.page.locator('.app-meaning') };
}

test('the meaning of a term comes with the pointer, stays while it is there, and goes with Escape', async ({
  open,
}) => {
  const { page, problems, sheet } = await openTerm(open);
  await termOf(page).hover();
  await sheet.waitFor();
  await sheet.hover();
  await page.waitForTimeout(500); // longer than it lingers
  expect(await sheet.isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
  await termOf(page).hover();
  await sheet.waitFor();
  await page.mouse.move(5, 300);
  await expect.poll(() => sheet.count()).toBe(0);
  expect(problems).toEqual([]);
});

test('the meaning of a term comes with the focus, and its links are next', async ({ open }) => {
  const { page, sheet } = await openTerm(open);
  await termOf(page).focus();
  await sheet.waitFor();
  for (let times = 0; times < 8; times++) {
    await page.keyboard.press('Tab');
    if (await page.locator('.app-shownIn a:focus').count()) break;
  }
  expect(await page.locator('.app-shownIn a:focus').count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => sheet.count()).toBe(0);
});

test('a touched term shows its meaning within a phone’s window, until elsewhere is touched', async ({
  open,
}) => {
  const { page, sheet } = await openTerm(open, PHONE);
  await termOf(page).tap();
  await sheet.waitFor();
  const box = await sheet.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBe(0);
  await page.locator('.app-step h1, .app-step h2').first().tap();
  await expect.poll(() => sheet.count()).toBe(0);
});

test('what is typed is looked for, arrows walk through what is found, Back returns to it', async ({
  open,
}) => {
  const { page, problems } = await open();
  const field = page.getByRole('searchbox');
  await field.fill('slow client');
  const found = page.locator('.app-found li a');
  await found.first().waitFor();
  const marked = await found.first().locator('strong mark').allInnerTexts();
  expect(marked.join(' ').toLowerCase()).toBe('slow client');
  await field.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await found.nth(1).evaluate((link) => link === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  await field.press('Enter');
  await page.waitForURL(/#\/(?:glossary|lesson|answers)\//);
  await page.goBack();
  await found.first().waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('slow client');

  await page.getByRole('searchbox').fill('gunicron');
  await page.getByRole('link', { name: 'gunicorn' }).click();
  await found.first().waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('gunicorn');
  await page.getByRole('searchbox').press('Escape');
  await page.getByRole('button', { name: 'Follow it' }).waitFor();
  expect(problems).toEqual([]);
});

test('the glossary opens at the term of its address and shows only what is asked for', async ({
  open,
}) => {
  const { page, problems } = await open('#/glossary/listen-backlog');
  const term = page.locator('#listen-backlog');
  await expect.poll(() => term.evaluate((part) => part === document.activeElement)).toBe(true);
  expect(await term.evaluate((part) => part.getBoundingClientRect().top)).toBeLessThan(200);
  await page.getByRole('searchbox').fill('backlog');
  await expect.poll(() => page.locator('.app-terms dt').count()).toBeLessThan(8);
  expect(await page.locator('.app-terms dt').allInnerTexts()).toContain('listen backlog');
  await page.getByRole('searchbox').fill('no such thing');
  await page.getByText('No term with “no such thing”.').waitFor();
  expect(problems).toEqual([]);
});

/** The course page with one lesson begun, and its tools. */
async function begun(open: (path: string) => Promise<OpenPage>) {
  const opened = await open('#/lesson/slow-clients/step-1');
  const { page } = opened;
  await page.getByRole('button', { name: 'Next →' }).click();
  await page.getByRole('link', { name: 'Learn' }).click();
  const goOn = page.getByRole('link', { name: /^Go on where you left/ });
  await goOn.waitFor();
  const tools = page.getByRole('region', { name: 'Your progress' });
  return { ...opened, goOn, tools };
}

test('progress is saved as a file, forgotten, taken back, and read from the file again', async ({
  open,
}) => {
  const { page, problems, goOn, tools } = await begun(open);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    tools.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('roundtrip-progress.json');
  const path = await download.path();
  expect(JSON.parse(readFileSync(path, 'utf8')).lessons['slow-clients'].step).toBe(2);

  await tools.getByRole('button', { name: 'Forget everything' }).click();
  await expect.poll(() => goOn.count()).toBe(0);
  await tools.getByRole('button', { name: 'Undo' }).click();
  await goOn.waitFor();
  await tools.getByRole('button', { name: 'Forget everything' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Your progress' }).waitFor();
  expect(await goOn.count()).toBe(0);

  await page.locator('input[type="file"]').setInputFiles(path);
  await tools.getByText(/^Opened: one lesson/).waitFor();
  await goOn.click();
  await page.waitForURL(/#\/lesson\/slow-clients\/step-2/);
  expect(problems).toEqual([]);
});

test('a file that is none of progress is refused, and what was done stays', async ({ open }) => {
  const { page, goOn, tools } = await begun(open);
  const file = join(mkdtempSync(join(tmpdir(), 'roundtrip-')), 'mine.json');
  writeFileSync(
    file,
    '{"format":"roundtrip progress","version":1,"lessons":{"slow-clients":{"step":0,"of":9,"done":false}}}',
  );
  await page.locator('input[type="file"]').setInputFiles(file);
  const alert = tools.getByRole('alert');
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/lessons\.slow-clients\.step.*0.*1 to 9/s);
  expect(await goOn.count()).toBe(1);
});
