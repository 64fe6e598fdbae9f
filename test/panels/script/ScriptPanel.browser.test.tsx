import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { ScriptPanel } from '../../../src/panels/script/ScriptPanel.tsx';
import type { Written } from '../../../src/panels/written.ts';
import { createPlayer } from '../../../src/player/createPlayer.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import '../../../src/stage/palette.css';
import '../../../src/app/base.css';

const script = [
  { at: '3s', 'kill-worker': 2 },
  { at: '1s', 'slow-database': { factor: 10, for: '2s' } },
];
const start: Written = { duration: '10s', app: { workers: 3 }, script };
const run = simulate(parseScenario(start) as never);
const player = createPlayer();
player.load(run);

beforeEach(async () => {
  await page.viewport(900, 800);
  player.seek(500_000);
});

function Sandbox({
  onWrite,
  isGiven = false,
}: {
  onWrite(next: Written): void;
  isGiven?: boolean;
}) {
  const [written, setWritten] = useState<Written>(start);
  const read = parseScenario(written);
  return (
    <ScriptPanel
      run={run as never}
      player={player}
      selected={null}
      onSelect={() => {}}
      ghost={null}
      edit={
        isGiven
          ? null
          : {
              written,
              problems: isProblems(read) ? read : [],
              onWrite: (next) => {
                onWrite(next);
                setWritten(next);
              },
            }
      }
    />
  );
}

test('lines stand in their order and lead to their moment', async () => {
  const screen = await render(<Sandbox onWrite={() => {}} />);
  const words = screen
    .getByRole('listitem')
    .elements()
    .map((item) => item.textContent);
  expect(words[0]).toMatch(/the database takes 10 times as long for 2s/);
  expect(words[1]).toMatch(/kill worker 2/);
  await screen.getByRole('button', { name: /^kill worker 2/ }).click();
  expect(player.get().atUs).toBe(3_000_000);
});

test('a line moves with the arrow keys, as one change', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Sandbox onWrite={onWrite} />);
  screen.getByRole('slider', { name: 'Move “kill worker 2” in time' }).element().focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(onWrite.mock.calls.map(([next]) => next.script[0])).toEqual([
    { at: '3.05s', 'kill-worker': 2 },
  ]);
});

test('moment and parameters are written when they are finished; what is wrong is said at the line', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Sandbox onWrite={onWrite} />);
  const moment = screen.getByRole('textbox', { name: 'Moment of “kill worker 2”' });
  await moment.fill('4s');
  expect(onWrite).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  expect(onWrite.mock.lastCall?.[0]).toMatchObject({ script: [{ at: '4s' }, {}] });
  const worker = screen.getByRole('textbox', { name: 'Kill a worker: worker' });
  await worker.fill('9');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/no such worker/);
  await expect
    .element(screen.getByRole('textbox', { name: 'Kill a worker: worker' }))
    .toHaveValue('9');
});

test('adding and removing', async () => {
  const onWrite = vi.fn();
  const screen = await render(<Sandbox onWrite={onWrite} />);
  await screen.getByRole('combobox', { name: 'Do' }).selectOptions('Hang a worker');
  await screen.getByRole('button', { name: 'Add at 0.50 s' }).click();
  expect(onWrite.mock.lastCall?.[0].script).toEqual([...script, { at: '0.5s', 'hang-worker': 1 }]);
  await screen.getByRole('button', { name: 'Remove “kill worker 2”' }).click();
  expect(onWrite.mock.lastCall?.[0].script).toHaveLength(2);
});

test('in a lesson it is read, not written', async () => {
  const screen = await render(<Sandbox isGiven onWrite={() => {}} />);
  await expect.element(screen.getByRole('button', { name: /^kill worker 2/ })).toBeVisible();
  expect(screen.getByRole('slider').elements()).toHaveLength(0);
  expect(screen.getByRole('button', { name: /^Add/ }).elements()).toHaveLength(0);
});
