import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { evaluate } from '../../src/insight/claims/claimsEvaluate.ts';
import type { MeasureKind } from '../../src/insight/claims/claimsMeasure.ts';
import type { Run } from '../../src/insight/shapes.ts';
import type { Answer } from '../../src/lesson/answers.ts';
import { curveTruth } from '../../src/lesson/curve.ts';
import { judge, orderValues, type QuestionStep } from '../../src/lesson/judge.ts';
import type { Lesson, LessonKnob, Step } from '../../src/lesson/lesson.ts';
import type { RunSource } from '../../src/lesson/runSource.ts';
import { simulatedRuns } from '../../src/lesson/simulatedRuns.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** With which hand a learner goes through a lesson, and whether what is answered is right. */
export interface Way {
  readonly hand: 'mouse' | 'keyboard';
  readonly isRight: boolean;
  /** Index of the step at which the page is reloaded. */
  readonly reloadAt: number;
  /** Index of the step that is open; 0 unless said. */
  readonly from?: number;
}

/** Goes through a whole lesson, step by step to its end, on the page where its first step is open. */
export async function walkLesson(page: Page, lesson: Lesson, way: Way): Promise<void> {
  const source = simulatedRuns(lesson, (scenario) => simulate(scenario) as Run);
  for (const [index, step] of lesson.steps.entries()) {
    if (index < (way.from ?? 0)) continue;
    await page.getByText(`Step ${index + 1} of ${lesson.steps.length}`).waitFor();
    await expect.poll(() => page.locator('#app-stepTitle').innerText()).toBe(step.title);
    if (index === way.reloadAt) {
      await page.reload();
      await page.getByText(`Step ${index + 1} of ${lesson.steps.length}`).waitFor();
    }
    // A prediction that leads to a run has gone on to it by itself.
    const goesOn = await doStep(page, lesson, index, source, way);
    if (goesOn) continue;
    await press(page, page.locator('.app-next'), way);
  }
  await page.getByText('✓ Lesson done.').waitFor();
}

/** Does what a step asks for; answers whether the lesson has gone on by itself. */
async function doStep(
  page: Page,
  lesson: Lesson,
  index: number,
  source: RunSource,
  way: Way,
): Promise<boolean> {
  const step = lesson.steps[index] as Step;
  switch (step.kind) {
    case 'predict':
    case 'observe': {
      // Nothing may be known before the guess.
      if (step.kind === 'predict')
        expect(await page.locator('.app-transport').getAttribute('inert'), step.id).not.toBeNull();
      await answer(page, step, source, way);
      await press(page, page.getByRole('button', { name: COMMIT }), way);
      if (step.kind === 'observe') {
        const verdict = way.isRight ? '✓ Right.' : '✗ Not quite.';
        await page.getByText(verdict).waitFor();
      }
      return step.kind === 'predict' && lesson.steps[index + 1]?.kind === 'run';
    }
    case 'run': {
      const skip = page.getByRole('button', { name: 'Skip to the end' });
      await press(page, skip, way);
      await page.getByRole('button', { name: 'Run it again' }).waitFor();
      return false;
    }
    case 'change':
      await turn(page, step.knobs, other(step.knobs), way);
      return false;
    case 'puzzle':
      if (!way.isRight) return false; // left for now
      await turn(page, step.knobs, step.solutions[0] ?? [], way);
      await page.getByText('✓ Solved.').waitFor();
      return false;
    case 'explain':
    case 'reveal':
      if (step.reveals)
        await page.getByRole('region', { name: 'Your guess and what happened' }).waitFor();
      return false;
    default:
      return false;
  }
}

const COMMIT = /^(Run it and see|That is my guess|Check)$/;

async function answer(page: Page, step: QuestionStep, source: RunSource, way: Way): Promise<void> {
  const given = answerTo(step, source, way.isRight);
  const { question } = step;
  const form = page.locator('.app-question');
  switch (given.kind) {
    case 'choice':
      if (way.hand === 'mouse') await form.locator('.app-choice').nth(given.option).click();
      else {
        await focusBy(page, form.getByRole('radio').first());
        await page.keyboard.press('Space');
        for (let i = 0; i < given.option; i++) await page.keyboard.press('ArrowDown');
      }
      await expect.poll(() => form.getByRole('radio').nth(given.option).isChecked()).toBe(true);
      return;
    case 'number': {
      const field = form.getByRole('textbox');
      if (question.kind !== 'number') return;
      await write(page, field, written(question.measures, given.value), way);
      return;
    }
    case 'order':
      if (question.kind === 'order') await putInOrder(page, form, given.order, way);
      return;
    case 'curve':
      if (question.kind !== 'curve') return;
      for (const [i, value] of given.values.entries()) {
        if (i < question.given) continue;
        const point = form.locator(`[data-point="${i}"]`);
        if (way.hand === 'keyboard') {
          await focusBy(page, point);
          await page.keyboard.press('Home');
        } else {
          if (
            !(await form
              .locator('details')
              .getAttribute('open')
              .then((open) => open !== null))
          )
            await form.locator('summary').click();
          await form
            .getByRole('textbox')
            .nth(i - question.given)
            .fill(written(question.measures, value));
        }
      }
      return;
    case 'knobs':
  }
}

/** An answer that the recording bears out, or one that it does not. */
function answerTo(step: QuestionStep, source: RunSource, isRight: boolean): Answer {
  const given = bestAnswer(step, source, isRight);
  expect(judge(source, step, given)?.isRight, `${step.id}: ${JSON.stringify(given)}`).toBe(isRight);
  return given;
}

function bestAnswer(step: QuestionStep, source: RunSource, isRight: boolean): Answer {
  const { question } = step;
  switch (question.kind) {
    case 'choice':
      return {
        kind: 'choice',
        option: question.options.findIndex((option) => option.isRight === isRight),
      };
    case 'number': {
      const truth = Number(evaluate(source.run(question.run), question.measure));
      const wrong = question.measures === 'share' ? (truth > 0.5 ? 0 : 1) : truth * 3 + 1;
      return { kind: 'number', value: isRight ? Math.round(truth * 1000) / 1000 : wrong };
    }
    case 'order': {
      const asWritten = question.items.map((_, item) => item);
      const values = orderValues(source, question) ?? [];
      const sign = question.isLargestFirst ? -1 : 1;
      const at = (item: number) => sign * (values[item] as number);
      return {
        kind: 'order',
        order: isRight ? [...asWritten].sort((a, b) => at(a) - at(b)) : asWritten,
      };
    }
    case 'curve': {
      const truth = curveTruth(source, { run: step.run, question }) ?? [];
      return { kind: 'curve', values: isRight ? truth : truth.map(() => 0) };
    }
  }
}

/** A measure's value as a learner would write it. */
function written(kind: MeasureKind, value: number): string {
  switch (kind) {
    case 'duration':
      return `${Math.round(value)}us`;
    case 'bytes':
      return `${Math.round(value)}B`;
    case 'rate':
      return `${Math.round(value * 100) / 100}/s`;
    case 'share':
      return `${Math.round(value * 1000) / 10}%`;
    default:
      return String(value);
  }
}

async function putInOrder(
  page: Page,
  form: Locator,
  order: readonly number[],
  way: Way,
): Promise<void> {
  const rows = () =>
    form
      .locator('[data-row]')
      .evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset.row)));
  await expect.poll(async () => (await rows()).length).toBe(order.length);
  for (const [place, item] of order.entries())
    for (let from = (await rows()).indexOf(item); from > place; from--) {
      const before = (await rows()).join();
      await press(page, form.locator(`[data-button="-1:${item}"]`), way);
      await expect.poll(async () => (await rows()).join()).not.toBe(before);
    }
}

/** Settings other than the present ones, for a learner who tries what happens. */
function other(knobs: readonly LessonKnob[]): number[] {
  return knobs.map(({ start, values, isLocked, isMystery }) =>
    isLocked || isMystery ? start : (start + 1) % values.length,
  );
}

async function turn(
  page: Page,
  knobs: readonly LessonKnob[],
  picks: readonly number[],
  way: Way,
): Promise<void> {
  for (const [index, knob] of knobs.entries()) {
    const pick = picks[index] ?? knob.start;
    if (pick === knob.start) continue;
    const row = page.locator('.app-lessonKnobs > li').nth(index);
    const control = row.locator('input, select').first();
    await control.waitFor();
    const kind = await control.evaluate((each) =>
      each.tagName === 'SELECT' ? 'select' : (each as HTMLInputElement).type,
    );
    if (kind === 'radio') {
      if (way.hand === 'mouse') await row.locator('label').nth(pick).click();
      else {
        await focusBy(page, row.locator('input:checked'));
        for (let at = knob.start; at !== pick; at += Math.sign(pick - at))
          await page.keyboard.press(pick > at ? 'ArrowRight' : 'ArrowLeft');
      }
    } else if (kind === 'range' || way.hand === 'keyboard') {
      await focusBy(page, control);
      for (let at = knob.start; at !== pick; at += Math.sign(pick - at))
        await page.keyboard.press(pick > at === (kind === 'range') ? 'ArrowUp' : 'ArrowDown');
    } else await control.selectOption(String(pick));
  }
}

async function write(page: Page, field: Locator, text: string, way: Way): Promise<void> {
  if (way.hand === 'mouse') return field.fill(text);
  await focusBy(page, field);
  await page.keyboard.type(text);
}

async function press(page: Page, target: Locator, way: Way): Promise<void> {
  if (way.hand === 'mouse') return target.click();
  await focusBy(page, target);
  await page.keyboard.press('Enter');
}

/** Presses Tab until the element has the focus: the keyboard's way to anything. */
async function focusBy(page: Page, target: Locator, most = 90): Promise<void> {
  await target.waitFor();
  const there = () => target.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop <= most; stop++) {
    if (await there()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${target}`);
}
