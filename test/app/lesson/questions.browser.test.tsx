import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { keep } from '../../../src/app/shell/deviceMemory.ts';
import { everyKind } from '../../lesson/everyKind.ts';
import { drag, placeIn } from './fingers.ts';
import { KnobPage as LessonAtAddress } from './knobLesson.tsx';

const ID = 'questions';
const lesson = everyKind(() => {}, ID);
const numberOf = (step: string): number => lesson.steps.findIndex(({ id }) => id === step) + 1;

beforeEach(() => page.viewport(1440, 900));
afterEach(async () => {
  await cleanup(); // a page that is still there keeps what was given
  keep(`lesson.${ID}`, null);
  localStorage.clear();
  vi.restoreAllMocks();
});

/** Opens the lesson at a step, as whoever presents it: every step is open. */
async function open(step: string, query = '?skip=yes') {
  window.location.hash = `#/lesson/${ID}/step-${numberOf(step)}${query}`;
  return render(<LessonAtAddress lesson={lesson} />);
}

/** What is there after the page was loaded again. */
async function reload() {
  await cleanup();
  return render(<LessonAtAddress lesson={lesson} />);
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const one = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

describe('point at a tier', () => {
  const pane = () => one('.app-stagePane');
  /** Stage and question come each in its own time. */
  async function arrived() {
    await expect.element(page.getByRole('group', { name: /^tcp socket/ })).toBeVisible();
    await expect.element(page.getByRole('radio', { name: /the socket/ })).toBeVisible();
  }

  test('a press on the stage is the answer', async () => {
    await open('where');
    await arrived();
    await drag('mouse', placeIn(one('[data-tier="socket"]')));
    await expect.element(page.getByRole('radio', { name: /the socket/ })).toBeChecked();
    expect(pane().dataset.pointedTier).toBe('socket');
    await drag('mouse', placeIn(one('[data-tier="database"] h2')));
    await expect.element(page.getByRole('radio', { name: 'the database' })).toBeChecked();
    // One that is no option stays as it is.
    await drag('mouse', placeIn(one('[data-tier="app"] h2')));
    await expect.element(page.getByRole('radio', { name: 'the database' })).toBeChecked();
  });

  test('a press on a request means the tier that it is in, and opens nothing', async () => {
    await open('where', '?skip=yes&at=1000000us');
    await arrived();
    const inSocket = () => {
      const { left, right, top, bottom } = one('[data-tier="socket"]').getBoundingClientRect();
      return [...document.querySelectorAll('.stage-token')].find((token) => {
        const box = token.getBoundingClientRect();
        return box.left > left && box.right < right && box.top > top && box.bottom < bottom;
      });
    };
    await expect.poll(inSocket).toBeDefined();
    await drag('mouse', placeIn(inSocket() as Element));
    await expect.element(page.getByRole('radio', { name: /the socket/ })).toBeChecked();
    expect(document.querySelector('.app-side')?.getAttribute('data-selected')).toBe('false');
  });

  test('with the keys each tier is lit as it is chosen; once given, the stage is no answer any more', async () => {
    await open('where');
    await arrived();
    page.getByRole('radio', { name: 'the front server' }).element().focus();
    expect(pane().dataset.pointedTier).toBe('front');
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByRole('radio', { name: /the socket/ })).toBeChecked();
    expect(pane().dataset.pointedTier).toBe('socket');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Your guess is kept.')).toBeVisible();
    expect(pane().dataset.pointedTier).toBeUndefined();
    expect(pane().dataset.asks).toBeUndefined();
  });

  test('by touch', async () => {
    await page.viewport(390, 844);
    await open('where');
    await arrived();
    const tier = one('[data-tier="database"]');
    tier.scrollIntoView({ block: 'center' });
    await drag('finger', placeIn(tier));
    const radio = page.getByRole('radio', { name: 'the database' });
    await expect.element(radio).toBeChecked();
    // What was chosen comes back into sight.
    await expect
      .poll(() => {
        const { top, bottom } = radio.element().getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight;
      })
      .toBe(true);
  });
});

describe('a number', () => {
  test('what cannot be read says what to write; what can outlives a reload', async () => {
    await open('how-long');
    const field = page.getByRole('textbox', { name: /How long/ });
    await field.fill('soon');
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    await expect.element(button('Run it and see')).toBeDisabled();
    await field.fill('700ms');
    await expect.element(button('Run it and see')).toBeEnabled();
    // What is no number is not the number that stood there before.
    await field.fill('700');
    await expect.element(button('Run it and see')).toBeDisabled();
    await field.fill('700ms');
    await reload();
    await expect.element(page.getByRole('textbox', { name: /How long/ })).toHaveValue('700 ms');
    page
      .getByRole('textbox', { name: /How long/ })
      .element()
      .focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/Step 4 of 13/)).toBeVisible();
  });

  test('is set against what happened as two bars', async () => {
    await open('how-long');
    await page.getByRole('textbox', { name: /How long/ }).fill('390ms');
    await button('Run it and see').click();
    await cleanup();
    await open('why');
    const shown = page.getByRole('region', { name: 'Your guess and what happened' });
    await expect.element(shown.getByText('✗ 390 ms')).toBeVisible();
    await expect.element(shown.getByText('780 ms')).toBeVisible();
    const [guess, truth] = [...document.querySelectorAll<HTMLElement>('.app-bar2 > span')];
    expect(Number.parseFloat(guess?.style.width ?? '')).toBeCloseTo(50, 0);
    expect(truth?.style.width).toBe('100%');
  });
});

describe('an order', () => {
  const rows = () =>
    [...document.querySelectorAll('.app-order .app-orderText')].map((e) => e.textContent);
  const AS_WRITTEN = ['one worker', 'four workers', 'two workers'];
  const arrived = () => expect.poll(rows).toEqual(AS_WRITTEN);

  test('with buttons and arrow keys: the focus stays, and each move is told', async () => {
    await open('which-first');
    await arrived();
    await button('one worker, 1 of 3: move down').click();
    expect(rows()).toEqual(['four workers', 'one worker', 'two workers']);
    await expect.element(button('one worker, 2 of 3: move down')).toHaveFocus();
    await expect.element(page.getByText('one worker: now 2 of 3')).toBeInTheDocument();
    await userEvent.keyboard('{ArrowDown}');
    expect(rows()).toEqual(['four workers', 'two workers', 'one worker']);
    await expect.element(button('one worker, 3 of 3: move down')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(page.getByText('one worker: stays 3 of 3')).toBeInTheDocument();
    await userEvent.keyboard('{Home}');
    expect(rows()).toEqual(['one worker', 'four workers', 'two workers']);
  });

  test.each(['mouse', 'finger'] as const)('a row is dragged to its place by %s', async (by) => {
    if (by === 'finger') await page.viewport(390, 844);
    await open('which-first');
    await arrived();
    const grip = one('[data-row="0"] [data-grip]');
    grip.scrollIntoView({ block: 'center' });
    const target = one('[data-row="2"]');
    await drag(by, placeIn(grip), placeIn(target, 0.9, 0.8));
    await expect.poll(rows).toEqual(['four workers', 'two workers', 'one worker']);
    expect(one('[data-row="0"]').style.transform).toBe('');
  });

  test('a finger on the words of a row scrolls, and moves nothing', async () => {
    await page.viewport(390, 844);
    await open('which-first');
    await arrived();
    const words = one('[data-row="0"] .app-orderText');
    words.scrollIntoView({ block: 'center' });
    await drag('finger', placeIn(words), placeIn(one('[data-row="2"]'), 0.3, 0.8));
    expect(rows()).toEqual(AS_WRITTEN);
  });

  test('outlives a reload, and is set against the order that was measured', async () => {
    await open('which-first');
    await arrived();
    await button('four workers, 2 of 3: move up').click();
    await reload();
    await expect.poll(rows).toEqual(['four workers', 'one worker', 'two workers']);
    await button('That is my guess').click();
    await expect.element(page.getByText('Your guess is kept.')).toBeVisible();
    expect(document.querySelectorAll('.app-orderMove')).toHaveLength(0);
    await button('Next →').click();
    const shown = page.getByRole('region', { name: 'Your guess and what happened' });
    await expect.element(shown.getByText('✗ 1 of 3 in its place.')).toBeVisible();
    const [yours, truth] = [...document.querySelectorAll('.app-orderReveal ol')].map((list) =>
      [...list.children].map((row) => row.textContent),
    );
    expect(yours).toEqual([
      'four workers✓ so it is',
      'one worker↓ 1belongs 1 lower',
      'two workers↑ 1belongs 1 higher',
    ]);
    expect(truth).toEqual(['four workers235 ms', 'two workers379 ms', 'one worker780 ms']);
  });

  test('may be given as it stands', async () => {
    await open('which-first');
    await arrived();
    await button('That is my guess').click();
    await expect.element(page.getByText('Your guess is kept.')).toBeVisible();
  });
});

describe('a curve', () => {
  const sliders = () => page.getByRole('slider', { name: /95 of 100 answers within/ });
  const texts = () =>
    sliders()
      .elements()
      .map((slider) => slider.getAttribute('aria-valuetext'));
  /** To 50 ms: a pointer stands on whole pixels. */
  const about = () =>
    sliders()
      .elements()
      .map((slider) =>
        slider.getAttribute('aria-valuetext') === NOT
          ? NOT
          : Math.round(Number(slider.getAttribute('aria-valuenow')) / 50_000) * 50,
      );
  const plot = () => one('.app-curvePlot');
  const arrived = () =>
    expect.poll(() => document.querySelector('[data-kind="given"]')).not.toBeNull();
  const NOT = 'not drawn yet';
  /** Share of the width at which a point stands. */
  const x = (point: number) => (point + 0.5) / 5;

  test('nothing but what is given is simulated before the guess', async () => {
    const measured = vi.spyOn(performance, 'measure');
    const simulated = () => measured.mock.calls.filter(([name]) => name === 'simulate').length;
    await open('curve');
    await arrived();
    expect(simulated()).toBe(2); // the step's run, and the first point
    await drag('mouse', placeIn(plot(), x(1), 0.5), placeIn(plot(), x(4), 0.8));
    await button('That is my guess').click();
    expect(simulated()).toBe(2);
    await button('Next →').click();
    await expect.element(page.getByText(/what happened/).first()).toBeVisible();
    await expect.poll(simulated).toBe(6);
  });

  test.each(['mouse', 'finger'] as const)(
    'is painted by %s, half of it outlives a reload',
    async (by) => {
      if (by === 'finger') await page.viewport(390, 844);
      await open('curve');
      await arrived();
      expect(texts()).toEqual([NOT, NOT, NOT, NOT]);
      plot().scrollIntoView({ block: 'center' });
      await drag(by, placeIn(plot(), x(1), 0.5), placeIn(plot(), x(2), 0.75));
      await expect.poll(about).toEqual([500, 250, NOT, NOT]);
      await expect.element(button('That is my guess')).toBeDisabled();
      await reload();
      await arrived();
      expect(about()).toEqual([500, 250, NOT, NOT]);
      plot().scrollIntoView({ block: 'center' });
      await drag(by, placeIn(plot(), x(3), 0.8), placeIn(plot(), x(4), 0.9));
      await expect.poll(about).toEqual([500, 250, 200, 100]);
      await expect.element(button('That is my guess')).toBeEnabled();
    },
  );

  test('a point that is drawn is dragged alone', async () => {
    await open('curve');
    await arrived();
    await drag('mouse', placeIn(plot(), x(1), 0.5), placeIn(plot(), x(4), 0.5));
    await expect.poll(about).toEqual([500, 500, 500, 500]);
    await drag('mouse', placeIn(plot(), x(2), 0.5), placeIn(plot(), x(3), 0.2));
    await expect.poll(about).toEqual([500, 800, 500, 500]);
  });

  test('each point is a slider for the keys; the one that is given is not', async () => {
    await open('curve');
    await arrived();
    expect(sliders().elements()).toHaveLength(4);
    (sliders().nth(0).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}'); // from where the given point stands, 780 ms
    expect(texts()[0]).toBe('770 ms');
    await userEvent.keyboard('{PageDown}');
    expect(texts()[0]).toBe('670 ms');
    await userEvent.keyboard('{Home}');
    expect(texts()[0]).toBe('0 µs');
    await userEvent.keyboard('{End}{ArrowUp}');
    expect(texts()[0]).toBe('1 s');
    await expect
      .element(sliders().nth(0))
      .toHaveAccessibleName('95 of 100 answers within, 2 workers');
  });

  test('the table says and takes the same', async () => {
    await open('curve');
    await arrived();
    await page.getByText('As a table', { exact: true }).click();
    await expect.element(page.getByRole('cell', { name: '780 ms (given)' })).toBeVisible();
    const field = page.getByRole('textbox', { name: /, 3 workers/ });
    await field.fill('2s');
    await expect.element(page.getByText('the drawing ends at 1 s')).toBeVisible();
    await field.fill('300ms');
    await expect.poll(texts).toEqual([NOT, '300 ms', NOT, NOT]);
  });

  test('is set against the true one in words, in one picture and in a table', async () => {
    await open('curve');
    await arrived();
    await drag(
      'mouse',
      placeIn(plot(), x(1), 0.62),
      placeIn(plot(), x(2), 0.72),
      placeIn(plot(), x(4), 0.4),
    );
    await button('That is my guess').click();
    await button('Next →').click();
    await expect
      .element(
        page.getByText(/You were about right up to 3 workers; past that you drew too much\./),
      )
      .toBeVisible();
    await expect
      .element(page.getByText(/Furthest off at 6 workers: you drew (59|60|61)\d ms, it is 175 ms/))
      .toBeVisible();
    expect(document.querySelectorAll('.app-curveLine polyline')).toHaveLength(2);
    await page.getByText('As a table', { exact: true }).click();
    await expect
      .element(page.getByRole('row', { name: /^6 (59|60|61)\d ms 175 ms$/ }))
      .toBeVisible();
  });

  test('whoever passed it over sees what happened alone', async () => {
    await open('curve-shown');
    await expect.element(page.getByText(/There is no guess of yours/)).toBeVisible();
    await expect.poll(() => document.querySelectorAll('.app-curveLine polyline').length).toBe(1);
    expect(document.body.textContent).not.toContain('Not quite');
  });
});
