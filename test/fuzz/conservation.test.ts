import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../src/insight/conservation.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT } from '../../src/recording/vocabulary.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Population, Scenario } from '../../src/scenario/scenario.ts';
import { type Simulation, startSimulation } from '../../src/sim/simulate.ts';
import { Dice, randomScenario } from '../scenario/randomScenario.ts';

/** Seeds of the scenarios: 1 … SCENARIOS. */
const SCENARIOS = 1000;

function scenarioOf(seed: number): Scenario {
  const scenario = parseScenario(randomScenario(seed));
  if (isProblems(scenario)) throw new Error(`seed ${seed}: ${scenario[0].message}`);
  return scenario;
}

/** What nginx may still do for a client that has left, as long as the news of it is on its way. */
const TRAVELLING = / \((?:head|body|upstream|socket|static)\/\w+, (\d+) µs\): #(\d+) is over$/;

/** The breaches of a recording, less those that nginx commits before it can know that its client has left. */
function breachesOf({ recording }: Simulation): string[] {
  const rows = requestTable(recording);
  return checkConservation(recording).filter((breach) => {
    const [, at, number] = TRAVELLING.exec(breach) ?? [];
    const row = rows[Number(number) - 1];
    if (!row) return true;
    const { population, arrival } = recording.seed(row.id);
    const { link, arrivals } = recording.scenario.clients[population] as Population;
    const own = arrivals.kind === 'list' ? arrivals.items[arrival]?.link : null;
    return Number(at) - (row.endUs ?? 0) > Math.round((own ?? link).rttUs / 2);
  });
}

/** What must hold of a world at any moment between two events; a sentence for each breach. */
function checkWorld({ world, recording }: Simulation): string[] {
  const breaches: string[] = [];
  const law = (kept: boolean, what: string) => {
    if (!kept) breaches.push(what);
  };
  const over = new Uint8Array(recording.requests);
  for (let i = 0; i < recording.length; i++) {
    const type = recording.type(i);
    if (type === EVENT['worker/released'] || type === EVENT['worker/exited'])
      if (recording.request(i) >= 0) over[recording.request(i)] = 1;
  }

  const ended = world.answered + world.refused + world.failed + world.abandoned;
  law(
    world.arrived === recording.requests,
    `${world.arrived} arrived, ${recording.requests} recorded`,
  );
  law(ended <= world.arrived, `${ended} ended, but only ${world.arrived} arrived`);

  const holding = world.sessions.filter((session) => session.holdsSlot).length;
  law(world.sessionsOpen >= 0, `${world.sessionsOpen} sessions open`);
  law(
    world.sessionsOpen <= Math.max(0, world.sessionsUsable),
    `${world.sessionsOpen} sessions of ${world.sessionsUsable}`,
  );
  law(holding === world.sessionsOpen, `${holding} hold a slot, ${world.sessionsOpen} are counted`);
  for (const session of world.sessions)
    law(
      !session.holdsSlot || session.worker.isAlive,
      `session ${session.index} outlived its worker`,
    );

  const limit = world.scenario.socket.backlog;
  law(
    world.listener.backlog.length <= limit + 1,
    `${world.listener.backlog.length} in a backlog of ${limit}`,
  );
  const idle = new Set(world.listener.idle);
  law(idle.size === world.listener.idle.length, 'a worker waits twice');
  law(
    idle.size === 0 || world.listener.backlog.length === 0,
    'somebody waits while somebody is idle',
  );

  const held = new Set<number>();
  for (const worker of world.workers) {
    const state = worker.chart.states[worker.state] ?? '';
    const name = `worker ${worker.index} in ${state}`;
    law(worker.isHeld === state.startsWith('held'), `${name}: held is ${worker.isHeld}`);
    law(
      idle.has(worker.index) === (state === 'idle'),
      `${name}: waiting is ${idle.has(worker.index)}`,
    );
    law(
      worker.isAlive === !['dead', 'unborn'].includes(state),
      `${name}: alive is ${worker.isAlive}`,
    );
    if (worker.current === null) continue;
    const { request, worker: holder } = worker.current;
    law(!held.has(request), `${name}: request ${request} is held twice`);
    held.add(request);
    law(holder === worker, `${name}: its client believes otherwise`);
    law(over[request] === 0, `${name}: request ${request} had been released`);
  }
  law(
    world.livingWorkers() === world.arbiter.wanted,
    `${world.livingWorkers()} workers live, ${world.arbiter.wanted} are wanted`,
  );

  law(world.frontConnections >= 0, `${world.frontConnections} connections at nginx`);
  law(
    world.scenario.front === null ||
      world.frontConnections <= world.scenario.front.worker_connections,
    `${world.frontConnections} connections at nginx`,
  );
  return breaches;
}

describe('T4 nothing is lost or made', () => {
  test(`every recording of ${SCENARIOS} random scenarios keeps its laws, and so does its world at the end`, {
    timeout: 180_000,
  }, () => {
    for (let seed = 1; seed <= SCENARIOS; seed++) {
      const scenario = scenarioOf(seed);
      const simulation = startSimulation(scenario);
      simulation.runUntil(scenario.durationUs);
      expect(breachesOf(simulation), `seed ${seed}`).toEqual([]);
      expect(checkWorld(simulation), `seed ${seed}`).toEqual([]);
    }
  });

  test('the world keeps them at every moment on the way (seeds 1 to 200, 30 moments each)', {
    timeout: 120_000,
  }, () => {
    for (let seed = 1; seed <= 200; seed++) {
      const scenario = scenarioOf(seed);
      const simulation = startSimulation(scenario);
      const dice = new Dice(seed);
      const moments = Array.from({ length: 30 }, () => dice.whole(0, scenario.durationUs));
      for (const at of moments.toSorted((a, b) => a - b)) {
        simulation.runUntil(at);
        expect(checkWorld(simulation), `seed ${seed} at ${at} µs`).toEqual([]);
      }
    }
  });

  test('long after the last arrival everything has been given back (seeds 1 to 300)', {
    timeout: 120_000,
  }, () => {
    for (let seed = 1; seed <= 300; seed++) {
      const scenario = scenarioOf(seed);
      // Who hangs or falls silent is never done where no limit ends it.
      const app = { ...scenario.app, timeoutUs: scenario.app.timeoutUs || 1_000_000 };
      const patient = scenario.clients.map((population) => ({
        ...population,
        patienceUs: 60_000_000,
      }));
      const clients = patient.map((population) =>
        population.arrivals.kind === 'list'
          ? {
              ...population,
              arrivals: {
                kind: 'list' as const,
                items: population.arrivals.items.map((item) => ({ ...item, patienceUs: null })),
              },
            }
          : population,
      );
      const simulation = startSimulation({ ...scenario, app, clients });
      simulation.runUntil(scenario.durationUs + 3_600_000_000);
      const { world } = simulation;
      const ended = world.answered + world.refused + world.failed + world.abandoned;
      expect(ended, `seed ${seed}`).toBe(world.arrived);
      expect(world.frontConnections, `seed ${seed}`).toBe(0);
      expect(world.listener.backlog.length, `seed ${seed}`).toBe(0);
      expect(world.workers.filter((worker) => worker.isHeld).length, `seed ${seed}`).toBe(0);
      expect(checkWorld(simulation), `seed ${seed}`).toEqual([]);
    }
  });
});
