import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Run } from '../../src/insight/shapes.ts';
import { EventTable } from '../../src/panels/EventTable.tsx';
import { LanesOverTime } from '../../src/panels/LanesOverTime.tsx';
import { RequestsPanel } from '../../src/panels/requests/RequestsPanel.tsx';
import type { Written } from '../../src/panels/written.ts';
import type { Player } from '../../src/player/player.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT } from '../../src/recording/vocabulary.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import '../../src/stage/palette.css';
import '../../src/app/base.css';
import { uploads } from './harness/uploads.ts';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const run = runOf(uploads);
const requests = requestTable(run);

const view = (of: Run, player: Player, selected: number | null = null) => ({
  run: of,
  player,
  selected,
  onSelect: vi.fn(),
  ghost: null,
  edit: null,
});

const numbersOf = (container: Element) =>
  [...container.querySelectorAll<HTMLElement>('tr[data-request]')].map((row) =>
    Number(row.dataset.request),
  );

test('only what has started by the watched moment stands in the table', async () => {
  const atUs = run.endUs / 2;
  const player = playerAt(run, atUs);
  const screen = await render(<RequestsPanel {...view(run, player)} />);
  const started = requests.filter((row) => row.startUs <= atUs).length;
  expect(started).toBeLessThan(requests.length);
  const table = screen.getByRole('grid', { name: 'Requests and where their time goes' });
  await expect.element(table).toHaveAttribute('aria-rowcount', String(started + 1));
  expect(screen.getByRole('row').elements().length).toBeLessThan(60);
});

test('pointing at a row of the table lights the request in the lanes, and the other way round', async () => {
  const held = runOf(ONE_HELD);
  const player = playerAt(held, held.endUs);
  const screen = await render(
    <>
      <LanesOverTime {...view(held, player)} />
      <RequestsPanel {...view(held, player)} />
    </>,
  );
  const row = () => screen.container.querySelector('tr[data-request="0"]') as HTMLElement;
  await expect.poll(row).not.toBeNull();
  // The sheet for what is lit is the last canvas of the past.
  const lit = [
    ...screen.container.querySelectorAll<HTMLCanvasElement>('.panel-lanes-plot canvas'),
  ].at(-1);
  const inked = () =>
    (lit?.getContext('2d')?.getImageData(0, 0, lit.width, lit.height).data ?? []).some(
      (v) => v > 0,
    );
  expect(inked()).toBe(false);
  await userEvent.hover(row());
  expect(player.pointer.get()).toEqual({ request: 0, worker: null });
  await expect.poll(inked).toBe(true);
  expect(row().hasAttribute('data-lit')).toBe(true);

  const plot = screen.getByRole('application', { name: 'Lanes over time' }).element();
  const box = plot.getBoundingClientRect();
  // #1 holds the only worker, whose lane is the last, from 0.1 s to some 3 s of 6 s.
  await userEvent.hover(plot, { position: { x: box.width / 4, y: box.height - 5 } });
  expect(player.pointer.get()).toEqual({ request: 0, worker: 0 });
  await expect.element(screen.getByText(/^worker 1: #1: held by a client/)).toBeVisible();
  await expect.poll(() => row().hasAttribute('data-lit')).toBe(true);
  await userEvent.unhover(plot);
  expect(player.pointer.get()).toEqual({ request: null, worker: null });
});

test('the table is sorted by any column and filtered by text, outcome and slowness', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(<RequestsPanel {...view(run, player)} />);
  const tookUs = (r: number) => (requests[r]?.endUs ?? run.endUs) - (requests[r]?.startUs ?? 0);
  await screen.getByRole('button', { name: 'time' }).click();
  await screen.getByRole('button', { name: 'time' }).click();
  await expect
    .element(screen.getByRole('columnheader', { name: /^time/ }))
    .toHaveAttribute('aria-sort', 'descending');
  const longest = requests.map((row) => tookUs(row.id)).sort((a, b) => b - a);
  await expect
    .poll(() => numbersOf(screen.container).slice(0, 5).map(tookUs))
    .toEqual(longest.slice(0, 5));

  await screen.getByRole('searchbox').fill('#7');
  await expect.poll(() => numbersOf(screen.container)).toEqual([6]);
  await screen.getByRole('searchbox').fill('');
  await screen.getByRole('checkbox', { name: 'slowest 5 %' }).click();
  const over = requests.filter((row) => row.endUs !== null).length;
  const slow = Math.ceil(over * 0.05);
  await expect
    .poll(() => screen.getByText(/so far/).element().textContent)
    .toContain(`, ${slow.toLocaleString('en')} shown`);
});

test('arrow keys walk the rows, Enter selects one', async () => {
  const player = playerAt(run, run.endUs);
  const props = view(run, player);
  const screen = await render(<RequestsPanel {...props} />);
  const frame = screen.container.querySelector('.panel-window') as HTMLElement;
  frame.focus();
  await userEvent.keyboard('{Home}{ArrowDown}{ArrowDown}');
  await expect.poll(() => (document.activeElement as HTMLElement).dataset.row).toBe('2');
  expect(player.pointer.get().request).toBe(2);
  await userEvent.keyboard('{Enter}');
  expect(props.onSelect).toHaveBeenCalledWith(2);
  await userEvent.keyboard('{End}');
  await expect
    .poll(() => (document.activeElement as HTMLElement).dataset.row)
    .toBe(String(requests.length - 1));
});

test('bars of a row cover its life and nothing else, on its own scale', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(<RequestsPanel {...view(run, player)} />);
  await screen.getByRole('combobox', { name: 'bars' }).selectOptions('own');
  const track = screen.container.querySelector('.panel-requests-track') as HTMLElement;
  const bars = [...track.querySelectorAll<HTMLElement>('i')];
  let reached = 0;
  for (const bar of bars) {
    expect(Number.parseFloat(bar.style.left)).toBeCloseTo(reached, 6);
    reached += Number.parseFloat(bar.style.width);
  }
  expect(reached).toBeCloseTo(100, 6);
});

test('events are narrowed to a kind and a tier, and sorted by request', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(<EventTable run={run} player={player} />);
  const table = () => screen.getByRole('table', { name: 'Events in words' }).element();
  const count = () => Number(table().getAttribute('aria-rowcount')) - 1;
  let accepted = 0;
  for (let i = 0; i < run.length; i++) if (run.type(i) === EVENT['worker/accepted']) accepted++;
  await screen.getByRole('combobox', { name: 'Kind of event' }).selectOptions('worker/accepted');
  expect(count()).toBe(accepted);
  await screen.getByRole('combobox', { name: 'Tier' }).selectOptions('database');
  expect(count()).toBeLessThan(run.length);
  await screen.getByRole('combobox', { name: 'Tier' }).selectOptions('');
  await screen.getByRole('button', { name: 'request', exact: true }).click();
  await expect.poll(() => numbersOf(screen.container).slice(0, 3)).toEqual([0, 0, 0]);
});

test('a table of a million rows is as tall as a browser can bear, and its last row can be reached', async () => {
  const { WindowedTable } = await import('../../src/panels/WindowedTable.tsx');
  const screen = await render(
    <WindowedTable
      caption="many"
      columns={['row']}
      count={1_000_000}
      cells={(row) => [`row ${row}`]}
    />,
  );
  const frame = screen.container.querySelector('.panel-window') as HTMLElement;
  frame.scrollTop = frame.scrollHeight;
  await expect.element(screen.getByText('row 999999')).toBeVisible();
  frame.scrollTop = frame.scrollHeight / 2;
  await expect.poll(() => screen.container.textContent).toMatch(/row (499|500)\d{3}/);
  expect(screen.getByRole('row').elements().length).toBeLessThan(60);
});

test('a minute of twelve thousand requests is filtered and sorted', async () => {
  const busy = runOf(PRESETS['busy-minute'] as Written);
  const player = playerAt(busy, busy.endUs);
  const screen = await render(<RequestsPanel {...view(busy, player)} />);
  await screen.getByRole('button', { name: 'time' }).click();
  await expect.poll(() => numbersOf(screen.container).length).toBeGreaterThan(5);
  const [first, second] = numbersOf(screen.container);
  const rows = requestTable(busy);
  const took = (r = 0) => (rows[r]?.endUs ?? busy.endUs) - (rows[r]?.startUs ?? 0);
  expect(took(first)).toBeLessThanOrEqual(took(second));
});

test('what was watched and is stepped back from is told as such, and the sums add up', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(<RequestsPanel {...view(run, player)} />);
  const totals = () => screen.getByText(/ answered · /).element().textContent ?? '';
  await expect.poll(totals).toMatch(/requests so far/);
  const [all, answered, failed] = [/^([\d,]+) req/, /([\d,]+) answered/, /([\d,]+) failed/].map(
    (part) => Number((part.exec(totals())?.[1] ?? '').replaceAll(',', '')),
  ) as [number, number, number];
  const underWay = requestTable(run).filter((row) => row.endUs === null).length;
  expect(answered + failed + underWay).toBe(all);
  player.seek(run.endUs / 3);
  await expect.poll(totals).toMatch(/requests watched, up to/);
});
