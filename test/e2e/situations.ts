import type { Page } from 'playwright-core';
import { classOf30 } from '../lesson/evidence/classOf30.ts';
import { sourceOf } from '../lesson/evidence/walks.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { situationsElsewhere } from './situationsElsewhere.ts';
import { whole } from './whole.ts';

/** Where the page stands now. */
export interface Situation {
  readonly name: string;
  /** The only part of the page that differs from a situation before, as a selector; null for the page. */
  readonly part: string | null;
}

/** Every page of the site and what can be opened on it, one after the other on one page. */
export async function* situations(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  yield* plainPages(page, siteUrl);
  yield* lesson(page, siteUrl, 'one-request');
  yield* lesson(page, siteUrl, 'slow-clients');
  yield* sandbox(page, siteUrl);
  yield* comparisons(page, siteUrl);
  yield* situationsElsewhere(page, siteUrl);
}

/** What two learners handed in, and a file that does not count. */
async function answersOfTwo() {
  const lesson = courseLesson('how-many-workers.yaml');
  const files = classOf30(lesson, sourceOf(lesson), 11).slice(6, 8);
  return [...files, { file: 'other.json', text: '{}' }].map(({ file, text }) => ({
    name: file,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  }));
}

const at = (name: string, part: string | null = null): Situation => ({ name, part });

const go = async (page: Page, siteUrl: string, hash: string, sign: string): Promise<void> => {
  // Each from nothing: what is waited for could still be that of the page before.
  await page.goto('about:blank');
  await page.goto(siteUrl + hash);
  await page.locator(sign).first().waitFor();
  await whole(page);
};

async function* plainPages(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await go(page, siteUrl, '#/', '.stage');
  yield at('course');
  await page.getByRole('button', { name: 'Follow it' }).click();
  await page.waitForTimeout(400);
  yield at('course, followed');
  await go(page, siteUrl, '#/?q=slow', '.app-found li');
  yield at('course, searched');
  await go(page, siteUrl, '#/?q=gunicron', '.app-found a');
  yield at('course, nothing found');
  await go(page, siteUrl, '#/answers', 'main h1');
  yield at('answers');
  await go(page, siteUrl, '#/answers/slow-clients', 'main h1');
  yield at('an answer');
  await page.locator('.app-answer .app-term').first().focus();
  await page.locator('.app-meaning').waitFor();
  yield at('a term');
  await go(page, siteUrl, '#/glossary/worker', '.app-terms');
  yield at('glossary');
  for (const paper of ['lesson/slow-clients', 'answers/slow-clients', 'answers', 'glossary']) {
    await go(page, siteUrl, `${paper}/index.html`, 'main h1');
    yield at(`without scripts: ${paper}`);
  }
  await go(page, siteUrl, '#/accessibility', 'main h1');
  yield at('accessibility');
  await go(page, siteUrl, '#/truth', 'main table');
  yield at('truth');
  await go(page, siteUrl, '#/class', 'main h1');
  yield at('class');
  await page.getByLabel('Files of answers').setInputFiles(await answersOfTwo());
  await page.locator('.app-classChart').first().waitFor();
  yield at('class, with answers');
  await go(page, siteUrl, '#/gallery', 'main h1');
  yield at('gallery');
  await go(page, siteUrl, '#/compare/case/A_gunicorn-sync-w1', '.stage');
  yield at('a measured case');
  await go(page, siteUrl, '#/nowhere', 'main h1');
  yield at('unknown page');
  await go(page, siteUrl, '#/lesson/none-such', 'main h1');
  yield at('unknown lesson');
  await go(page, siteUrl, '#s=1.abc', '.app-trouble');
  await page.locator('.stage').waitFor();
  yield at('broken link');
}

/** One step of each kind. */
async function* lesson(page: Page, siteUrl: string, id: string): AsyncGenerator<Situation> {
  await go(page, siteUrl, `#/lesson/${id}/step-1`, '.stage');
  const step = page.locator('.app-step');
  const mark = step.locator('.app-stepMark');
  const seen = new Set<string>();
  for (;;) {
    const before = await mark.innerText();
    const kind = before.replace(/.*· /, '');
    if (!seen.has(kind)) yield at(`lesson ${id}: ${kind}`);
    seen.add(kind);
    if (/predict|observe/i.test(kind)) {
      const form = step.locator('.app-question');
      const commit = form.getByRole('button', { name: /Run it and see|That is my guess|Check/ });
      await commit.or(form.getByRole('status')).first().waitFor();
      // An order may be given as it stands.
      const guess = form.getByRole('radio').or(form.getByRole('textbox'));
      if ((await guess.count()) > 0) {
        if ((await guess.first().getAttribute('type')) === 'radio') await guess.first().check();
        else await guess.first().fill('300ms');
      }
      await commit.click();
      if ((await mark.innerText()) === before && !seen.has(`${kind}, answered`)) {
        seen.add(`${kind}, answered`);
        yield at(`lesson ${id}: ${kind}, answered`);
      }
    }
    const skip = step.getByRole('button', { name: 'Skip to the end' });
    if (await skip.count()) await skip.click();
    if ((await mark.innerText()) !== before) continue;
    const next = step.locator('.app-next');
    if ((await next.innerText()) === 'Finish') break;
    await next.click();
    await page.waitForFunction(
      (text) => document.querySelector('.app-stepMark')?.textContent !== text,
      before,
    );
  }
  await step.getByRole('button', { name: 'Finish' }).click();
  await step.getByText('Lesson done').waitFor();
  yield at(`lesson ${id}: done`);
}

async function* sandbox(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await go(page, siteUrl, '#/sandbox', '.stage');
  await page.getByLabel('Start from').selectOption('busy-minute');
  await page.waitForFunction(() => location.hash.startsWith('#s='));
  const scrubber = page.getByRole('slider', { name: 'Moment of the run' });
  // The run before stays, with its moment, until the minute has been simulated.
  await page.waitForFunction(() => {
    const slider = document.querySelector<HTMLInputElement>('[aria-label="Moment of the run"]');
    return Number(slider?.max) >= 59e6;
  });
  await scrubber.press('End');
  await scrubber.press('PageDown');

  const row = page.getByRole('tablist', { name: 'Instruments' });
  for (const name of await row.getByRole('tab').allInnerTexts()) {
    await row.getByRole('tab', { name, exact: true }).click();
    await isOpened(page);
    if (name === 'Workers over time') yield at('sandbox');
    if (name === 'Config') {
      await page.locator('.panel-config').getByRole('button', { name: /^Edit/ }).click();
      yield at('sandbox: Config, edited', '.app-instruments');
      await page.getByRole('button', { name: 'Cancel' }).click();
    }
    yield at(`sandbox: ${name}`, '.app-instruments');
  }
  const more = page.getByRole('button', { name: 'More instruments' });
  await more.click();
  yield at('sandbox: More');
  const extras = await page.locator('.app-moreTabs b').allInnerTexts();
  await page.keyboard.press('Escape');
  for (const name of extras) {
    await more.click();
    await page.locator('.app-moreTabs button', { hasText: name }).click();
    await isOpened(page);
    if (name === 'Script') await page.getByRole('button', { name: /^Add at/ }).click();
    yield at(`sandbox: ${name}`, '.app-instruments');
    if (name !== 'Capacity') continue;
    await page.getByRole('button', { name: 'Measure capacity' }).click();
    await page.getByRole('button', { name: 'Measure again' }).waitFor();
    for (const part of await page.locator('.app-instruments details summary').all())
      await part.click();
    yield at('sandbox: Capacity, measured', '.app-instruments');
  }
  await page.locator('.app-knobs details:not([open]) > summary').first().waitFor();
  await page.locator('.app-knobs details:not([open]) > summary').evaluateAll((all) => {
    for (const each of all) (each as HTMLElement).click();
  });
  yield at('sandbox: all knobs');

  await page.locator('.stage [data-act]').first().press('Enter');
  await page.getByRole('menu').waitFor();
  yield at('sandbox: act menu');
  await page.keyboard.press('Escape');
  await page.locator('.stage [data-request]').first().press('Enter');
  await page.getByRole('heading', { name: /^Request #/ }).waitFor();
  yield at('sandbox: a request');
  const help = page.getByRole('button', { name: /^Keyboard shortcuts/ });
  if ((await help.count()) === 0) return; // no keyboard, no shortcuts
  await help.click();
  await page.locator('dialog[open]').waitFor();
  yield at('sandbox: shortcuts');
  await page.keyboard.press('Escape');
}

/** The instrument's own chunk has come. */
async function isOpened(page: Page): Promise<void> {
  await whole(page);
}

async function* comparisons(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await go(page, siteUrl, '#/compare', 'main h1');
  yield at('compare');
  for (const id of ['nginx-or-not', 'worker-classes-slow-clients']) {
    await go(page, siteUrl, `#/compare/${id}`, '.app-compareStage .stage');
    yield at(`compare ${id}`);
    const row = page.getByRole('tablist').first();
    for (const name of await row.getByRole('tab').allInnerTexts()) {
      await row.getByRole('tab', { name, exact: true }).click();
      await isOpened(page);
      yield at(`compare ${id}: ${name}`, '.app-compareTabs');
    }
  }
}
