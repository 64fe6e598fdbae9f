/** `npm run lessons -- preview` as an author has it: a copy of the project, whose lesson is edited while its page is open. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newLesson } from '../../src/cli/lessons/newLesson.ts';
import { launchOptions } from '../setup/findBrowser.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const COPY = mkdtempSync(join(tmpdir(), 'preview-'));
const LESSON = join(COPY, 'lessons/my-lesson.yaml');

let server: ChildProcess;
let browser: Browser;
/** What the terminal shows. */
let said = '';

beforeAll(async () => {
  mkdirSync(join(COPY, 'lessons'), { recursive: true });
  for (const part of ['src', 'test/setup', 'index.html', 'package.json', 'vite.config.ts'])
    cpSync(join(PROJECT, part), join(COPY, part), { recursive: true });
  for (const file of ['course.yaml', 'glossary.yaml'])
    cpSync(join(PROJECT, 'lessons', file), join(COPY, 'lessons', file));
  newLesson(join(COPY, 'lessons'), 'my-lesson', false, { out: () => {}, complain: () => {} });
  // Packages as in the project, but a folder of its own for what Vite keeps.
  mkdirSync(join(COPY, 'node_modules'));
  for (const name of readdirSync(join(PROJECT, 'node_modules')))
    if (!name.startsWith('.'))
      symlinkSync(join(PROJECT, 'node_modules', name), join(COPY, 'node_modules', name));
  server = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/lessons.ts', 'preview', 'my-lesson', '--port', '0'],
    // Not the environment of the tests, in which Vite believes itself in one.
    { cwd: COPY, env: { PATH: process.env.PATH, HOME: process.env.HOME } },
  );
  server.stdout?.on('data', (text) => (said += text));
  server.stderr?.on('data', (text) => (said += text));
  browser = await chromium.launch(launchOptions());
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.kill();
  rmSync(COPY, { recursive: true, force: true });
});

/** Saves the lesson with one edit, as an editor would. */
function save(edit: (text: string) => string): void {
  const before = readFileSync(LESSON, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  writeFileSync(LESSON, after);
}

const addressOf = (): string => /http:\S+#\/lesson\/my-lesson/.exec(said)?.[0] ?? '';

/** A step of the page, at a moment. */
const at = (page: Page, title: string) =>
  page.getByRole('heading', { name: title }).waitFor({ timeout: 20_000 });
const clock = 't = 4.20 s';

test('the page follows a save and stays at its step and moment; mistakes lie over it until they are mended', async () => {
  await expect.poll(addressOf, { timeout: 30_000 }).not.toBe('');
  const page = await browser.newPage();
  await page.goto(`${addressOf()}/step-1?at=4200000us`, { timeout: 60_000 });
  await at(page, 'The scene');
  await page.getByText(clock).first().waitFor({ timeout: 30_000 });
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));

  save((text) => text.replace('title: The scene', 'title: The busy scene'));
  await at(page, 'The busy scene');
  expect(page.url()).toContain('#/lesson/my-lesson/step-1');
  await page.getByText(clock).first().waitFor();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);

  save((text) => text.replace('  - kind: read\n', '  - kind: raed\n'));
  const overlay = page.locator('vite-error-overlay');
  const line = readFileSync(LESSON, 'utf8').split('\n').indexOf('  - kind: raed') + 1;
  const mistake = `my-lesson.yaml:${line}:11 steps[0].kind — is no kind of step; did you mean “read”?`;
  await overlay.getByText(mistake).first().waitFor();
  await expect.poll(() => said).toContain(mistake);
  await at(page, 'The busy scene');

  save((text) => text.replace('kind: raed', 'kind: read').replace('The busy', 'The calm'));
  await at(page, 'The calm scene');
  await page.getByText(clock).first().waitFor();
  await expect.poll(() => overlay.count()).toBe(0);
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  await page.close();
}, 120_000);

test('a page that is opened while its lesson has mistakes shows them, and the lesson once they are mended', async () => {
  save((text) => text.replace('minutes: ', 'minuets: '));
  const page = await browser.newPage();
  await page.goto(addressOf(), { timeout: 60_000 });
  const overlay = page.locator('vite-error-overlay');
  await overlay.getByText('did you mean “minutes”?').first().waitFor({ timeout: 30_000 });
  save((text) => text.replace('minuets: ', 'minutes: '));
  await at(page, 'The calm scene');
  await expect.poll(() => overlay.count()).toBe(0);
  await page.close();
});
