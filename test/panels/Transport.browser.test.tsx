import { useRef, useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Run } from '../../src/insight/shapes.ts';
import { momentsOfInterest } from '../../src/panels/momentsOfInterest.ts';
import { Shortcuts } from '../../src/panels/Shortcuts.tsx';
import { Transport } from '../../src/panels/Transport.tsx';
import { useShortcuts } from '../../src/panels/useShortcuts.ts';
import type { Player } from '../../src/player/player.ts';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const run = runOf(ONE_HELD);

test('plays and pauses under one button that says what it will do', async () => {
  const player = playerAt(run);
  player.setSpeed(0.01);
  const screen = await render(<Transport player={player} run={run} onHelp={() => {}} />);
  await screen.getByRole('button', { name: 'Play', exact: true }).click();
  expect(player.get().playing).toBe(true);
  await screen.getByRole('button', { name: 'Pause' }).click();
  expect(player.get().playing).toBe(false);
  player.seek(run.endUs);
  await expect.element(screen.getByRole('button', { name: 'Play again' })).toBeVisible();
});

test('steps by events and jumps between turning points', async () => {
  const player = playerAt(run);
  const screen = await render(<Transport player={player} run={run} onHelp={() => {}} />);
  const before = player.get().eventIndex;
  await screen.getByRole('button', { name: 'Step forward one event' }).click();
  expect(player.get().eventIndex).toBe(before + 1);
  await screen.getByRole('button', { name: 'Step back one event' }).click();
  expect(player.get().eventIndex).toBe(before);
  const firstAfter = momentsOfInterest(run).interestUs.find((at) => at > player.get().atUs);
  await screen.getByRole('button', { name: /^Next turning point/ }).click();
  expect(player.get().atUs).toBe(firstAfter);
  await screen.getByRole('button', { name: 'Jump to the start' }).click();
  expect(player.get().atUs).toBe(0);
});

test('the scrubber is a slider in words, with large and small steps', async () => {
  const player = playerAt(run, 2_000_000);
  const screen = await render(<Transport player={player} run={run} onHelp={() => {}} />);
  const scrubber = screen.getByRole('slider', { name: 'Moment of the run' });
  await expect.element(scrubber).toHaveAttribute('aria-valuetext', '2.00 s of 6 s');
  scrubber.element().focus();
  const after = async (keys: string) => {
    await userEvent.keyboard(keys);
    return player.get().atUs;
  };
  expect(await after('{PageUp}')).toBe(3_000_000);
  expect(await after('{PageDown}{PageDown}')).toBe(1_000_000);
  expect(await after('{ArrowRight}')).toBe(1_030_000);
  expect(await after('{Home}')).toBe(0);
  expect(await after('{End}')).toBe(6_000_000);
  await expect.element(screen.getByText('t = 6.00 s')).toBeVisible();
});

test('speed goes by factors, and presets name it', async () => {
  const player = playerAt(run);
  const screen = await render(<Transport player={player} run={run} onHelp={() => {}} />);
  const slider = screen.getByRole('slider', { name: 'speed' });
  slider.element().focus();
  await userEvent.keyboard('{Home}');
  expect(player.get().speed).toBe(0.01);
  await expect.element(slider).toHaveAttribute('aria-valuetext', '×0.01, a hundredth');
  await screen.getByRole('combobox', { name: 'Speed presets' }).selectOptions('10');
  expect(player.get().speed).toBe(10);
  await screen.getByRole('radio', { name: 'event by event' }).click({ force: true });
  expect(player.get().style).toBe('events');
});

test('each failure has its notch above the scrubber', async () => {
  const [slow, fast] = ONE_HELD.clients as Record<string, unknown>[];
  const failing = runOf({ ...ONE_HELD, clients: [slow, { ...fast, patience: '2s' }] });
  document.documentElement.style.setProperty('--bad', 'rgb(200, 0, 0)');
  const screen = await render(
    <Transport player={playerAt(failing)} run={failing} onHelp={() => {}} />,
  );
  const canvas = screen.container.querySelector('canvas') as HTMLCanvasElement;
  const [failureUs] = momentsOfInterest(failing).failureUs;
  await expect
    .poll(() => {
      const share = (failureUs as number) / failing.endUs;
      const ratio = window.devicePixelRatio;
      const x = Math.round((9 + share * (canvas.clientWidth - 18)) * ratio);
      return [...(canvas.getContext('2d')?.getImageData(x, 2, 1, 1).data ?? [])].slice(0, 3);
    })
    .toEqual([200, 0, 0]);
});

function Simulator({ player, run: shown }: { player: Player; run: Run }) {
  const root = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  useShortcuts(root, player, { run: shown, onHelp: () => setOpen(true) });
  return (
    <>
      <button type="button">outside</button>
      <div ref={root}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: somewhere for the focus to be */}
        <p tabIndex={0} data-testid="inside">
          inside
        </p>
        <input aria-label="name" />
        <Shortcuts open={isOpen} onClose={() => setOpen(false)} />
      </div>
    </>
  );
}

test('keys are heard inside the simulator only, and not where text is written', async () => {
  const player = playerAt(run);
  player.setSpeed(0.01);
  const screen = await render(<Simulator player={player} run={run} />);
  screen.getByRole('button', { name: 'outside' }).element().focus();
  await userEvent.keyboard('{ArrowRight}{End}');
  expect(player.get().atUs).toBe(0);

  screen.getByRole('textbox').element().focus();
  await userEvent.keyboard('a b{Home}{ArrowRight}');
  expect(player.get()).toMatchObject({ atUs: 0, playing: false });
  await expect.element(screen.getByRole('textbox')).toHaveValue('a b');

  const inside = screen.getByTestId('inside').element() as HTMLElement;
  inside.focus();
  const index = player.get().eventIndex;
  await userEvent.keyboard('{ArrowRight}');
  expect(player.get().eventIndex).toBe(index + 1);
  await userEvent.keyboard(' ');
  expect(player.get().playing).toBe(true);
  await userEvent.keyboard(' {End}');
  expect(player.get()).toMatchObject({ playing: false, atUs: run.endUs });
  await userEvent.keyboard('>');
  expect(player.get().speed).toBe(0.02);

  await userEvent.keyboard('?');
  const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect.element(dialog).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(document.activeElement).toBe(inside);
});
