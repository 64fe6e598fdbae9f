import { expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import CasePage from '../../../src/app/reality/CasePage.tsx';
import { measuredCaseOf, openCase } from '../../../src/app/reality/measuredCases.ts';
import { SharingProvider } from '../../../src/app/shell/sharing.tsx';
import { presetScenario } from '../../../src/scenario/presets.ts';
import '../../../src/stage/palette.css';
import '../../../src/app/base.css';
import '../../../src/app/shell/shell.css';

const page = (name: string) => (
  <SharingProvider>
    <CasePage name={name} />
  </SharingProvider>
);

test('a case shows the model and what was measured, in lockstep', async () => {
  await browser.viewport(1440, 900);
  const screen = await render(page('A_gunicorn-sync-w2'));
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent(/two workers/);
  await expect.element(screen.getByText(/repetition \d of 3/)).toBeInTheDocument();
  const clocks = () =>
    [...screen.container.querySelectorAll('*')]
      .filter((one) => one.childElementCount === 0 && !one.closest('.app-transport'))
      .map((one) => /^t = [\d.]+ m?s$/.exec(one.textContent ?? '')?.[0])
      .filter((text) => text !== undefined);
  await userEvent.click(screen.getByRole('button', { name: /^Look first at/ }));
  await expect.poll(() => clocks().length).toBe(2);
  await expect.poll(() => new Set(clocks()).size).toBe(1);
  expect(clocks()[0]).not.toBe('t = 0.00 s');
});

test('a case that departs leads to the moment where it does', async () => {
  const screen = await render(page('L_round-robin'));
  await expect
    .element(screen.getByRole('button', { name: 'Go to where they part' }))
    .toBeInTheDocument();
  await expect.element(screen.getByText(/departs; \d+ of 20 requests/)).toBeInTheDocument();
});

test('a case that nobody measured says so', async () => {
  const screen = await render(page('A_nothing'));
  await expect.element(screen.getByText(/A_nothing/)).toBeVisible();
});

test('a scenario is known as a measured case as long as nothing in it is changed', async () => {
  const opened = await openCase('A_gunicorn-sync-w2');
  const scenario = opened?.scenario ?? presetScenario('one-request');
  expect(await measuredCaseOf(scenario)).toBe('A_gunicorn-sync-w2');
  expect(await measuredCaseOf({ ...scenario, seed: scenario.seed + 1 })).toBeNull();
  expect(await measuredCaseOf(presetScenario('one-request'))).toBeNull();
});
