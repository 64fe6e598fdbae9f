import { expect, test } from 'vitest';
import { expectedRequests } from '../../src/app/workbench/expectedRequests.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const expected = (written: unknown) => expectedRequests(parseScenario(written) as Scenario);

test('requests are counted before they are simulated: rates, lists, clients that wait, bursts', () => {
  const asks = 'home';
  expect(
    expected({ duration: '60s', clients: [{ name: 'a', asks, arrivals: { rate: '200/s' } }] }),
  ).toBe(12_000);
  expect(expected({ clients: [{ name: 'a', asks, arrivals: [{ at: '1s' }, { at: '2s' }] }] })).toBe(
    2,
  );
  expect(
    expected({
      clients: [{ name: 'a', asks, arrivals: { count: 5, think: '1s', requestsEach: 3 } }],
    }),
  ).toBe(15);
  expect(
    expected({
      clients: [{ name: 'a', asks, arrivals: [{ at: '1s' }] }],
      script: [{ at: '1s', burst: { clients: 'a', route: 'home', count: 40 } }],
    }),
  ).toBe(41);
});
