import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { capacityCurve } from '../../../src/experiment/capacity.ts';
import { CapacityPanel, type StartCapacity } from '../../../src/panels/capacity/CapacityPanel.tsx';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import '../../../src/stage/palette.css';

function scenarioOf(written: Record<string, unknown>): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

const markov = scenarioOf({
  clients: [{ arrivals: { rate: '10/s' } }],
  app: { workers: 1 },
  routes: [{ cpu: '0s', wait: '50ms', waitIs: 'exponential' }],
  database: 'none',
});

/** The real experiment, a step at each turn of the page. */
function runner(scenario: Scenario, isHeld = { now: false }): StartCapacity {
  return (on) => {
    const experiment = capacityCurve(scenario, { seeds: 2, requests: 150, points: 8 });
    const timer = setInterval(() => {
      for (let n = 0; n < 40 && !isHeld.now; n++) {
        const step = experiment.next();
        if (step.done) {
          clearInterval(timer);
          on.onDone(step.value);
          return;
        }
        on.onProgress(step.value);
      }
    });
    return () => clearInterval(timer);
  };
}

test('a click measures; what comes of it stands as words, picture and table', async () => {
  const screen = await render(<CapacityPanel scenario={markov} start={runner(markov)} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  const status = screen.getByRole('status');
  await expect.element(status, { timeout: 20_000 }).toHaveTextContent(/^Holds up to 1\d(\.\d)?\/s/);
  await expect.element(status).toHaveTextContent(/Used up are the workers/);
  await expect.element(screen.getByText(/^Dashed: M\/M\/1/)).toBeVisible();
  await screen.getByText('Figures as a table').click();
  const table = screen.getByRole('table');
  const marks = screen.container.querySelectorAll('svg .panel-capacity-p95 .panel-capacity-mark');
  // One mark for each row, and one beside the line's name.
  expect(marks.length).toBe(table.getByRole('row').elements().length);
});

test('the curve is walked with arrow keys; the table and the words follow', async () => {
  const screen = await render(<CapacityPanel scenario={markov} start={runner(markov)} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  const slider = screen.getByRole('slider', { name: 'Load looked at' });
  await expect.element(slider, { timeout: 20_000 }).toBeVisible();
  (slider.element() as HTMLInputElement).focus();
  await userEvent.keyboard('{Home}');
  await expect
    .element(slider)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/^1\/s \(0\.1 ×\) · p50 /));
  await userEvent.keyboard('{ArrowRight}');
  const chosen = screen.container.querySelector('tr[data-chosen] th')?.textContent ?? '';
  expect(chosen).not.toMatch(/^1\/s/);
  expect(slider.element().getAttribute('aria-valuetext')).toContain(chosen);
});

test('each population can be looked at by itself; the one that suffers is shown first', async () => {
  const mixed = scenarioOf({
    clients: [
      { name: 'slow', pace: { bodyOver: '4s' }, asks: 'upload', arrivals: { rate: '20/min' } },
      { name: 'quick', asks: 'home', arrivals: { rate: '20/min' } },
    ],
    front: 'none',
    app: { workers: 2 },
    routes: [{ name: 'home' }, { name: 'upload', method: 'POST', body: '90kB' }],
    database: 'none',
  });
  const screen = await render(<CapacityPanel scenario={mixed} start={runner(mixed)} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  const who = screen.getByRole('combobox', { name: 'Latency of' });
  await expect.element(who, { timeout: 14_000 }).toHaveValue('1');
  await expect.element(screen.getByRole('status')).toHaveTextContent(/requests of “quick” take/);
  const slider = screen.getByRole('slider', { name: 'Load looked at' });
  (slider.element() as HTMLInputElement).focus();
  await userEvent.keyboard('{Home}');
  expect(slider.element().getAttribute('aria-valuetext')).toMatch(/p50 \d+ ms/);
  await who.selectOptions('slow');
  await expect
    .element(slider)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/p50 4(\.\d)? s/));
});

test('measuring shows how far it is and can be cancelled; the focus stays', async () => {
  const isHeld = { now: false };
  const screen = await render(<CapacityPanel scenario={markov} start={runner(markov, isHeld)} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  const bar = screen.getByRole('progressbar', { name: 'Measuring' });
  await expect.poll(() => (bar.element() as HTMLProgressElement).value).toBeGreaterThan(0.01);
  isHeld.now = true;
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(bar).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Measure capacity' })).toHaveFocus();
});

test('other settings end a measurement; a curve of earlier ones is marked as such', async () => {
  const stop = vi.fn();
  const other = scenarioOf({ ...{ seed: 9 } });
  const screen = await render(<CapacityPanel scenario={markov} start={() => stop} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  await screen.rerender(<CapacityPanel scenario={other} start={() => stop} />);
  expect(stop).toHaveBeenCalled();
  await expect.element(screen.getByRole('progressbar')).not.toBeInTheDocument();

  await screen.rerender(<CapacityPanel scenario={markov} start={runner(markov)} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  await expect
    .element(screen.getByRole('button', { name: 'Measure again' }), { timeout: 20_000 })
    .toBeVisible();
  await screen.rerender(<CapacityPanel scenario={other} start={() => stop} />);
  await expect.element(screen.getByText('This is the curve of earlier settings.')).toBeVisible();
});

test('why there is no curve is said', async () => {
  const start: StartCapacity = (on) => {
    queueMicrotask(() => on.onFailed('app.workers: is too much'));
    return () => {};
  };
  const screen = await render(<CapacityPanel scenario={markov} start={start} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Not measured: app.workers: is too much');
});

test('what always fails has a table without latencies, and no knee', async () => {
  const crash = scenarioOf({ routes: [{ effect: 'crash' }] });
  const screen = await render(<CapacityPanel scenario={crash} start={runner(crash)} />);
  await screen.getByRole('button', { name: 'Measure capacity' }).click();
  await expect
    .element(screen.getByRole('status'), { timeout: 20_000 })
    .toHaveTextContent(/does not even hold the lightest load/);
  expect(screen.container.textContent).not.toMatch(/NaN|Infinity|undefined/);
  expect(screen.container.querySelector('.panel-capacity-knee')).toBeNull();
});
