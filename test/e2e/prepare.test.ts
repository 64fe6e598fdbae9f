import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { packLesson, unpackLesson } from '../../src/app/prepare/lessonAddress.ts';
import { readLibrary } from '../../src/cli/readLibrary.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { parseLesson } from '../../src/lesson/parseLesson.ts';
import { isProblems } from '../../src/scenario/problems.ts';
import { test } from './builtSite.ts';
import { tabTo } from './tabTo.ts';
import { walkLesson } from './walkLesson.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LESSONS = fileURLToPath(new URL('../../lessons/', import.meta.url));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const preview = (page: Page): FrameLocator => page.frameLocator('.app-preparePreview iframe');
const outline = (page: Page) => page.getByRole('navigation', { name: 'Parts of the lesson' });
const stepNames = (page: Page) => outline(page).locator('ol .app-outlineEntry').allInnerTexts();

async function beginWithLesson(page: Page, title: string): Promise<void> {
  await page.getByLabel('a lesson of the course').selectOption({ label: title });
  await page.getByRole('button', { name: 'Begin with this lesson' }).click();
  await page.locator('.app-prepare').waitFor();
}

test('an instructor changes a lesson, hands out its link, and a learner takes it', {
  timeout: 180_000,
}, async ({ open }) => {
  const { page, problems } = await open('#/prepare');
  await beginWithLesson(page, 'Slow clients');
  const count = (await stepNames(page)).length;

  // Out with the last of its steps but the puzzle: what came after the puzzle, and the second half before it.
  await outline(page)
    .getByRole('button', { name: /^15 · Try/ })
    .click();
  await page.getByRole('button', { name: 'Delete step' }).click();
  await expect.poll(async () => (await stepNames(page)).length).toBe(count - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await stepNames(page)).length).toBe(count);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(async () => (await stepNames(page)).length).toBe(count - 1);

  // A guess of the instructor's own, after the first step.
  await outline(page)
    .getByRole('button', { name: /^1 · Read/ })
    .click();
  await page.getByLabel('New step').selectOption('predict');
  await page.getByRole('button', { name: 'Add after step 1' }).click();
  await outline(page)
    .getByRole('button', { name: /^2 · Predict.*to mend/s })
    .waitFor();
  await page.getByLabel(/^What the learner reads/).fill('Think of **your** own site.');
  await page.locator('.app-textPreview strong', { hasText: 'your' }).waitFor();
  await page.getByLabel('Question', { exact: true }).fill('Do you have slow clients?');
  const answers = page.getByRole('group', { name: /^Answer \d/ });
  await answers.nth(0).getByLabel('Text', { exact: true }).fill('Everybody has.');
  await answers.nth(1).getByLabel('Text', { exact: true }).fill('Nobody has.');

  // Only two instruments, and a knob of the puzzle that is seen but not turned.
  await page.getByRole('button', { name: 'Instruments', exact: true }).click();
  const panels = page.getByRole('group', { name: 'Instruments' });
  await panels.getByRole('checkbox', { name: /^\s*Requests/ }).check();
  await panels.getByRole('checkbox', { name: /^\s*Logs/ }).check();
  await panels.getByRole('checkbox', { name: /^\s*Workers over time/ }).uncheck();
  await outline(page)
    .getByRole('button', { name: /· Puzzle/ })
    .click();
  const knobs = page.getByRole('group', { name: /^Knob \d/ });
  await knobs.nth(2).getByLabel('The learner').selectOption({ label: 'sees it locked' });
  // The solution that turns it is none any more, and that is said beside it.
  await page.locator('.app-fieldProblems', { hasText: 'cannot be turned' }).first().waitFor();
  await page.getByRole('button', { name: 'Take out: Solution 2' }).click();
  await expect.poll(() => page.locator('.app-prepareProblems').count()).toBe(0);

  // The preview is the lesson, at the step that is edited.
  await outline(page)
    .getByRole('button', { name: /^2 · Predict/ })
    .click();
  await preview(page).getByText('Do you have slow clients?').waitFor();
  await preview(page).getByRole('tab', { name: 'Logs' }).waitFor({ state: 'attached' });
  expect(await page.evaluate(() => localStorage.getItem('roundtrip.lastLesson'))).toBeNull();

  const field = page.getByLabel('As a link', { exact: true });
  await expect.poll(() => field.inputValue()).toMatch(/#l=1\./);
  const link = await field.inputValue();
  expect(problems).toEqual([]);

  const lesson = await lessonIn(link);
  expect(lesson.steps[1]).toMatchObject({ kind: 'predict', panels: ['requests', 'logs'] });
  const learner = await open(link.slice(link.indexOf('#')), { reducedMotion: 'reduce' });
  await learner.page.getByRole('heading', { name: 'A quick shop' }).waitFor();
  expect(learner.page.url()).toMatch(/#\/lesson\/my-slow-clients/);
  // From start to end; in the middle of it the page is loaded anew, and the lesson is still there.
  await walkLesson(learner.page, lesson, { hand: 'mouse', isRight: true, reloadAt: 4 });
  await learner.page.goto(
    learner.page.url().replace(/#.*/, '#/lesson/my-slow-clients/step-15?proof=yes'),
  );
  await learner.page.getByRole('heading', { name: 'Your turn' }).waitFor();
  const knob = learner.page.locator('.app-lessonKnobs > li').nth(2);
  await knob.waitFor();
  expect(await knob.locator('input:not(:disabled), select:not(:disabled)').count()).toBe(0);
  expect(learner.problems.filter((each) => !each.endsWith('net::ERR_ABORTED'))).toEqual([]);
});

test('what is kept of a draft is there after a reload, and its text says the same', async ({
  open,
}) => {
  const { page } = await open('#/prepare');
  await page.getByRole('button', { name: 'Begin empty' }).click();
  await page.getByLabel('Title', { exact: true }).fill('Queues for my class');
  await page.getByRole('button', { name: 'Text of the file' }).click();
  const text = page.getByLabel('The lesson’s file, as YAML');
  await expect.poll(() => text.inputValue()).toMatch(/^title: Queues for my class$/m);
  // Half a thought in the text: told by line and column, and lost neither here nor by a reload.
  await text.fill(`${await text.inputValue()}\nminutes: [`);
  await page
    .getByRole('button', { name: /^line \d+, column \d+$/ })
    .first()
    .waitFor();
  await page.waitForTimeout(400);
  await page.reload();
  await expect
    .poll(() => page.getByLabel('The lesson’s file, as YAML').inputValue())
    .toMatch(/minutes: \[$/);
  await page.goto(page.url().replace(/#.*/, '#/prepare'));
  await page.getByRole('link', { name: 'Queues for my class' }).waitFor();
});

test('the check puts the claims to the runs, and says beside each what the run shows', {
  timeout: 120_000,
}, async ({ open }) => {
  const { page } = await open('#/prepare');
  await page.getByRole('button', { name: 'Begin empty' }).click();
  await outline(page).getByRole('button', { name: 'start', exact: true }).click();
  const claim = page.getByRole('group', { name: 'Claim 1' });
  await page.getByRole('button', { name: 'Check against the runs' }).click();
  await claim.getByText('✓ holds').waitFor();
  await claim.getByText(/held in 200 of 200 other seeds/).waitFor({ timeout: 60_000 });
  await claim.getByLabel('With').fill('100000');
  await expect.poll(() => claim.getByText('✓ holds').count()).toBe(0);
  await page.getByRole('button', { name: 'Check against the runs' }).click();
  await claim.getByText('✗ does not hold').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Check against the runs' }).waitFor();
});

test('steps are added, moved and deleted by keyboard alone', async ({ open }) => {
  const { page } = await open('#/prepare');
  await tabTo(page, /^Begin empty$/);
  await page.keyboard.press('Enter');
  await outline(page).waitFor();
  const before = await stepNames(page);
  await tabTo(page, /^5 · Try/);
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await stepNames(page))[3]).toMatch(/^4 · Try/);
  // The focus goes along.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toMatch(/^4 · Try/);
  await tabTo(page, /^New step/);
  await page.keyboard.press('o');
  await tabTo(page, /^Add after step 4$/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stepNames(page))[4]).toMatch(/^5 · Observe/);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toMatch(/^5 · Observe/);
  await tabTo(page, /^Delete step$/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stepNames(page)).length).toBe(before.length);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toMatch(/^5 · /);
});

test('a link that is broken, or holds a lesson that is, is refused in words', async ({ open }) => {
  const { page, problems } = await open('#l=1.abcde.9.abc');
  await page.getByRole('heading', { name: 'This lesson could not be opened' }).waitFor();
  await page.getByText(/cut short: its end is missing/).waitFor();
  await page.goto(page.url().replace(/#.*/, `#${await wrongLink()}`));
  await page.getByText(/steps\[0\]\.kind/).waitFor();
  await page.getByText(/is no kind of step; did you mean “read”/).waitFor();
  expect(problems).toEqual([]);
});

async function lessonIn(link: string): Promise<Lesson> {
  const source = await unpackLesson(link);
  const lesson = parseLesson(source, 'my-slow-clients.yaml', readLibrary(LESSONS));
  if (isProblems(lesson)) throw new Error(JSON.stringify(lesson));
  return lesson;
}

async function wrongLink(): Promise<string> {
  const link = await packLesson({ id: 'wrong', steps: [{ kind: 'reed' }] });
  if (typeof link !== 'string') throw new Error('the link could not be made');
  expect(await unpackLesson(link)).toMatchObject({ id: 'wrong' });
  return link;
}

test('a prepared lesson stands in a frame of another page, or says there why it cannot', async ({
  open,
}) => {
  const text = readFileSync(`${LESSONS}one-request.yaml`, 'utf8');
  const link = await packLesson({ ...parse(text), id: 'mine', title: 'For my class' });
  const { page, problems } = await open(`embed/lesson/?load=now#${link}`);
  await page.getByText('Step 1 of').waitFor();
  const whole = page.locator('a[href*="#l=1."]').first();
  expect(await whole.getAttribute('href')).toContain(String(link));
  // A page that is made for frames has no icon of its own.
  expect(problems.filter((each) => !each.includes('favicon.ico'))).toEqual([]);
  const broken = await open('embed/lesson/?load=now#l=1.abc');
  await broken.page.getByText(/is cut short/).waitFor();
});

test('axe finds nothing, light and dark, wide and narrow', { timeout: 120_000 }, async ({
  open,
}) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const { page } = await open('#/prepare', { viewport });
    const found: string[] = [];
    const judge = async (name: string) => {
      if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${AXE};0`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const options = {
          runOnly: TAGS,
          preload: false,
          resultTypes: ['violations'],
          iframes: false,
        };
        const { violations } = (await page.evaluate(
          `axe.run({ exclude: ['iframe'] }, ${JSON.stringify(options)})`,
        )) as AxeResults;
        for (const { id, nodes } of violations)
          for (const node of nodes)
            found.push(
              `${name}, ${viewport.width}, ${colorScheme}: ${id} ${node.target.join(' ')} ${node.failureSummary}`,
            );
      }
    };
    await page.getByRole('button', { name: 'Begin empty' }).waitFor();
    await judge('start');
    await beginWithLesson(page, 'Slow clients');
    await judge('about');
    for (const part of [/^buffered/, /^2 · Predict/, /· Puzzle/]) {
      await outline(page).getByRole('button', { name: part }).first().click();
      await judge(String(part));
    }
    await page.getByRole('button', { name: 'Text of the file' }).click();
    await page.getByLabel('The lesson’s file, as YAML').waitFor();
    await judge('text');
    expect(found).toEqual([]);
    // Nothing is wider than a narrow screen.
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ),
    ).toBeLessThanOrEqual(0);
  }
});
