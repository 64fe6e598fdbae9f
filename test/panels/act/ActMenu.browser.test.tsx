import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ActBar } from '../../../src/panels/act/ActBar.tsx';
import { ActMenu } from '../../../src/panels/act/ActMenu.tsx';
import type { Written } from '../../../src/panels/written.ts';
import { createPlayer } from '../../../src/player/createPlayer.ts';
import { parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import '../../../src/stage/palette.css';
import '../../../src/app/base.css';

const written: Written = { duration: '3s', app: { workers: 2 } };
const run = simulate(parseScenario(written) as never);
const player = createPlayer();
player.load(run);

beforeEach(async () => {
  await page.viewport(1300, 900);
  player.seek(1_250_000);
});

function Page({
  onWrite,
  at = { x: 1290, y: 880 },
}: {
  onWrite(next: Written): void;
  at?: { x: number; y: number };
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        worker 2
      </button>
      {isOpen && (
        <ActMenu
          target={{ kind: 'worker', process: 1 }}
          at={at}
          run={run as never}
          player={player}
          edit={{ written, problems: [], onWrite }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

test('keyboard alone: opened, chosen, one line at the moment, focus back where it was', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Page onWrite={onWrite} />);
  const opener = screen.getByRole('button', { name: 'worker 2' });
  opener.element().focus();
  await userEvent.keyboard('{Enter}');
  const menu = screen.getByRole('menu', { name: /Worker 2 at 1\.25 s/ });
  await expect.element(menu).toBeVisible();
  await expect.element(screen.getByRole('menuitem').first()).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('menuitem', { name: /Hang it for 2 s/ })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onWrite.mock.calls).toEqual([
    [{ ...written, script: [{ at: '1.25s', 'hang-worker': { worker: 2, for: '2s' } }] }],
  ]);
  expect(screen.getByRole('menu').elements()).toHaveLength(0);
  await expect.element(opener).toHaveFocus();
});

test('Escape and a click beside it close it without a deed', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Page onWrite={onWrite} at={{ x: 300, y: 300 }} />);
  const opener = screen.getByRole('button', { name: 'worker 2' });
  await opener.click();
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('menu').elements()).toHaveLength(0);
  await opener.click();
  await expect.element(screen.getByRole('menu')).toBeVisible();
  await opener.click();
  expect(onWrite).not.toHaveBeenCalled();
});

test.each([
  [1300, 900],
  [390, 844],
])('it stays within a window of %i × %i, and its items are large enough', async (width, height) => {
  await page.viewport(width, height);
  const screen = await render(<Page onWrite={() => {}} />);
  await screen.getByRole('button', { name: 'worker 2' }).click();
  const box = screen.getByRole('menu').element().getBoundingClientRect();
  expect(box.left).toBeGreaterThanOrEqual(0);
  expect(box.right).toBeLessThanOrEqual(width);
  expect(box.bottom).toBeLessThanOrEqual(height);
  if (width < 600) expect(box.bottom).toBe(height);
  for (const item of screen.getByRole('menuitem').elements())
    expect(item.getBoundingClientRect().height).toBeGreaterThanOrEqual(width < 600 ? 44 : 24);
});

test('the bar is one Tab stop with the commonest deeds', async () => {
  const onWrite = vi.fn();
  const screen = await render(
    <ActBar run={run as never} player={player} edit={{ written, problems: [], onWrite }} />,
  );
  screen
    .getByRole('button', { name: /Kill worker/ })
    .element()
    .focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{Enter}');
  expect(onWrite.mock.lastCall?.[0]).toMatchObject({
    script: [{ at: '1.25s', burst: { count: 20 } }],
  });
});
