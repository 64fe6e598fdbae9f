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

test('Ctrl and the wheel zoom round the pointer, Shift moves along, and the bare wheel is left to the page', async () => {
  const player = playerAt(run, 1_000_000);
  const screen = await render(
    <LanesOverTime run={run} player={player} selected={null} onSelect={() => {}} />,
  );
  const plot = screen.getByRole('application').element() as HTMLElement;
  const box = plot.getBoundingClientRect();
  const tick = () => screen.container.querySelector('.panel-axis-ticks span')?.textContent;
  const wheel = (init: WheelEventInit) => {
    const event = new WheelEvent('wheel', {
      bubbles: true,
      cancelable: true,
      clientX: box.left + box.width / 2,
      ...init,
    });
    plot.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect(wheel({ deltaY: 100 })).toBe(false);
  expect(tick()).toBe('0 s');
  expect(wheel({ deltaY: -1000, ctrlKey: true })).toBe(true);
  // The middle of six seconds stays where it is: what is left of the run lies round 3 s.
  await expect.poll(tick).toMatch(/^2\.9/);
  expect(wheel({ deltaY: 100_000, shiftKey: true })).toBe(true);
  await expect.poll(tick).toMatch(/^5\.9/);
  plot.focus();
  await userEvent.keyboard('0');
  await expect.poll(tick).toBe('0 s');
});

test('the run before is drawn below each lane, and named', async () => {
  document.documentElement.style.setProperty('--hold', 'rgb(200, 80, 0)');
  const free = runOf({ ...ONE_HELD, clients: [(ONE_HELD.clients as unknown[])[1]] });
  const screen = await render(
    <LanesOverTime
      run={free}
      ghost={run}
      player={playerAt(free, free.endUs)}
      selected={null}
      onSelect={() => {}}
    />,
  );
  await expect.element(screen.getByText('pale strip: the run before')).toBeVisible();
  const canvas = screen.container.querySelector<HTMLCanvasElement>('.panel-plot-past canvas');
  const inkAt = (fromFoot: number) => {
    const ratio = window.devicePixelRatio;
    const x = Math.floor((2_000_000 / free.endUs) * (canvas?.width ?? 0));
    const y = (canvas?.height ?? 0) - Math.round(fromFoot * ratio);
    return canvas?.getContext('2d')?.getImageData(x, y, 1, 1).data[3] ?? 0;
  };
  // At 2 s its worker is idle now; before, a slow client held it.
  await expect.poll(() => inkAt(3)).toBeGreaterThan(0);
  expect(inkAt(12)).toBe(0);
});

test('a hundred thousand stretches are painted within a frame or two', async () => {
  const { drawLanes } = await import('../../src/panels/drawLanes.ts');
  const spans = Array.from({ length: 100_000 }, (_, k) => ({
    fromUs: k * 100,
    untilUs: k * 100 + 60,
    state: 'running' as const,
    request: k,
    heldByClient: false,
    words: '',
  }));
  const lane = {
    key: 'w',
    label: 'worker 1',
    kind: 'worker' as const,
    actor: 0,
    process: 0,
    spans,
  };
  const canvas = document.createElement('canvas');
  canvas.width = 900;
  canvas.height = 20;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  let rects = 0;
  const fillRect = pen.fillRect.bind(pen);
  pen.fillRect = (...args) => {
    rects++;
    fillRect(...args);
  };
  const view = { fromUs: 0, untilUs: 10_000_000 };
  drawLanes(
    { pen, widthPx: 900, heightPx: 20, ink: () => 'rgb(0, 0, 200)' },
    { lanes: [lane], before: null, view },
  );
  // One rectangle a pixel's column at most, and each as tall as the worker was busy: 60 %.
  expect(rects).toBeLessThanOrEqual(901);
  const alphas = pen.getImageData(450, 0, 1, 19).data.filter((_, i) => i % 4 === 3);
  const inked = [...alphas].filter((a) => a > 128).length;
  expect(inked / 19).toBeCloseTo(0.6, 1);
});
