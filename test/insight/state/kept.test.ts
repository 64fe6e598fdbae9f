import { expect, test } from 'vitest';
import { checkConservation } from '../../../src/insight/conservation.ts';
import { followConnections } from '../../../src/insight/state/kept.ts';
import { EVENT, NONE } from '../../../src/recording/vocabulary.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { randomScenario } from '../../scenario/randomScenario.ts';
import { scenarioOf, type Written } from '../../sim/runs.ts';

const random = (seed: number) => simulate(scenarioOf(randomScenario(seed) as Written));

test('behind nginx a worker that closes an idle connection closes one of the pool, not the client’s', () => {
  const run = random(838);
  const { clients } = followConnections(run);
  let closed = 0;
  for (let i = 0; i < run.length; i++) {
    if (run.type(i) !== EVENT['connection/expired'] || run.actor(i) === NONE) continue;
    closed++;
    expect(clients.untilOf.get(run.request(i))).not.toBe(i);
  }
  expect(closed).toBeGreaterThan(0);
  expect(checkConservation(run)).toEqual([]);
});

test.each([1442, 8672])(
  'a client may use a connection whose end is on its way to it (seed %i)',
  (seed) => {
    const run = random(seed);
    const { clients } = followConnections(run);
    const late: number[] = [];
    for (const [request, last] of clients.before) {
      const ended = clients.untilOf.get(last) as number;
      if (run.type(ended) === EVENT['connection/expired']) late.push(request);
    }
    expect(late.length).toBeGreaterThan(0);
    expect(checkConservation(run)).toEqual([]);
  },
);
