import { expect, test } from 'vitest';
import { checkConservation } from '../../../src/insight/conservation.ts';
import { followConnections } from '../../../src/insight/state/kept.ts';
import { EVENT, NONE } from '../../../src/recording/vocabulary.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { scenarioOf, type Written } from '../../sim/runs.ts';

/** Clients on a long line think for about as long as their connection may be idle. */
const impatient = (seed: number, front: Written['front'], app: Written['app']) =>
  simulate(
    scenarioOf({
      seed,
      duration: '20s',
      clients: [
        {
          name: 'regulars',
          link: { rtt: '200ms', up: '20Mbit/s', down: '50Mbit/s' },
          arrivals: { count: 10, think: '400ms', thinkIs: 'exponential', requestsEach: 10 },
          asks: 'home',
          keepAlive: true,
        },
      ],
      front,
      app,
      routes: [{ name: 'home', path: '/', cpu: '1ms' }],
      database: 'none',
    } as Written),
  );
const GTHREAD = { worker_class: 'gthread', workers: 2, threads: 4, keepalive: '300ms' };

test('behind nginx a worker that closes an idle connection closes one of the pool, not the client’s', () => {
  const run = impatient(1, { upstream: { keepalive: 8 } }, GTHREAD);
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

test.each([
  ['nginx', { keepalive_timeout: '300ms' }, {}],
  ['a worker', 'none', GTHREAD],
] as const)(
  'a client may use a connection whose end is on its way to it: of %s',
  (_, front, app) => {
    const run = impatient(2, front as Written['front'], app);
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
