import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { QuestionStep } from '../../src/lesson/judge.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { type Reader, startReader } from './reader.ts';
import { whole } from './whole.ts';

const lesson = courseLesson('slow-clients.yaml');

/** A learner who sees nothing: hears what is said, reads on, and presses keys. What is heard is written down. */
class Listener {
  readonly lines: string[] = [];
  readonly page: Page;
  readonly reader: Reader;

  constructor(page: Page, reader: Reader) {
    this.page = page;
    this.reader = reader;
  }

  /** A key, and what is said to it. */
  async press(key: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time++) {
      await this.page.keyboard.press(key);
      await whole(this.page);
      this.note(`> ${key}`, await this.reader.heard());
    }
  }

  /** Tab until the element has the focus: only the stop itself is noted. */
  async goTo(target: Locator): Promise<void> {
    await target.waitFor();
    const isThere = () => target.evaluate((element) => element === document.activeElement);
    let stops = 0;
    while (!(await isThere())) {
      await this.page.keyboard.press('Tab');
      if (++stops > 120) throw new Error(`Tab never came to ${target}`);
    }
    const said = await this.reader.heard();
    this.note(stops === 1 ? '> Tab' : `> Tab, ${stops} times`, said.slice(-1));
  }

  /** Reads the words of the step, from its heading on: up to the button that runs it where it has one. */
  async readStep(): Promise<void> {
    const title = await this.page.locator('#app-stepTitle').innerText();
    const ends = [`end of region, ${title}`, 'button, Pause', 'button, Run it'];
    this.note('> reads on', await this.reader.readOn(ends));
  }

  private note(did: string, said: readonly string[]): void {
    this.lines.push('', did, ...said);
  }
}

/** What the step asks to do: two events on, and the request asked what it does. */
async function lookAround(listener: Listener): Promise<void> {
  const { page } = listener;
  await listener.goTo(page.getByRole('button', { name: /^Step forward one event/ }));
  await listener.press('Enter', 2);
  await listener.goTo(page.locator('.app-inspect').getByRole('button', { name: /#51 doing/ }));
  await listener.press('Enter');
}

/** The reader itself trips over elements that have gone. */
const OF_READER = 'a.getElementById is not a function';

test('slow-clients by ear: what a screen reader says makes the lesson', {
  timeout: 400_000,
}, async ({ open }) => {
  const { page, problems } = await open('#/lesson/slow-clients/step-1', {
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  await page.locator('.stage').waitFor();
  await whole(page);
  const listener = new Listener(page, await startReader(page));
  const step = page.locator('.app-step');
  await listener.readStep();
  for (const [index, { kind, title }] of lesson.steps.entries()) {
    if (kind === 'observe') await lookAround(listener);
    if (kind === 'predict' || kind === 'observe') {
      const { question } = lesson.steps[index] as QuestionStep;
      if (question.kind === 'choice') {
        await listener.goTo(step.getByRole('radio').first());
        await listener.press('ArrowDown');
      } else {
        await listener.goTo(step.locator('[data-button="1:0"]'));
        await listener.press('Enter');
      }
      await listener.goTo(step.getByRole('button', { name: /^(Run it and see|Check)/ }));
      await listener.press('Enter');
    }
    if (kind === 'run') {
      await listener.goTo(step.getByRole('button', { name: 'Skip to the end' }));
      await listener.press('Enter');
      await listener.readStep();
    }
    if (index === lesson.steps.length - 1) break;
    if ((await page.locator('#app-stepTitle').innerText()) === title) {
      await listener.goTo(step.getByRole('button', { name: /^(Next|Leave)/ }));
      await listener.press('Enter');
    }
    await listener.readStep();
  }
  await listener.goTo(step.getByRole('button', { name: 'Finish' }));
  await listener.press('Enter');
  await expect(`${listener.lines.join('\n').trim()}\n`).toMatchFileSnapshot(
    'snapshots/slow-clients.announcements.txt',
  );
  expect(problems.filter((problem) => problem !== OF_READER)).toEqual([]);
});
