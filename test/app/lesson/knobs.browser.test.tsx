import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { keep } from '../../../src/app/shell/deviceMemory.ts';
import { KnobPage, knobLesson } from './knobLesson.tsx';

const lesson = knobLesson('knobs');

beforeEach(() => page.viewport(1440, 900));
afterEach(async () => {
  await cleanup(); // a page that is still there keeps what was given
  keep('lesson.knobs', null);
  localStorage.clear();
});

/** Opens the lesson at the address; `query` from `?` on. */
async function open(step: number, query = '') {
  window.location.hash = `#/lesson/knobs/step-${step}${query}`;
  return render(<KnobPage lesson={lesson} />);
}

const watched = () => page.getByRole('table', { name: 'Before and now' });
const workersOnStage = () => document.querySelectorAll('.stage-lanes > li').length;

test('a knob that is turned is the run on the stage, the number beside it, and can be taken back', async () => {
  const screen = await open(3);
  const workers = screen.getByRole('slider', { name: 'workers' });
  await expect.element(workers).toHaveAttribute('aria-valuetext', '3');
  await expect.poll(workersOnStage).toBe(3);
  workers.element().focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(workers).toHaveAttribute('aria-valuetext', '4');
  await expect.poll(workersOnStage).toBe(4);
  await expect.element(watched().getByRole('row', { name: /^workers 3 4/ })).toBeVisible();
  await expect.element(workers).toHaveFocus();
  // The ear is told once it rests.
  await expect
    .poll(() => [...document.querySelectorAll('[role=status]')].map((e) => e.textContent).join())
    .toMatch(/workers: now 4, before 3/);
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(workersOnStage).toBe(3);
  await expect
    .element(screen.getByRole('button', { name: 'As it was' }))
    .toHaveAttribute('aria-disabled', 'true');
});

test('the moment stays where it is when a knob is turned', async () => {
  const screen = await open(3, '?at=6000000us');
  await expect.element(screen.getByRole('slider', { name: 'workers' })).toBeVisible();
  const clock = () => document.querySelector('.panel-clock')?.textContent ?? '';
  await expect.poll(clock).toMatch(/t = 6\.0/);
  await screen.getByRole('radio', { name: 'on' }).click();
  await expect.element(watched().getByText(/shorter/)).toBeVisible();
  expect(clock()).toMatch(/t = 6\.0/);
});

test('a setting of a part that was taken away says that it has no effect', async () => {
  const screen = await open(3);
  await screen.getByRole('radio', { name: 'nothing' }).click();
  await expect
    .element(screen.getByText('Without effect as long as “in front” is “nothing”.'))
    .toBeVisible();
  await expect.poll(() => document.querySelector('[data-tier=front]')).toBeNull();
  await screen.getByRole('radio', { name: 'on' }).click();
  await expect.poll(() => document.querySelector('[data-tier=front]')).toBeNull();
  expect(screen.getByText(/does not go together/).elements()).toHaveLength(0);
});

test('values that do not go together are told at the knob, and the run before stays', async () => {
  const screen = await open(3);
  await screen.getByRole('radio', { name: 'on' }).click();
  await expect.element(watched().getByText(/shorter/)).toBeVisible();
  const before = watched()
    .getByRole('row', { name: /^answers to fast: 95 of 100/ })
    .element().textContent;
  await screen.getByRole('radio', { name: 'Apache' }).click();
  const collects = screen.getByRole('listitem').filter({ hasText: 'nginx collects requests' });
  await expect.element(collects.getByText(/does not go together/)).toBeVisible();
  await expect.element(collects.getByText(/front\.proxy_request_buffering/).last()).toBeVisible();
  expect(
    watched()
      .getByRole('row', { name: /^answers to fast: 95 of 100/ })
      .element().textContent,
  ).toBe(before);
  await screen.getByRole('radio', { name: 'off' }).click();
  await expect.element(screen.getByRole('heading', { name: /Apache/ })).toBeVisible();
});

test('a link keeps the knobs; one that does not fit is told and changes nothing', async () => {
  const good = await open(3, '?set=1.1.6.1');
  await expect.poll(workersOnStage).toBe(8);
  await expect.element(good.getByRole('radio', { name: 'on' })).toBeChecked();
  await expect.poll(() => window.location.hash).toBe('#/lesson/knobs/step-3');
  await good.unmount();
  keep('lesson.knobs', null);
  const bad = await open(3, '?set=1.1.99.1');
  await expect
    .element(bad.getByText(/set=1\.1\.99\.1: number 3 \(app\.workers\) must be from 1 to 6/))
    .toBeVisible();
  await expect.poll(workersOnStage).toBe(3);
});

test('knobs stand where they were left when the lesson is opened again', async () => {
  const first = await open(3);
  await first.getByRole('slider', { name: 'workers' }).fill('4');
  await expect.poll(workersOnStage).toBe(6);
  await first.unmount();
  await open(3);
  await expect.poll(workersOnStage).toBe(6);
});

test('a step offers its own instruments, the first open, and its captions speak in the narrator’s place', async () => {
  const screen = await open(2, '?at=3000000us');
  await expect.element(screen.getByRole('tab', { selected: true })).toHaveTextContent('Events');
  expect(screen.getByRole('tab').elements()).toHaveLength(2);
  const caption = () => document.querySelector('.app-caption p')?.textContent ?? '';
  await expect.poll(caption).toMatch(/The first photo sets out/);
  await screen.getByRole('button', { name: 'Skip to the end' }).click();
  await expect.poll(caption).toMatch(/Two of 3 workers are held/);
});
