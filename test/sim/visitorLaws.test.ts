import { expect, test } from 'vitest';
import type { Recording } from '../../src/recording/recording.ts';
import { EVENTS } from '../../src/recording/vocabulary.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import {
  type SimulateOptions,
  type Simulation,
  simulate,
  startSimulation,
} from '../../src/sim/simulate.ts';
import { XStateKernel } from '../../src/sim/xstateKernel.ts';
import { Dice, randomScenario } from '../scenario/randomScenario.ts';
import { scenarioOf, type Written } from './runs.ts';

/** A random scenario whose clients are browsers and pools. */
function withVisitors(seed: number): Scenario {
  const dice = new Dice(seed + 10_000);
  const base = randomScenario(seed) as {
    clients: Written[];
    routes: Written[];
    app: Written;
    script?: Written[];
    front: unknown;
  };
  const names = base.routes.map((route) => String(route.name));
  const workers = dice.whole(1, 5);
  return scenarioOf({
    ...base,
    duration: '20s',
    // Workers that this app server does not have cannot be named.
    script: (base.script ?? []).filter((step) => !('kill-worker' in step || 'hang-worker' in step)),
    clients: base.clients.map((population) => ({
      ...population,
      keepAlive: dice.chance(0.7),
      connections: dice.pick([1, 2, 6]),
      retries: dice.pick([0, 0, 2, 5]),
      backoff: dice.pick(['0s', '1us', '200ms', '1s']),
      assets: dice.chance(0.5) ? dice.some(names, dice.whole(1, names.length)) : [],
      arrivals: Array.isArray(population.arrivals)
        ? population.arrivals.map((item: Written) => ({
            ...item,
            ...(dice.chance(0.7) ? { client: dice.whole(0, 3) } : {}),
          }))
        : population.arrivals,
    })),
    app: {
      workers,
      instances: base.front === 'none' ? 1 : (base.app.instances ?? 1),
      version: '26.1',
      worker_class: dice.pick(['sync', 'gthread', 'gevent', 'asgi']),
      ...(dice.chance(0.5) ? { keepalive: dice.pick(['0s', '300ms', '2s']) } : {}),
      ...(dice.chance(0.3) ? { max_requests: dice.pick([1, 7]) } : {}),
    },
  });
}

test('C7 in 150 random scenarios who waits for a connection can be told from the recording, and nothing is lost', {
  timeout: 60_000,
}, () => {
  let reused = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const scenario = withVisitors(seed);
    const simulation = startSimulation(scenario);
    simulation.runUntil(scenario.durationUs);
    reused += connectionsUsedAgain(simulation.recording, `seed ${seed}`);
    const { arrived, answered, refused, failed, abandoned } = simulation.world;
    const ended = answered + refused + failed + abandoned;
    expect(arrived, `seed ${seed}`).toBe(simulation.recording.requests);
    expect(ended, `seed ${seed}`).toBeLessThanOrEqual(arrived);
    expect(unaccounted(simulation), `seed ${seed}`).toEqual([]);
  }
  expect(reused).toBeGreaterThan(150);
});

test('T5 both engines agree on visitors (seeds 301 to 330)', { timeout: 60_000 }, () => {
  for (let seed = 301; seed <= 330; seed++) {
    const scenario = withVisitors(seed);
    const run = (options: SimulateOptions) => simulate(scenario, { ...options, until: 8_000_000 });
    const a = run({});
    const b = run({ engine: (queue) => new XStateKernel(queue, MACHINES) });
    for (let i = 0; i < Math.max(a.length, b.length); i++)
      if (
        a.at(i) !== b.at(i) ||
        a.type(i) !== b.type(i) ||
        a.request(i) !== b.request(i) ||
        a.arg(i) !== b.arg(i)
      )
        expect(a.event(i), `seed ${seed}`).toEqual(b.event(i));
    expect(a.length, `seed ${seed}`).toBe(b.length);
  }
});

/**
 * A request waits for a connection of its own client's as long as that client has as many older requests in flight as it may have
 * connections (with HTTP/2: that one). Fails where one is on the wire all the same; returns how many connections were used again.
 */
function connectionsUsedAgain(recording: Recording<Scenario>, where: string): number {
  const inFlight = new Map<string, number[]>();
  const { front } = recording.scenario;
  let reused = 0;
  for (let i = 0; i < recording.length; i++) {
    const r = recording.request(i);
    if (r < 0) continue;
    const { population, client } = recording.seed(r);
    if (front?.tls?.http2 && recording.scenario.clients[population]?.http2) continue;
    const key = `${population} ${client}`;
    const own = inFlight.get(key) ?? [];
    inFlight.set(key, own);
    const name = EVENTS[recording.type(i)] ?? '';
    if (name === 'request/started') own.push(r);
    else if (/^request\/(answered|failed|abandoned)$/.test(name)) own.splice(own.indexOf(r), 1);
    else if (/^connection\/(established|reused|retried|refused)$/.test(name)) {
      if (name === 'connection/reused') reused++;
      const most = recording.scenario.clients[population]?.connections ?? 0;
      const older = own.indexOf(r);
      if (older >= most)
        expect.fail(`${where}: ${older} of ${most} before request ${r} at ${recording.at(i)} µs`);
    }
  }
  return reused;
}

/** Workers with a loop of their own, past their boot, whose count of connections is not that of those at work, in line, idle or unread. */
function unaccounted({ world }: Simulation): number[] {
  return world.workers
    .filter(({ app, chart, state }) => {
      const where = chart.states[state] ?? '';
      return app.traits.acceptsInLoop && /^(serving|stopping)/.test(where);
    })
    .filter((worker) => {
      const held = worker.slots.filter((slot) => slot.isHeld).length;
      const idle = worker.parked.size + worker.pooled.length + worker.unread.length;
      return worker.connections !== held + idle;
    })
    .map((worker) => worker.index);
}
