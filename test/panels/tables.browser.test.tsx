import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Caption } from '../../src/panels/Caption.tsx';
import { EventTable } from '../../src/panels/EventTable.tsx';
import { LogsPanel } from '../../src/panels/LogsPanel.tsx';
import { MetricsPanel } from '../../src/panels/MetricsPanel.tsx';
import { WireTabs } from '../../src/panels/WireTabs.tsx';
import type { Written } from '../../src/panels/written.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import '../../src/stage/palette.css';
import { uploads } from './harness/uploads.ts';
import { playerAt, runOf } from './runs.ts';

const run = runOf(uploads);

test('a long event table holds only the rows in sight, and marks the present one', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(<EventTable run={run} player={player} />);
  expect(run.length).toBeGreaterThan(1000);
  await expect
    .element(screen.getByRole('table', { name: 'Events in words' }))
    .toHaveAttribute('aria-rowcount', String(run.length + 1));
  await expect.poll(() => screen.container.querySelector('[aria-current]')).not.toBeNull();
  expect(screen.getByRole('row').elements().length).toBeLessThan(40);
  const present = screen.container.querySelector('[aria-current]');
  expect(present?.getAttribute('aria-rowindex')).toBe(String(run.length + 1));
});

test('a moment in the event table leads to that very event; a request is selected', async () => {
  const player = playerAt(run, 200_000);
  const onSelect = vi.fn();
  const screen = await render(<EventTable run={run} player={player} onSelect={onSelect} />);
  const { eventIndex } = player.get();
  const row = (index: number) =>
    screen.container.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`);
  await expect.poll(() => row(eventIndex)?.ariaCurrent).toBe('step');
  for (const back of [1, 2, 3]) {
    await userEvent.click(row(eventIndex - back)?.querySelector('button') as HTMLElement);
    expect(player.get()).toMatchObject({
      eventIndex: eventIndex - back,
      atUs: run.at(eventIndex - back),
    });
    await expect.poll(() => row(eventIndex - back)?.ariaCurrent).toBe('step');
  }
  expect(row(eventIndex)).not.toBeNull();
  const request = row(eventIndex)?.querySelector<HTMLElement>('[aria-label^=Select]');
  await userEvent.click(request as HTMLElement);
  expect(onSelect).toHaveBeenCalledWith(run.request(eventIndex));
});

test('events can be narrowed to one request, and may show what is to come', async () => {
  const player = playerAt(run, 0);
  const screen = await render(<EventTable run={run} player={player} selected={0} />);
  await screen.getByRole('checkbox', { name: 'only #1' }).click();
  await screen.getByRole('checkbox', { name: 'also what nobody has seen yet' }).click();
  const requests = screen.getByRole('button', { name: /^Select request/ }).elements();
  expect(new Set(requests.map((each) => each.textContent))).toEqual(new Set(['#1']));
});

test('logs grow with time and can be read file by file', async () => {
  const player = playerAt(run, 0);
  const screen = await render(<LogsPanel run={run} player={player} />);
  const lines = () =>
    Number.parseInt(screen.getByText(/^\d+ lines? so far$/).element().textContent ?? '', 10);
  const atFirst = lines();
  player.seek(run.endUs);
  await expect.poll(lines).toBeGreaterThan(atFirst);
  const all = lines();
  await screen.getByRole('combobox', { name: 'File' }).selectOptions('nginx access.log');
  expect(lines()).toBeLessThan(all);
  await expect.element(screen.getByText(/HTTP\/1\.1" 200/).first()).toBeVisible();
});

test('numbers are of the time so far, or of the whole run', async () => {
  const player = playerAt(run, 0);
  const screen = await render(<MetricsPanel run={run} player={player} />);
  const arrived = () => screen.container.querySelector('.panel-figures b')?.textContent;
  expect(arrived()).not.toBe(String(run.requests));
  await screen.getByRole('radio', { name: 'whole run' }).click({ force: true });
  expect(arrived()).toBe(String(run.requests));
  await expect.element(screen.getByRole('rowheader', { name: 'fibre' })).toBeVisible();
});

test('pages, kept connections and locks have their numbers where there are any', async () => {
  const termsOf = async (name: 'page-with-files' | 'one-row-for-all' | 'one-request') => {
    const preset = runOf(PRESETS[name] as Written);
    const player = playerAt(preset, preset.endUs);
    const screen = await render(<MetricsPanel run={preset} player={player} />);
    return [...screen.container.querySelectorAll('dt')].map((term) => term.textContent);
  };
  expect(await termsOf('page-with-files')).toEqual(
    expect.arrayContaining(['Reused', 'Page load, mean']),
  );
  expect(await termsOf('one-row-for-all')).toContain('Row lock, mean');
  const plain = await termsOf('one-request');
  for (const term of ['Reused', 'Page load, mean', 'Row lock, mean', 'Asked again', 'Cancelled'])
    expect(plain).not.toContain(term);
});

test('the wire says of a request that its connection was open already', async () => {
  const pages = runOf(PRESETS['page-with-files'] as Written);
  const reused = requestTable(pages).find((row) => (row.carriedBefore ?? 0) > 0);
  const screen = await render(
    <WireTabs run={pages} request={reused?.id as number} atUs={pages.endUs} />,
  );
  await expect.element(screen.getByText(/^over the connection that carried #/)).toBeVisible();
});

test('the caption is spoken once, for the event where time came to rest', async () => {
  const player = playerAt(run, 0);
  const screen = await render(<Caption run={run} player={player} />);
  const spoken: string[] = [];
  const status = screen.getByRole('status').element();
  new MutationObserver(() => spoken.push(status.textContent ?? '')).observe(status, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  const steps = 20;
  for (let i = 0; i < steps; i++) {
    player.stepForward();
    await new Promise(requestAnimationFrame);
  }
  const text = () => screen.container.querySelector('.panel-caption p')?.lastChild?.textContent;
  await expect.poll(() => spoken.at(-1)).toContain(text() ?? 'nothing');
  // Each step was seen; a slow machine may speak more than once, yet never of every step.
  expect(spoken.length).toBeLessThan(steps / 2);
});
