import { expect, test } from 'vitest';
import { whyChain } from '../../../src/insight/causes/whyChain.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { parseScenario } from '../../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

test('a client that gave up in the middle of being served, after a long wait, gave up because of the wait', () => {
  const run = simulate(
    parseScenario({
      front: 'none',
      app: { workers: 1 },
      routes: [{ name: 'slow', path: '/', wait: '1s' }],
      clients: [
        { name: 'first', arrivals: [{ at: '0s' }] },
        { name: 'hasty', arrivals: [{ at: '10ms', patience: '1200ms' }] },
      ],
      duration: '3s',
    }) as Scenario,
  );
  const hasty = requestTable(run)[1];
  expect(hasty).toMatchObject({ outcome: 'abandoned' });
  // It was with the worker when its client left.
  expect(hasty?.acceptedUs).toBeLessThan(hasty?.endUs ?? 0);
  const { cause, root, links } = whyChain(run, 1, null);
  expect(cause).toBe('client-gave-up');
  expect(links[1]?.text).toMatch(/waited .* for a worker/);
  expect(root).not.toBe('own-work');
});
