import { describe, expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { startSimulation } from '../../src/sim/simulate.ts';
import { Dice, randomScenario } from '../scenario/randomScenario.ts';
import { breachesOf, checkWorld } from './laws.ts';

/** Seeds of the scenarios: 1 … SCENARIOS. */
const SCENARIOS = 1000;

function scenarioOf(seed: number): Scenario {
  const scenario = parseScenario(randomScenario(seed));
  if (isProblems(scenario)) throw new Error(`seed ${seed}: ${scenario[0].message}`);
  return scenario;
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
      // Workers that boot beside one another for longer than --timeout are killed and forked again for ever.
      const bootUs = Math.min(scenario.app.bootUs, 50_000);
      const app =
        scenario.app.kind === 'gunicorn'
          ? { ...scenario.app, bootUs, timeoutUs: scenario.app.timeoutUs || 1_000_000 }
          : { ...scenario.app, bootUs };
      // A loop of its own never hears of a view that hangs, and workers that find no memory are forked again for ever.
      const routes = scenario.routes.map((route) =>
        /hang|spin/.test(route.effect) ? { ...route, effect: 'none' as const } : route,
      );
      const hosts = scenario.hosts.map((host) => ({
        ...host,
        memoryBytes: Number.POSITIVE_INFINITY,
      }));
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
      // Who is unplugged for good never hears that the others have left; who stands still for good serves nobody, where nobody looks.
      const script = scenario.script.map((step) =>
        step.do === 'unplug-host' || step.do === 'hang-worker'
          ? { ...step, forUs: Math.min(step.forUs, 9_000_000) }
          : step,
      );
      const simulation = startSimulation({ ...scenario, app, clients, routes, hosts, script });
      simulation.runUntil(scenario.durationUs + 3_600_000_000);
      const { world } = simulation;
      const ended = world.answered + world.refused + world.failed + world.abandoned;
      expect(ended, `seed ${seed}`).toBe(world.arrived);
      for (const { connections, places, idleUpstream } of world.fronts) {
        // Apache never closes a connection to an app server for being idle.
        expect(connections - idleUpstream, `seed ${seed}`).toBe(0);
        expect(places?.inUse ?? 0, `seed ${seed}`).toBe(0);
        expect(places?.queued ?? 0, `seed ${seed}`).toBe(0);
      }
      expect(world.apps[0].listener.backlog.length, `seed ${seed}`).toBe(0);
      expect(world.slots.filter((slot) => slot.isHeld).length, `seed ${seed}`).toBe(0);
      expect(checkWorld(simulation), `seed ${seed}`).toEqual([]);
    }
  });
});
