import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { lanes } from '../../src/insight/lanes.ts';
import { LanesOverTime } from '../../src/panels/LanesOverTime.tsx';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const run = runOf(ONE_HELD);
const held = lanes(run)
  .find((lane) => lane.kind === 'worker')
  ?.spans.find((span) => span.heldByClient);
if (!held) throw new Error('nothing is held in this run');

test('the keyboard walks the stretches; Enter goes there and selects the request', async () => {
  const player = playerAt(run, held.fromUs + 1);
  const onSelect = vi.fn();
  const screen = await render(
    <LanesOverTime run={run} player={player} selected={null} onSelect={onSelect} />,
  );
  const plot = screen.getByRole('application', { name: 'Lanes over time' });
  plot.element().focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect
    .element(screen.getByText(/^worker 1: #1: held by a client that sends slowly, .* so far$/))
    .toBeVisible();
  await userEvent.keyboard('{ArrowLeft}{Enter}');
  expect(player.get().atUs).toBe(held.fromUs);
  expect(onSelect).toHaveBeenCalledWith(0);
});

test('what is still to come is neither drawn nor told', async () => {
  const player = playerAt(run, held.fromUs + 100_000);
  const screen = await render(
    <LanesOverTime run={run} player={player} selected={null} onSelect={() => {}} />,
  );
  const plot = screen.getByRole('application').element() as HTMLElement;
  const box = plot.getBoundingClientRect();
  await userEvent.hover(plot, { position: { x: box.width * 0.9, y: box.height - 5 } });
  await expect.element(screen.getByText(/^not yet/)).toBeVisible();
  const past = plot.querySelector('.panel-plot-past') as HTMLElement;
  const share = Number.parseFloat(plot.style.getPropertyValue('--panel-at')) / 100;
  expect(share).toBeCloseTo(player.get().atUs / run.endUs, 3);
  expect(getComputedStyle(past).clipPath).toContain('inset');
});

test('a worker held by its client is painted in its own colour, and hatched', async () => {
  document.documentElement.style.setProperty('--hold', 'rgb(200, 80, 0)');
  document.documentElement.style.setProperty('--surface', 'rgb(255, 255, 255)');
  const screen = await render(
    <LanesOverTime
      run={run}
      player={playerAt(run, run.endUs)}
      selected={null}
      onSelect={() => {}}
    />,
  );
  const canvas = screen.container.querySelector<HTMLCanvasElement>('.panel-plot-past canvas');
  const colours = () => {
    const width = canvas?.width ?? 0;
    const x = Math.floor(((held.fromUs + held.untilUs) / 2 / run.endUs) * width);
    const y = (canvas?.height ?? 0) - 12;
    const pixels = canvas?.getContext('2d')?.getImageData(x, y, 20, 1).data ?? [];
    return new Set(
      Array.from({ length: 20 }, (_, i) => [...pixels].slice(i * 4, i * 4 + 3).join()),
    );
  };
  await expect.poll(() => colours().has('200,80,0')).toBe(true);
  expect(colours().size).toBeGreaterThan(1);
});

test('the same stands in a table, as far as time has come', async () => {
  const player = playerAt(run, held.fromUs + 1_000_000);
  const screen = await render(
    <LanesOverTime run={run} player={player} selected={null} onSelect={() => {}} />,
  );
  await screen.getByText('Workers over time as a table').click();
  await expect
    .element(screen.getByRole('cell', { name: '#1: held by a client that sends slowly' }))
    .toBeVisible();
  await expect.element(screen.getByRole('cell', { name: '1 s so far' })).toBeVisible();
  expect(screen.getByRole('button', { name: '#2' }).elements()).toHaveLength(0);
});

test('zoom shows less of the run and follows the moment', async () => {
  const player = playerAt(run, 5_000_000);
  const screen = await render(
    <LanesOverTime run={run} player={player} selected={null} onSelect={() => {}} />,
  );
  const tick = () => screen.container.querySelector('.panel-axis-ticks span')?.textContent;
  expect(tick()).toBe('0 s');
  await screen.getByRole('button', { name: /^Zoom in/ }).click();
  expect(tick()).toBe('3 s');
  player.seek(500_000);
  await expect.poll(tick).toBe('0 s');
});
