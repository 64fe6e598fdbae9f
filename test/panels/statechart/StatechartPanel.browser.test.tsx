import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { watchInSlices } from '../../../src/app/statechart/watchInSlices.ts';
import { sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { StatechartPanel } from '../../../src/panels/statechart/StatechartPanel.tsx';
import type { Player } from '../../../src/player/player.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { chartPictures } from '../../../src/sim/pictures.ts';
import { watchActor } from '../../../src/sim/watch.ts';
import '../../../src/stage/palette.css';
import { ONE_HELD, playerAt, runOf } from '../runs.ts';

const run = runOf(ONE_HELD);

function Panel(props: { run: Run; player: Player; selected?: number | null }) {
  return (
    <div style={{ width: 960 }}>
      <StatechartPanel
        run={props.run}
        player={props.player}
        selected={props.selected ?? null}
        onSelect={() => {}}
        ghost={null}
        edit={null}
        pictures={chartPictures()}
        watch={watch}
      />
    </div>
  );
}
const watch = watchInSlices(run.scenario as Scenario);

const lit = (container: Element) =>
  [...container.querySelectorAll('[aria-current="step"][data-state]')].map((one) =>
    one.getAttribute('data-state'),
  );

test('the state lit is the one that the worker is in, before, during and after a request', async () => {
  const steps = watchActor(run.scenario as Scenario, { kind: 'slot', index: 0 });
  const player = playerAt(run, 0);
  const screen = await render(<Panel run={run} player={player} />);
  for (const atUs of [50_000, 1_500_000, 3_120_000, 5_000_000]) {
    player.seek(atUs);
    const state = steps.findLast((step) => step.atUs <= atUs)?.to;
    await expect.poll(() => lit(screen.container)).toEqual([state]);
    const held = sceneAt(run, atUs).workers[0]?.request != null;
    expect(state?.startsWith('held.')).toBe(held);
  }
  await expect.element(screen.getByText(/^Last:/)).toHaveTextContent(/→/);
});

test('the selected request leads to the worker that has it, once somebody could see that', async () => {
  const fresh = runOf(ONE_HELD);
  const player = playerAt(fresh, 1_500_000);
  const screen = await render(<Panel run={fresh} player={player} selected={0} />);
  await expect.element(screen.getByText('worker 1 (has #1)')).toBeVisible();
  await screen.rerender(<Panel run={fresh} player={player} selected={1} />);
  await expect.element(screen.getByText('worker 1 (no worker has taken #2 yet)')).toBeVisible();
  player.seek(fresh.endUs);
  await expect.element(screen.getByText('worker 1 (had #2)')).toBeVisible();
  player.seek(1_500_000);
  await expect.element(screen.getByText('worker 1 (will have #2)')).toBeVisible();
});

test('a state is pressed by keyboard; its moments lead there', async () => {
  const player = playerAt(run, run.endUs);
  const screen = await render(<Panel run={run} player={player} />);
  const state = () => screen.container.querySelector<SVGElement>('[data-state="held.preparing"]');
  await expect.poll(state).not.toBeNull();
  state()?.focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => state()?.getAttribute('aria-pressed')).toBe('true');
  const entered = watchActor(run.scenario as Scenario, { kind: 'slot', index: 0 }).filter(
    (step) => step.to === 'held.preparing',
  );
  const list = screen.getByRole('table', { name: 'Moments in preparing' });
  await expect.element(list).toHaveAttribute('aria-rowcount', String(entered.length + 1));
  await userEvent.click(list.getByRole('button').first());
  expect(player.get().atUs).toBe(entered[0]?.atUs);
  await expect.poll(() => lit(screen.container)).toEqual(['held.preparing']);
});

test('every kind of actor can be chosen, is drawn and said in the table', async () => {
  const player = playerAt(run, 1_500_000);
  const screen = await render(<Panel run={run} player={player} selected={0} />);
  const kind = screen.getByRole('combobox', { name: 'Chart of' });
  const kinds = [...kind.element().querySelectorAll('option')].map((option) => option.value);
  expect(kinds).not.toContain('session');
  for (const one of kinds) {
    await kind.selectOptions(one);
    const picture = chartPictures().find((each) => each.kind === one);
    await expect.element(screen.getByRole('group', { name: picture?.title })).toBeInTheDocument();
    await expect.poll(() => lit(screen.container)).toHaveLength(1);
  }
});

test('what nobody has watched yet is not listed', async () => {
  const fresh = runOf(ONE_HELD);
  const player = playerAt(fresh, 150_000);
  const screen = await render(<Panel run={fresh} player={player} />);
  const table = screen.getByRole('table', { name: 'Transitions' });
  const happened = watchActor(fresh.scenario as Scenario, { kind: 'slot', index: 0 }).filter(
    (step) => step.atUs <= 150_000,
  );
  await expect.element(table).toHaveAttribute('aria-rowcount', String(happened.length + 1));
});
