import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { keep } from '../../../src/app/shell/deviceMemory.ts';
import { everyKind } from '../../lesson/everyKind.ts';
import { KnobPage as LessonAtAddress } from './knobLesson.tsx';

const ID = 'way';
const lesson = everyKind(() => {}, ID);
const numberOf = (step: string): number => lesson.steps.findIndex(({ id }) => id === step) + 1;

beforeEach(() => page.viewport(1440, 900));
afterEach(async () => {
  await cleanup(); // a page that is still there keeps what was given
  keep(`lesson.${ID}`, null);
  localStorage.clear();
});

async function open(step: string, query = '') {
  window.location.hash = `#/lesson/${ID}/step-${numberOf(step)}${query}`;
  return render(<LessonAtAddress lesson={lesson} />);
}
async function reload() {
  await cleanup();
  return render(<LessonAtAddress lesson={lesson} />);
}
const button = (name: string | RegExp) => page.getByRole('button', { name });
const step = (id: string) => page.getByText(`Step ${numberOf(id)} of 13`);

test('a learner is led back to what is asked; whoever presents goes anywhere, and keeps that from step to step', async () => {
  await open('seen');
  await expect.element(step('scene')).toBeVisible();
  await cleanup();
  await open('seen', '?skip=yes');
  await expect.element(step('seen')).toBeVisible();
  await button('← Back').click();
  await expect.element(step('turn')).toBeVisible();
  expect(window.location.hash).toContain('skip=yes');
  await reload();
  await expect.element(step('turn')).toBeVisible();
});

test('notes are for whoever presents: with skip=yes, or asked for by the link', async () => {
  await open('why', '?skip=yes');
  await page.getByText('Notes for whoever presents').click();
  await expect.element(page.getByText('Ask the room.')).toBeVisible();
  await cleanup();
  keep(`lesson.${ID}`, null);
  await open('scene');
  await expect.element(step('scene')).toBeVisible();
  expect(document.body.textContent).not.toContain('Notes for whoever presents');
});

describe('hints', () => {
  test('come one after the other and outlive a reload; with the last the focus goes on to them', async () => {
    await open('how-long', '?skip=yes');
    expect(document.body.textContent).not.toContain('Eight share one.');
    await button('A hint (1 of 2)').click();
    await expect.element(page.getByText('Eight share one.')).toBeVisible();
    await expect.element(button('Another hint (2 of 2)')).toHaveFocus();
    await reload();
    await expect.element(page.getByText('Eight share one.')).toBeVisible();
    button('Another hint (2 of 2)').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/Eight times the work/)).toBeVisible();
    await expect.element(page.getByRole('list', { name: 'Hints' })).toHaveFocus();
    expect(button(/hint \(/).elements()).toHaveLength(0);
  });
});

test('an observation is judged in words as soon as it is given, and may be skipped', async () => {
  await open('seen', '?skip=yes');
  await page.getByRole('radio', { name: 'Yes' }).click();
  await button('Check').click();
  await expect.element(page.getByText('✗ Not quite.')).toBeVisible();
  await expect.element(page.getByText('Nobody did.')).toBeVisible();
  await expect.element(page.getByText('✓ so it is')).toBeVisible();
  // The button that was pressed is gone: the focus is on what it brought.
  expect(document.activeElement?.textContent).toContain('Not quite.');
});

test('the moment in a step outlives a reload', async () => {
  await open('turn', '?skip=yes');
  await expect.element(step('turn')).toBeVisible();
  const clock = () => document.querySelector('.panel-clock')?.textContent ?? '';
  await expect.poll(clock).toMatch(/t = \d/);
  const before = clock();
  await button(/^Next turning point/).click();
  await button(/^Next turning point/).click();
  await expect.poll(clock).not.toBe(before);
  const moved = clock();
  await new Promise((resolve) => setTimeout(resolve, 800));
  await reload();
  await expect.poll(clock).toBe(moved);
});

test('a puzzle may be left, the lesson started again, and that taken back', async () => {
  await open('cheap', '?skip=yes');
  await button('Leave it for now →').click();
  await button('Finish').click();
  await expect.element(page.getByText('✓ Lesson done.')).toBeVisible();
  await button('Start again').click();
  await expect.element(step('scene')).toBeVisible();
  await expect.element(page.getByText(/You started again/)).toBeVisible();
  await reload();
  await button('Back to my answers').click();
  await expect.element(step('sandbox')).toBeVisible();
});
