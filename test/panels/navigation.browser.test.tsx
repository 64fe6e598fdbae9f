import { useRef, useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Run } from '../../src/insight/shapes.ts';
import type { Bookmark } from '../../src/panels/bookmarks/bookmarks.ts';
import { nextInterest } from '../../src/panels/interests.ts';
import { Transport } from '../../src/panels/Transport.tsx';
import { useShortcuts } from '../../src/panels/useShortcuts.ts';
import type { Player } from '../../src/player/player.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import '../../src/stage/palette.css';
import '../../src/app/base.css';
import { ONE_HELD, playerAt, runOf } from './runs.ts';

const [slow, fast] = ONE_HELD.clients as Record<string, unknown>[];
const run = runOf(ONE_HELD);
/** #2 gives up at 3 s, and something is done at 2 s. */
const failing = runOf({
  ...ONE_HELD,
  clients: [slow, { ...fast, patience: '2s' }],
  script: [{ at: '2s', 'reload-front': true }],
});
const hopeless = runOf({ ...ONE_HELD, clients: [slow, { ...fast, patience: '500ms' }] });

interface SimulatorProps {
  player: Player;
  of: Run;
  selected?: number | null;
  ghost?: Run | null;
  onKept?(bookmarks: readonly Bookmark[]): void;
}

function Simulator({ player, of, selected = null, ghost = null, onKept }: SimulatorProps) {
  const root = useRef<HTMLDivElement>(null);
  const [bookmarks, setBookmarks] = useState<readonly Bookmark[]>([]);
  useShortcuts(root, player, { run: of });
  return (
    <div ref={root}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: somewhere for the focus to be */}
      <p tabIndex={0} data-testid="inside">
        inside
      </p>
      <Transport
        player={player}
        run={of}
        selected={selected}
        ghost={ghost}
        bookmarks={bookmarks}
        onBookmarks={(next) => {
          setBookmarks(next);
          onKept?.(next);
        }}
        onHelp={() => {}}
      />
    </div>
  );
}

test('bookmarks are set, named, visited and taken out with the keyboard alone', async () => {
  const player = playerAt(run, 1_500_000);
  let kept: readonly Bookmark[] = [];
  const screen = await render(
    <Simulator
      player={player}
      of={run}
      onKept={(next) => {
        kept = next;
      }}
    />,
  );
  (screen.getByTestId('inside').element() as HTMLElement).focus();
  await userEvent.keyboard('b');
  expect(kept).toEqual([{ atUs: 1_500_000, name: 'bookmark 1' }]);
  await userEvent.keyboard('b'); // the same moment once more changes nothing
  expect(kept).toHaveLength(1);
  player.seek(4_000_000);
  await userEvent.keyboard('b');
  expect(kept.map((each) => each.atUs)).toEqual([1_500_000, 4_000_000]);

  const menu = screen.getByRole('button', { name: /^Bookmarks/ });
  (menu.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const name = screen.getByRole('textbox', { name: 'Name of the bookmark at 1.500 s' });
  await expect.element(name).toBeVisible();
  (name.element() as HTMLInputElement).select();
  (name.element() as HTMLElement).focus();
  await userEvent.keyboard('{Control>}a{/Control}held b');
  expect(kept[0]).toEqual({ atUs: 1_500_000, name: 'held b' });
  (screen.getByRole('button', { name: 'Go to held b, 1.500 s' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(player.get().atUs).toBe(1_500_000);
  (
    screen.getByRole('button', { name: 'Remove the bookmark held b' }).element() as HTMLElement
  ).focus();
  await userEvent.keyboard('{Enter}');
  expect(kept.map((each) => each.atUs)).toEqual([4_000_000]);
});

test('a jump leads to the next of what was chosen, and its button says where', async () => {
  const player = playerAt(failing, 0);
  const screen = await render(<Simulator player={player} of={failing} />);
  await screen.getByRole('button', { name: 'What to jump to' }).click();
  for (const name of [/^a worker taken/, /^a queue/, /^interventions/])
    await screen.getByRole('checkbox', { name }).click();
  const failure = nextInterest(failing, { kinds: ['failure'], selected: null, ghost: null }, 0, 1);
  if (!failure) throw new Error('nothing fails in this run');
  await userEvent.keyboard('{Escape}');
  const next = screen.getByRole('button', {
    name: /^Next turning point: client gives up \(#2\) at 3\.0/,
  });
  await next.click();
  expect(player.get()).toMatchObject({ atUs: failure.atUs, eventIndex: failure.index });

  await screen.getByRole('button', { name: 'What to jump to' }).click();
  await screen.getByRole('checkbox', { name: /^interventions/ }).click();
  await screen.getByRole('checkbox', { name: /^failures/ }).click();
  await userEvent.keyboard('{Escape}');
  (screen.getByTestId('inside').element() as HTMLElement).focus();
  await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
  expect(player.get().atUs).toBe(2_000_000);
});

test('with Alt, a step is one of the selected request', async () => {
  const player = playerAt(run, 0);
  const screen = await render(<Simulator player={player} of={run} selected={1} />);
  (screen.getByTestId('inside').element() as HTMLElement).focus();
  const seen: number[] = [];
  for (let k = 0; k < 4; k++) {
    await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
    seen.push(run.request(player.get().eventIndex));
  }
  expect(seen).toEqual([1, 1, 1, 1]);
  const { eventIndex } = player.get();
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}');
  expect(run.request(player.get().eventIndex)).toBe(1);
  expect(player.get().eventIndex).toBeLessThan(eventIndex);
});

test('the first difference from the run before is a place to jump to', async () => {
  const player = playerAt(hopeless, 0);
  const asked = { kinds: ['difference'] as const, selected: null, ghost: run };
  const parting = nextInterest(hopeless, asked, 0, 1);
  // Until #2 loses its patience at 1.5 s both runs are the same.
  expect(parting?.atUs).toBe(1_500_000);
  const screen = await render(<Simulator player={player} of={hopeless} ghost={run} />);
  await expect
    .element(
      screen
        .getByRole('button', { name: /first difference from the run before|1 failure/ })
        .first(),
    )
    .toBeInTheDocument();
  expect(nextInterest(run, { ...asked, ghost: run }, 0, 1)).toBeNull();
});

test('marks on the scrubber are buttons in words, walked by arrows, and point at their request', async () => {
  const player = playerAt(failing, 0);
  const screen = await render(<Simulator player={player} of={failing} />);
  const marks = screen.getByRole('toolbar', { name: /^Marks/ });
  await expect.poll(() => marks.getByRole('button').elements().length).toBe(2);
  const [first] = marks.getByRole('button').elements() as HTMLElement[];
  expect(first?.ariaLabel).toBe('intervention at 2.000 s');
  expect(first?.getBoundingClientRect().width).toBeGreaterThanOrEqual(24);
  first?.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement?.ariaLabel).toMatch(/^client gives up \(#2\)/);
  expect(player.pointer.get().request).toBe(1);
  expect(player.get().atUs).toBe(0);
  await userEvent.keyboard('{Enter}');
  expect(player.get().atUs).toBe(requestTable(failing)[1]?.endUs);
});

test('a press on a picture within takes the simulator in hand: its keys are heard from then on', async () => {
  const player = playerAt(run, 0);
  const screen = await render(
    <>
      <p>beside</p>
      <Simulator player={player} of={run} />
    </>,
  );
  await screen.getByText('beside').click();
  await userEvent.keyboard('{End}');
  expect(player.get().atUs).toBe(0);
  // The clock is nothing that takes a focus of its own.
  await screen.getByText(/^t = /).click();
  await userEvent.keyboard('{End}');
  expect(player.get().atUs).toBe(run.endUs);
});
