import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { keptFor } from '../../../src/app/lesson/progress.ts';
import { keep } from '../../../src/app/shell/deviceMemory.ts';
import { KnobPage, knobLesson } from './knobLesson.tsx';

const lesson = knobLesson('puzzle');

beforeEach(() => page.viewport(1440, 900));
afterEach(async () => {
  await cleanup(); // a page that is still there keeps what was given
  keep('lesson.puzzle', null);
  localStorage.clear();
});

async function open(step = 4, query = '') {
  window.location.hash = `#/lesson/puzzle/step-${step}${query}`;
  return render(<KnobPage lesson={lesson} />);
}

const goal = () => page.getByRole('region', { name: /goal/i });
interface Kept {
  readonly answers: Readonly<Record<string, { values: number[]; solved: boolean }>>;
}
const kept = () => (keptFor('puzzle')?.state as Kept | undefined)?.answers.solve;

test('a puzzle begins unsolved and says of each claim whether it holds, what is wanted and what is so', async () => {
  const screen = await open();
  await expect.element(goal().getByRole('heading')).toHaveTextContent('Goal: 1 of 2 reached');
  await expect
    .element(goal())
    .toHaveTextContent(/Not yet: 95 of 100 answers to fast within 400 msnow \d/);
  await expect.element(goal()).toHaveTextContent(/Reached: no connection breaksnow 0/);
  await expect.element(goal()).toHaveTextContent('34 of 60 € a month');
  expect(screen.getByText(/Well done/).elements()).toHaveLength(0);
  // Leaving it unsolved is allowed.
  await screen.getByRole('button', { name: 'Leave it for now →' }).click();
  await expect.element(screen.getByRole('heading', { level: 1 })).not.toHaveTextContent('Solve');
});

test('once all claims hold within the budget it is solved, said with the learner’s own numbers, and stays solved', async () => {
  const screen = await open();
  await screen.getByRole('radio', { name: /^on/ }).click();
  await expect.element(goal().getByRole('heading')).toHaveTextContent('✓ Goal reached');
  await expect.element(goal()).toHaveTextContent('54 of 60 € a month');
  const said = screen.getByText(/Well done/);
  await expect.element(said).toBeVisible();
  const [, now, before] =
    /Well done: (\d+) ms now, ([\d.]+) s before/.exec(said.element().textContent ?? '') ?? [];
  expect(Number(now)).toBeLessThan(400);
  expect(Number(before)).toBeGreaterThan(0.9);
  await expect.element(screen.getByText(/There is another kind of way/)).toBeVisible();
  await expect.poll(kept).toMatchObject({ values: [2, 0, 1, 0], solved: true });
  await screen.getByRole('radio', { name: /^off/ }).click();
  await expect.element(goal().getByRole('heading')).toHaveTextContent(/1 of 2 .*solved it before/);
  expect(kept()).toMatchObject({ values: [2, 0, 1, 0], solved: true });
});

test('what costs too much is not solved, and says by how much', async () => {
  const screen = await open();
  await screen.getByRole('slider', { name: 'workers' }).fill('5');
  await expect.element(goal()).toHaveTextContent('74 of 60 € a month: over budget by 14');
  await expect
    .element(goal())
    .toHaveTextContent(/Reached: 95 of 100 answers to fast within 400 ms/);
  await expect.element(goal().getByRole('heading')).toHaveTextContent('2 of 2 reached');
  expect(screen.getByText(/Well done/).elements()).toHaveLength(0);
  expect(kept()).toBeUndefined();
});

test('a locked knob shows its value and cannot be turned; of a mystery neither is shown, and nothing tells it', async () => {
  const screen = await open();
  const locked = screen.getByRole('listitem').filter({ hasText: 'routes.home.cpu' });
  await expect.element(locked).toHaveTextContent(/4ms locked/);
  const mystery = screen.getByRole('listitem').filter({ hasText: 'routes.home.wait' });
  await expect.element(mystery).toHaveTextContent(/\? A mystery/);
  await expect.element(mystery).not.toHaveTextContent('150');
  for (const knob of [locked, mystery])
    expect(knob.element().querySelectorAll('input, select, button')).toHaveLength(0);
  const tabs = () =>
    screen
      .getByRole('tab')
      .elements()
      .map((tab) => tab.textContent);
  expect(tabs()).toContain('Logs');
  expect(tabs()).not.toContain('Config');
  await screen.getByRole('button', { name: 'More instruments' }).click();
  await expect.element(screen.getByRole('button', { name: /^Numbers/ })).toBeVisible();
  expect(screen.getByRole('button', { name: /^(Statechart|Script)/ }).elements()).toHaveLength(0);
});

test('after the last hint a way is shown, and is not solved by oneself', async () => {
  const screen = await open();
  expect(screen.getByRole('button', { name: /Show me a way/ }).elements()).toHaveLength(0);
  await expect.element(screen.getByText(/After the last hint/)).toBeVisible();
  await screen.getByRole('button', { name: /hint/i }).click();
  await screen.getByRole('button', { name: /Show me a way/ }).click();
  await expect.element(screen.getByText(/This is a way that was shown/)).toBeVisible();
  await expect.element(goal().getByRole('heading')).toHaveTextContent('✓ Goal reached');
  expect(kept()).toBeUndefined();
  // Away and back again makes it no more one's own; another way does.
  await screen.getByRole('radio', { name: /^off/ }).click();
  await screen.getByRole('radio', { name: /^on/ }).click();
  await expect.element(goal().getByRole('heading')).toHaveTextContent('✓ Goal reached');
  expect(kept()).toBeUndefined();
  await screen.getByRole('radio', { name: /^off/ }).click();
  await screen.getByRole('slider', { name: 'workers' }).fill('4');
  await expect.poll(kept).toMatchObject({ values: [4, 1, 1, 0], solved: true });
});

test('what was found goes along to the sandbox, there and from the last step', async () => {
  const screen = await open();
  await screen.getByRole('radio', { name: /^on/ }).click();
  const link = screen.getByRole('link', { name: 'Take this solution to the sandbox' });
  await expect.element(link).toBeVisible();
  const href = link.element().getAttribute('href');
  expect(href).toMatch(/^#s=1\./);
  await screen.getByRole('button', { name: 'Next →' }).click();
  await expect
    .element(screen.getByRole('link', { name: 'Take my solution to the sandbox' }))
    .toHaveAttribute('href', href ?? '');
  expect(
    screen.getByRole('link', { name: 'Open it in the sandbox' }).element().getAttribute('href'),
  ).not.toBe(href);
});
