import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Inspector } from '../../src/panels/Inspector.tsx';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const run = runOf(ONE_HELD);

test('why it waits, with ways to the causes and the setting as code', async () => {
  const player = playerAt(run, 2_000_000);
  const onSelect = vi.fn();
  const onSeek = vi.fn();
  const screen = await render(
    <Inspector run={run} player={player} request={1} onSelect={onSelect} onSeek={onSeek} />,
  );
  await screen.getByRole('button', { name: 'Why is #2 waiting?' }).click();
  await expect
    .element(screen.getByRole('code').getByText('proxy_request_buffering').first())
    .toBeVisible();
  const cause = screen.container.querySelector<HTMLElement>('.panel-why p .panel-link');
  await userEvent.click(cause as HTMLElement);
  expect(onSeek).toHaveBeenCalled();
});

test('the waterfall grows with time and never looks ahead', async () => {
  const player = playerAt(run, 2_000_000);
  const screen = await render(
    <Inspector run={run} player={player} request={1} onSelect={() => {}} />,
  );
  await expect
    .element(screen.getByRole('rowheader', { name: 'waiting for a worker' }))
    .toBeVisible();
  expect(screen.getByRole('rowheader', { name: 'in the view' }).elements()).toHaveLength(0);
  await expect.element(screen.getByText('Under way for 1 s.')).toBeVisible();
  player.seek(run.endUs);
  await expect
    .element(screen.getByRole('rowheader', { name: /in the view.*worker held/ }))
    .toBeVisible();
  await expect.element(screen.getByText(/^✓ Answered 200 after/)).toBeVisible();
});

test('bytes are text, whatever they look like', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(
    <Inspector run={run} player={player} request={1} onSelect={() => {}} />,
  );
  await expect.element(screen.getByText('GET /<b>hello</b> HTTP/1.1')).toBeVisible();
  expect(screen.container.querySelector('pre b, h2 b')).toBeNull();
});

test('hops are tabs that the arrows walk', async () => {
  const screen = await render(
    <Inspector run={run} player={playerAt(run, run.endUs)} request={1} onSelect={() => {}} />,
  );
  const tabs = screen.getByRole('tab').elements();
  expect(tabs.map((tab) => tab.getAttribute('tabindex'))).toEqual(
    tabs.map((_, index) => (index === 0 ? '0' : '-1')),
  );
  (tabs[0] as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByRole('tab', { name: 'nginx → Gunicorn' })).toHaveFocus();
  await expect.element(screen.getByRole('tabpanel', { name: 'nginx → Gunicorn' })).toBeVisible();
  await userEvent.keyboard('{End}');
  await expect.element(screen.getByRole('tab', { name: 'nginx → client' })).toHaveFocus();
});

test('from request to request, and from none to one', async () => {
  function Page() {
    const [request, setRequest] = useState<number | null>(null);
    return (
      <Inspector
        run={run}
        player={playerAt(run, run.endUs)}
        request={request}
        onSelect={setRequest}
      />
    );
  }
  const screen = await render(<Page />);
  await screen.getByRole('button', { name: 'Look at #1, the first' }).click();
  await expect
    .element(screen.getByRole('heading', { name: /Request #1 POST \/photo/ }))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Next request' }).click();
  await expect.element(screen.getByRole('heading', { name: /Request #2 GET/ })).toBeVisible();
});

test('with none chosen it offers the one under way the longest', async () => {
  const screen = await render(
    <Inspector run={run} player={playerAt(run, 1_500_000)} request={null} onSelect={() => {}} />,
  );
  await expect
    .element(screen.getByRole('button', { name: 'Look at #1, the longest under way' }))
    .toBeVisible();
});

test('the next request is there once it has come, not before', async () => {
  // A run that nobody has watched.
  const fresh = runOf({ ...ONE_HELD });
  const player = playerAt(fresh, 0);
  const screen = await render(
    <Inspector run={fresh} player={player} request={0} onSelect={() => {}} />,
  );
  const next = screen.getByRole('button', { name: 'Next request' });
  await expect.element(next).toHaveAttribute('aria-disabled', 'true');
  player.seek(2_000_000);
  await expect.element(next).not.toHaveAttribute('aria-disabled', 'true');
});
