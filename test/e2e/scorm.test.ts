import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { scormPackage } from '../../src/app/package/scormPackage.ts';
import { type ServedFolder, serveFolder } from '../../src/cli/serveFolder.ts';
import { MOST_SUSPENDED } from '../../src/lesson/evidence/packProgress.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { putPlatform } from './learningPlatform.ts';
import { asPage, builtPlayer, given } from './packaged.ts';
import { walkLesson } from './walkLesson.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'roundtrip-scorm-'));
const lesson = courseLesson('slow-clients.yaml');
let lms: ServedFolder;

beforeAll(async () => {
  for (const [name, mastery] of [
    ['plain', null],
    ['mastery', 80],
  ] as const)
    unpack(name, lesson, mastery);
  putPlatform(folder);
  lms = await serveFolder({ folder });
});
afterAll(async () => {
  await lms.close();
  rmSync(folder, { recursive: true });
});

function unpack(name: string, of: Lesson, mastery: number | null): void {
  mkdirSync(join(folder, name));
  const files = unzipSync(scormPackage(builtPlayer(), given(of), mastery));
  for (const [file, content] of Object.entries(files))
    writeFileSync(join(folder, name, file), content);
}

interface Visit {
  readonly page: Page;
  readonly frame: Frame;
  readonly problems: string[];
  kept(): Promise<Kept>;
  /** Every call since the learner first came. */
  calls(): Promise<string[][]>;
}
interface Kept {
  readonly suspend_data: string;
  readonly core: Readonly<Record<string, string>> & {
    readonly score: Readonly<Record<string, string>>;
  };
  readonly interactions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

async function course(browser: Browser) {
  const context = await browser.newContext();
  const problems: string[] = [];
  return {
    close: () => context.close(),
    async visit(query: string): Promise<Visit> {
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.goto(`${lms.url}lms.html?${query}`);
      const handle = await page.locator('#sco').elementHandle();
      const frame = (await handle?.contentFrame()) as Frame;
      await frame.locator('.app-step').waitFor();
      const stored = (key: string) =>
        page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? 'null'), key);
      return {
        page,
        frame,
        problems,
        kept: () => stored('cmi') as Promise<Kept>,
        calls: () => stored('calls') as Promise<string[][]>,
      };
    },
  };
}

/** Leaves as a learner does: the page goes, and what it says last arrives. */
async function leave({ page }: Visit): Promise<void> {
  await page.goto(`${lms.url}scorm12.js`);
  await page.close();
}

const failed = (calls: string[][]) => calls.filter((call) => !call.at(-1)?.endsWith('error 0'));
const countOf = (calls: string[][], name: string) => calls.filter(([call]) => call === name).length;

test('a platform launches the lesson, keeps where the learner is, resumes, and is told points and completion', async ({
  browser,
}) => {
  const { visit, close } = await course(browser);
  const first = await visit('package=plain');
  await first.frame.getByText(`Step 1 of ${lesson.steps.length}`).waitFor();
  // As far as the first prediction, which is wrong.
  await first.frame.getByRole('button', { name: 'Next →' }).click();
  const wrong = lesson.steps.flatMap((step) =>
    step.kind === 'predict' && step.question.kind === 'choice'
      ? [step.question.options.findIndex(({ isRight }) => !isRight)]
      : [],
  )[0];
  await first.frame
    .locator('.app-choice')
    .nth(wrong ?? 0)
    .click();
  await first.frame.getByRole('button', { name: /^(Run it and see|That is my guess)$/ }).click();
  await first.frame.getByText(`Step 3 of ${lesson.steps.length}`).waitFor();
  await expect
    .poll(async () => (await first.kept())?.core.lesson_location)
    .toBe(lesson.steps[2]?.id);
  const kept = await first.kept();
  expect(kept.core).toMatchObject({ lesson_status: 'incomplete' });
  expect(kept.core.score.raw).toBe('0');
  await leave(first);

  const second = await visit('package=plain');
  await second.frame.getByText(`Step 3 of ${lesson.steps.length}`).waitFor();
  const soFar = await second.calls();
  expect(countOf(soFar, 'LMSFinish')).toBe(1);
  expect(countOf(soFar, 'LMSInitialize')).toBe(2);
  const rest = asPage(second.frame, second.page);
  await walkLesson(rest, lesson, { hand: 'mouse', isRight: true, reloadAt: -1, from: 2 });
  await second.frame.getByText('✓ Lesson done.').waitFor();
  await expect.poll(async () => (await second.kept()).core.lesson_status).toBe('completed');
  const told = await second.frame.locator('.app-platform').innerText();
  const points = (await second.kept()).core.score.raw;
  expect(told).toContain(`${points} of 100 points`);
  // Three predictions, of which the first was wrong, and a puzzle.
  expect(points).toBe('75');
  await leave(second);

  const third = await visit('package=plain');
  const end = await third.kept();
  expect(end.core.lesson_status).toBe('completed');
  expect(end.suspend_data.length).toBeLessThanOrEqual(MOST_SUSPENDED);
  const interactions = Object.values(end.interactions);
  expect(interactions.map(({ result }) => result)).toContain('wrong');
  expect(interactions.map(({ result }) => result)).toContain('correct');
  expect(new Set(interactions.map(({ id }) => id)).size).toBe(interactions.length);
  const calls = await third.calls();
  expect(failed(calls)).toEqual([]);
  expect(countOf(calls, 'LMSFinish')).toBe(2);
  expect(first.problems).toEqual([]);
  writeLog(calls, end);
  await leave(third);
  await close();
}, 180_000);

test('with points to reach, the platform is told whether they were reached', async ({
  browser,
}) => {
  const { visit, close } = await course(browser);
  const only = await visit('package=mastery&mastery=80');
  await walkLesson(asPage(only.frame, only.page), lesson, {
    hand: 'mouse',
    isRight: false,
    reloadAt: -1,
  });
  await expect.poll(async () => (await only.kept()).core.lesson_status).toBe('failed');
  expect((await only.kept()).core.score.raw).toBe('0');
  expect(failed(await only.calls())).toEqual([]);
  await close();
}, 120_000);

test('without a platform, or with one that refuses, the lesson works and says that nothing is reported', async ({
  browser,
}) => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  for (const refusing of [false, true]) {
    if (refusing)
      await page.addInitScript(() => {
        (window as { API?: unknown }).API = {
          LMSInitialize: () => 'false',
          LMSGetLastError: () => '101',
        };
      });
    await page.goto(`${lms.url}plain/index.html`);
    await page.getByText(/No learning platform was found/).waitFor();
    await page.getByRole('button', { name: 'Next →' }).click();
    await page.getByText('Step 2 of').waitFor();
  }
  expect(problems).toEqual([]);
  await page.close();
});

test('the manifest is XML that names every file, whatever the title holds', async ({ browser }) => {
  const title = 'A <b>"&\u0007\ud800 lesson ]]>';
  const files = unzipSync(scormPackage(builtPlayer(), given({ ...lesson, title }), 80));
  expect(Object.keys(files).sort()).toEqual(['imsmanifest.xml', 'index.html']);
  const page = await browser.newPage();
  const read = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    const textOf = (name: string) => [...xml.querySelectorAll(name)].map((e) => e.textContent);
    return {
      isBroken: xml.querySelector('parsererror') !== null,
      titles: textOf('title'),
      mastery: textOf('masteryscore'),
      href: xml.querySelector('resource')?.getAttribute('href'),
      type: xml.querySelector('resource')?.getAttribute('adlcp:scormtype'),
      files: [...xml.querySelectorAll('file')].map((file) => file.getAttribute('href')),
    };
  }, new TextDecoder().decode(files['imsmanifest.xml']));
  expect(read).toEqual({
    isBroken: false,
    titles: ['A <b>"& lesson ]]>', 'A <b>"& lesson ]]>'],
    mastery: ['80'],
    href: 'index.html',
    type: 'sco',
    files: ['index.html'],
  });
  await page.close();
});

/** The session as text, for whoever wants to read what was said. */
function writeLog(calls: string[][], kept: Kept): void {
  const lines = calls.map((call) => call.map((part) => (part === '' ? '""' : part)).join(' '));
  const log = `${lines.join('\n')}\n\nkept: ${JSON.stringify(kept, null, 2)}\n`;
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'scorm-session.log'), log);
  console.log(log);
}
