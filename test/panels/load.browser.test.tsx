import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { LoadPanel } from '../../src/panels/load/LoadPanel.tsx';
import { latencyPoints, timeScale } from '../../src/panels/load/latencyPoints.ts';
import { MetricsPanel } from '../../src/panels/MetricsPanel.tsx';
import type { Written } from '../../src/panels/written.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import '../../src/stage/palette.css';
import '../../src/app/base.css';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const run = runOf(ONE_HELD);
const [slow, fast] = ONE_HELD.clients as Record<string, unknown>[];
const failing = runOf({ ...ONE_HELD, clients: [slow, { ...fast, patience: '1s' }] });
const threeAtOnce = runOf({ ...ONE_HELD, app: { workers: 3 } });

const random: Written = {
  duration: '20s',
  hosts: { web: { cores: 8 } },
  clients: [{ name: 'visitors', link: 'loopback', arrivals: { rate: '20/s' }, asks: 'home' }],
  front: 'none',
  app: { workers: 4 },
  routes: [{ name: 'home', cpu: '0s', wait: '100ms', waitIs: 'exponential', queries: 0 }],
  database: 'none',
};

/** Where the k-th ended request stands in the plot, px. */
function placeIn(plot: Element, of: typeof run, k: number): { x: number; y: number } {
  const points = latencyPoints(of);
  const scale = timeScale(points.leastUs, points.mostUs, true);
  const box = plot.getBoundingClientRect();
  return {
    x: ((points.endUs[k] as number) / of.endUs) * box.width,
    y: box.height - 4 - scale.placeOf(points.tookUs[k] as number) * (box.height - 8),
  };
}

/** An event of the pointer at a place of the plot: to the pixel, which the driver's own pointer is not where the page is scaled. */
function fire(plot: Element, type: string, { x, y }: { x: number; y: number }): void {
  const box = plot.getBoundingClientRect();
  plot.dispatchEvent(
    new PointerEvent(type, { bubbles: true, clientX: box.left + x, clientY: box.top + y }),
  );
}

test('a dot points at its request and says it; a click selects', async () => {
  const player = playerAt(failing, failing.endUs);
  const onSelect = vi.fn();
  const screen = await render(<LoadPanel run={failing} player={player} onSelect={onSelect} />);
  const plot = screen.getByRole('application', { name: /^Latency over time/ }).element();
  const k = latencyPoints(failing).request.indexOf(1);
  fire(plot, 'pointermove', placeIn(plot, failing, k));
  expect(player.pointer.get()).toEqual({ request: 1, worker: null });
  await expect.element(screen.getByText(/^#2 failed after 1 s, until 2\.00/)).toBeVisible();
  fire(plot, 'click', placeIn(plot, failing, k));
  expect(onSelect).toHaveBeenCalledWith(1);
});

test('what has not been seen can be neither hovered nor walked to', async () => {
  const player = playerAt(run, 0);
  const screen = await render(<LoadPanel run={run} player={player} />);
  const plot = screen
    .getByRole('application', { name: /^Latency over time/ })
    .element() as HTMLElement;
  fire(plot, 'pointermove', placeIn(plot, run, 0));
  plot.focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(player.pointer.get().request).toBeNull();
  player.seek(run.endUs);
  await userEvent.keyboard('{ArrowLeft}');
  await expect.poll(() => player.pointer.get().request).not.toBeNull();
});

test('where theory has nothing to say, one line says why; where it has, its mean stands beside the run’s', async () => {
  const none = await render(<LoadPanel run={run} player={playerAt(run, run.endUs)} />);
  await expect.element(none.getByText(/^No curve of theory: .*Poisson/)).toBeVisible();
  const theirs = runOf(random);
  const some = await render(<LoadPanel run={theirs} player={playerAt(theirs, theirs.endUs)} />);
  await expect
    .element(some.getByText(/M\/M\/4 expects 1\d\d ms on average.*Workers busy 50 %/))
    .toBeVisible();
});

test('the table says what the plots show: its rows add up to all answers', async () => {
  const theirs = runOf(random);
  const screen = await render(<LoadPanel run={theirs} player={playerAt(theirs, theirs.endUs)} />);
  await screen.getByText('Latency and load as tables').click();
  const frame = () =>
    screen.container.querySelector('.panel-load details .panel-window') as HTMLElement;
  await expect.poll(frame).not.toBeNull();
  const answers = new Map<number, number>();
  for (let row = 0; row < 60; row += 5) {
    frame().scrollTop = row * 28;
    await expect
      .poll(() => frame().querySelector(`tr[data-row="${Math.min(row + 9, 59)}"]`))
      .not.toBeNull();
    for (const each of frame().querySelectorAll<HTMLElement>('tr[data-row]'))
      answers.set(Number(each.dataset.row), Number(each.children[1]?.textContent));
  }
  const answered = requestTable(theirs).filter((row) => row.outcome === 'answered').length;
  expect(answers.size).toBe(60);
  expect([...answers.values()].reduce((a, b) => a + b, 0)).toBe(answered);
});

test('the run before stands beside the numbers that changed, in words', async () => {
  const player = playerAt(threeAtOnce, 3_000_000);
  const load = await render(<LoadPanel run={threeAtOnce} player={player} ghost={run} />);
  await expect.element(load.getByText('the run before', { exact: true })).toBeVisible();
  // With one worker #2 still waits at 3 s; with three nobody does.
  await expect.element(load.getByText('0 waiting was 1')).toBeVisible();
  const numbers = await render(<MetricsPanel run={threeAtOnce} player={player} ghost={run} />);
  const queue = () =>
    [...numbers.container.querySelectorAll('.panel-figures > div')].find((each) =>
      each.textContent?.startsWith('Queue, longest'),
    )?.textContent;
  expect(queue()).toContain('was 1');
  await expect.element(numbers.getByText(/^Little’s law/)).toBeVisible();
});
