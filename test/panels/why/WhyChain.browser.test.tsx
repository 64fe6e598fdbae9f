import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Help, HelpAnswer } from '../../../src/insight/causes/helpShape.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { WhyAnswer } from '../../../src/panels/WhyAnswer.tsx';
import { CausesPanel } from '../../../src/panels/why/CausesPanel.tsx';
import type { HelpListener, HelpSource } from '../../../src/panels/why/helpSource.ts';
import type { Player } from '../../../src/player/player.ts';
import { ONE_HELD, playerAt, runOf } from '../runs.ts';

/** How far a run has been watched is kept with it: each test has its own. */
let run: Run;
beforeEach(() => {
  run = runOf(ONE_HELD);
});

/** As the inspector shows it: another request is another answer. */
function Page({ player, first, helps }: { player: Player; first: number; helps?: HelpSource }) {
  const [request, select] = useState(first);
  return (
    <>
      <h2>Request #{request + 1}</h2>
      <WhyAnswer
        key={request}
        run={run}
        request={request}
        player={player}
        helps={helps ?? null}
        onSelect={select}
        onSeek={player.seek}
      />
    </>
  );
}

test('each link of the chain leads to its moment and request, lights it, and there is a way back', async () => {
  await page.viewport(1200, 900);
  const player = playerAt(run, 2_000_000);
  const screen = await render(<Page player={player} first={1} />);
  await screen.getByRole('button', { name: 'Why is #2 waiting?' }).click();
  const chain = screen.getByRole('list', { name: 'Why, step by step, for #2' });
  await expect.element(chain.getByText('#2 waits for a worker, for 970 ms')).toBeVisible();
  const holder = chain.getByRole('button', { name: /worker 1 by #1, a slow upload/ });
  await holder.hover();
  expect(player.pointer.get()).toEqual({ request: 0, worker: 0 });
  await holder.click();
  await expect.element(screen.getByRole('heading', { name: 'Request #1' })).toBeVisible();
  expect(player.get().atUs).toBeLessThan(300_000);
  expect(player.get().atUs).toBeGreaterThan(90_000);
  await screen.getByRole('button', { name: 'Back to #2 at 2 s' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Request #2' })).toBeVisible();
  expect(player.get().atUs).toBe(2_000_000);
});

test('the chain is walked by keyboard, and stays while one looks at its steps', async () => {
  const player = playerAt(run, 2_000_000);
  const screen = await render(<Page player={player} first={1} />);
  await screen.getByRole('button', { name: 'Why is #2 waiting?' }).click();
  const links = screen
    .getByRole('list', { name: 'Why, step by step, for #2' })
    .getByRole('button')
    .elements() as HTMLElement[];
  expect(links.length).toBeGreaterThanOrEqual(4);
  links[0]?.focus();
  expect(player.pointer.get().request).toBe(1);
  await userEvent.keyboard('{Enter}');
  // The wait began a second before; a chain of that moment would have no second to tell of.
  await expect.poll(() => player.get().atUs).toBe(1_030_164);
  await expect.element(screen.getByText('#2 waits for a worker, for 970 ms')).toBeVisible();
  await userEvent.keyboard('{Tab}');
  expect(document.activeElement).toBe(screen.getByRole('list').getByRole('button').elements()[1]);
});

test('what has not been watched is not told: neither how long it will take nor what would have helped', async () => {
  const player = playerAt(run, 2_000_000);
  const ask = vi.fn(() => () => {});
  const screen = await render(<Page player={player} first={1} helps={{ ask, onTry: null }} />);
  await screen.getByRole('button', { name: 'Why is #2 waiting?' }).click();
  expect(screen.container.textContent).not.toMatch(/waited|of its/);
  const button = screen.getByRole('button', { name: 'What would have helped?' });
  (button.element() as HTMLElement).click();
  expect(ask).not.toHaveBeenCalled();
  await expect.element(screen.getByText('Watch #2 to its end first.')).toBeVisible();
  player.seek(run.endUs);
  await expect.element(screen.getByText(/#2 waited .* of its .* for a worker/)).toBeVisible();
});

test('what would have helped: progress, then each change with its verdict, to be tried', async () => {
  const player = playerAt(run, run.endUs);
  const listeners: HelpListener[] = [];
  const onTry = vi.fn();
  const cancel = vi.fn();
  const helps: HelpSource = {
    ask(question, listener) {
      expect(question.causes).toContain('slow-client-holds-worker');
      listeners.push(listener);
      return cancel;
    },
    onTry,
  };
  const screen = await render(<Page player={player} first={1} helps={helps} />);
  await screen.getByRole('button', { name: 'What became of #2?' }).click();
  await screen.getByRole('button', { name: 'What would have helped?' }).click();
  listeners[0]?.onProgress(0.25);
  await expect
    .element(screen.getByRole('progressbar', { name: 'Worlds simulated' }))
    .toHaveAttribute('value', '0.25');
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(cancel).toHaveBeenCalledOnce();
  await screen.getByRole('button', { name: 'What would have helped?' }).click();
  listeners[1]?.onDone(ANSWER);
  const row = screen.getByRole('row', { name: /let nginx collect requests first/ });
  await expect.element(row.getByText('solves')).toBeVisible();
  await expect.element(row.getByText('p95 of all 2.1 s → 62 ms')).toBeVisible();
  await expect.element(row.getByText('errors 1 → 0')).toBeVisible();
  await expect
    .element(screen.getByText(/No difference would have made: let nginx take answers/))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Try it: proxy_request_buffering on' }).click();
  expect(onTry).toHaveBeenCalledWith(['front', 'proxy_request_buffering'], true);
});

test('where there is little room the chain waits to be asked for', async () => {
  const player = playerAt(run, 2_000_000);
  const screen = await render(
    <div style={{ height: 300, overflowY: 'auto' }}>
      <Page player={player} first={1} />
    </div>,
  );
  await screen.getByRole('button', { name: 'Why is #2 waiting?' }).click();
  const open = screen.getByRole('button', { name: 'Show the chain' });
  await expect.element(open).toHaveAttribute('aria-expanded', 'false');
  expect(screen.getByRole('list').elements()).toHaveLength(0);
  await open.click();
  await expect.element(screen.getByRole('list')).toBeVisible();
});

test('a question that fails says so, and may be asked again', async () => {
  const helps: HelpSource = {
    ask(_question, listener) {
      listener.onFailed('the worker died');
      return () => {};
    },
    onTry: null,
  };
  const screen = await render(<Page player={playerAt(run, run.endUs)} first={1} helps={helps} />);
  await screen.getByRole('button', { name: 'What became of #2?' }).click();
  await screen.getByRole('button', { name: 'What would have helped?' }).click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('the worker died');
  await expect
    .element(screen.getByRole('button', { name: 'What would have helped?' }))
    .toBeVisible();
});

test('the dearest causes of a run lead to whom they cost most, and tell no more than was watched', async () => {
  const player = playerAt(run, 1_500_000);
  const onSelect = vi.fn();
  const screen = await render(
    <CausesPanel
      run={run}
      player={player}
      selected={null}
      onSelect={onSelect}
      ghost={null}
      edit={null}
    />,
  );
  await expect.element(screen.getByText(/as far as watched \(1.5 s\)/)).toBeVisible();
  player.seek(run.endUs);
  await expect.element(screen.getByText(/^1 request waited 2\.\d s in all/)).toBeVisible();
  const cause = screen.getByRole('button', { name: /slow clients hold workers/i });
  await expect.element(cause.getByText('proxy_request_buffering')).toBeVisible();
  await cause.click();
  expect(onSelect).toHaveBeenCalledWith(1);
  expect(player.get().atUs).toBeGreaterThan(1_000_000);
  expect(player.get().atUs).toBeLessThan(3_500_000);
});

const outcome = { isGood: true, status: 200, latencyUs: 62_000, hasEnded: true };
const HELP: Help = {
  path: ['front', 'proxy_request_buffering'],
  value: true,
  setting: 'proxy_request_buffering',
  from: 'off',
  to: 'on',
  words: 'let nginx collect requests first',
  before: { ...outcome, latencyUs: 2_100_000, words: 'answered 200 after 2.1 s' },
  after: { ...outcome, words: 'answered 200 after 62 ms' },
  p95: { beforeUs: 2_100_000, afterUs: 62_000 },
  errors: { before: 1, after: 0 },
  verdict: 'solves',
};
const ANSWER: HelpAnswer = {
  request: 1,
  before: HELP.before,
  tried: [
    HELP,
    {
      ...HELP,
      path: ['front', 'proxy_buffering'],
      setting: 'proxy_buffering',
      words: 'let nginx take answers off the workers',
      after: HELP.before,
      p95: { beforeUs: 2_100_000, afterUs: 2_100_000 },
      errors: { before: 1, after: 1 },
      verdict: 'no difference',
    },
  ],
  watchedUs: 6_000_000,
};
