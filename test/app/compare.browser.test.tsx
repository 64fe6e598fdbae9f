import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import ComparePage from '../../src/app/compare/ComparePage.tsx';
import { packComparison } from '../../src/app/compare/compareLink.ts';
import { READY_MADE, sidesOf } from '../../src/app/compare/readyMade.ts';
import { SharingProvider } from '../../src/app/shell/sharing.tsx';
import type { Trouble } from '../../src/app/shell/TroubleNotice.tsx';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import '../../src/app/base.css';
import '../../src/app/shell/shell.css';

beforeEach(() => page.viewport(1440, 900));

afterEach(() => {
  localStorage.clear();
  window.location.hash = '';
});

type Props = Partial<Parameters<typeof ComparePage>[0]>;

const open = (props: Props) =>
  render(
    <SharingProvider>
      <ComparePage readyMade={null} state={null} onTrouble={() => {}} {...props} />
    </SharingProvider>,
  );

test('the gallery offers every ready-made comparison by its question', async () => {
  const screen = await open({});
  for (const { id, title } of READY_MADE)
    await expect
      .element(screen.getByRole('link', { name: title }))
      .toHaveAttribute('href', `#/compare/${id}`);
});

test('two sides: a stage each, by name, and a request selected in one is selected in both', async () => {
  const screen = await open({ readyMade: 'nginx-or-not' });
  await expect.element(screen.getByRole('region', { name: 'A nginx + Gunicorn' })).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'B Gunicorn alone' })).toBeVisible();
  await screen.getByRole('button', { name: 'Go to what one notices' }).click();
  await expect.element(screen.getByRole('radio', { name: /^A: 200 after 62 ms/ })).toBeVisible();
  await expect.element(screen.getByRole('radio', { name: /^B: 200 after 93 ms/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Select no request' }).click();
  await expect.element(screen.getByRole('tab', { name: /Request #/ })).not.toBeInTheDocument();
});

test('four sides: all in short, and one on stage at a choice', async () => {
  const screen = await open({ readyMade: 'worker-classes-slow-clients' });
  await expect.element(screen.getByRole('region', { name: 'A sync' })).toBeVisible();
  expect(screen.container.querySelectorAll('.stage')).toHaveLength(1);
  await screen.getByRole('button', { name: /gevent/ }).click();
  await expect.element(screen.getByRole('region', { name: 'C gevent' })).toBeVisible();
  expect(screen.container.querySelectorAll('.stage')).toHaveLength(1);
});

test('arrows walk the requests of the picture, in words, and Enter selects', async () => {
  const screen = await open({ readyMade: 'nginx-or-not' });
  const chart = screen.getByRole('application', { name: /Each request/ });
  await expect.element(chart).toBeVisible();
  (chart.element() as HTMLElement).focus();
  await userEvent.keyboard('{Home}{ArrowRight}');
  await expect
    .element(screen.getByRole('status').filter({ hasText: '#2: 200 after' }))
    .toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('tab', { name: 'Request #2' })).toBeInTheDocument();
  // What is open stays: who walks through requests goes on walking.
  await expect.element(chart).toBeVisible();
});

test('the numbers mark the best by a word, not by colour alone', async () => {
  const screen = await open({ readyMade: 'nginx-or-not' });
  await screen.getByRole('tab', { name: 'Numbers' }).click();
  await expect
    .element(screen.getByRole('row', { name: /Latency p95 of “fast”/ }))
    .toHaveTextContent(/best: 62 ms3\.2 s/);
});

test('a side is added, named and taken away; the address follows, and the settings say what differs', async () => {
  window.location.hash = '#/compare/request-buffering';
  const screen = await open({ readyMade: 'request-buffering' });
  await screen.getByRole('tab', { name: 'Settings' }).click();
  await expect
    .element(screen.getByRole('row', { name: 'proxy_request_buffering on off' }))
    .toBeVisible();
  await screen
    .getByRole('combobox', { name: 'Add a side' })
    .selectOptions('Slow uploads, straight to greenlets');
  await expect
    .element(screen.getByRole('row', { name: /^worker_class sync sync gevent/ }))
    .toBeVisible();
  expect(window.location.hash).toMatch(/^#c=1\./);
  const name = screen.getByRole('textbox', { name: 'Name of side C' });
  await name.fill('greenlets');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', { name: /C greenlets/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Remove side A, buffering on' }).click();
  await expect.element(screen.getByRole('region', { name: 'A buffering off' })).toBeVisible();
  // Two are the fewest.
  const remove = screen.getByRole('button', { name: /Remove side A/ });
  await expect.element(remove).toHaveAttribute('aria-disabled', 'true');
});

test('a side that cannot bear the traffic is refused in words, and nothing is lost', async () => {
  const scenario = { duration: '1s', clients: [{ name: 'one', arrivals: [{ at: '20ms' }] }] };
  const sides = ['left', 'right'].map((title) => ({ title, source: { scenario } }));
  const state = packComparison({ sides, focus: 0, atUs: null, selected: null });
  const screen = await open({ state });
  await screen.getByRole('tab', { name: 'Settings' }).click();
  await screen
    .getByRole('combobox', { name: 'Add a side' })
    .selectOptions('A new release under load');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent(/script\[0\]\.at.*after the end/);
  expect(screen.container.querySelectorAll('.stage')).toHaveLength(2);
});

test('a broken link tells what is wrong and offers what is ready made', async () => {
  const troubles: (Trouble | null)[] = [];
  const screen = await open({ state: '1.abc', onTrouble: (trouble) => troubles.push(trouble) });
  await expect.element(screen.getByRole('heading', { name: 'Compare deployments' })).toBeVisible();
  expect(troubles.at(-1)?.summary).toMatch(/could not be opened/);
  expect(troubles.at(-1)?.problems[0]?.message).toMatch(/cut short/);
});

test('a measured run stands beside a simulated one, however short it is; one that is missing is named', async () => {
  const [first] = sidesOf(READY_MADE[0] as (typeof READY_MADE)[number]);
  const sides = [first as NonNullable<typeof first>, { title: 'real', source: { measured: 'X1' } }];
  const state = packComparison({ sides, focus: 1, atUs: 2_000_000, selected: 1 });
  // Stands in for a measurement: another traffic, and over sooner.
  const measured = simulate(parseScenario({ duration: '1s' }) as Scenario);
  const screen = await open({ state, runOfMeasured: async () => measured });
  await expect.element(screen.getByRole('region', { name: 'B real' })).toBeVisible();
  await expect
    .element(screen.getByRole('region', { name: 'B real' }))
    .toHaveTextContent('t = 1.00 s');
  await expect
    .element(screen.getByRole('region', { name: 'A nginx + Gunicorn' }))
    .toHaveTextContent('t = 2.00 s');
  await screen.unmount();
  const without = await open({ state });
  await expect.element(without.getByText(/measured case “X1” is not here/)).toBeVisible();
});
