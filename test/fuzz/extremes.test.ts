import { describe, expect, test } from 'vitest';
import { recordingHash } from '../../src/recording/recording.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENTS } from '../../src/recording/vocabulary.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import { simulate, startSimulation } from '../../src/sim/simulate.ts';
import { XStateKernel } from '../../src/sim/xstateKernel.ts';
import { DIRECT, ran, scenarioOf } from '../sim/runs.ts';
import { extremeScenario } from './extremeScenario.ts';
import { breachesOf, checkWorld } from './laws.ts';

/** Seeds of the scenarios: 1 … SCENARIOS. */
const SCENARIOS = 100;

describe('values at the ends of what is allowed', () => {
  test(`T1, T4 ${SCENARIOS} scenarios of them run to their end, and keep every law`, {
    timeout: 180_000,
  }, () => {
    for (let seed = 1; seed <= SCENARIOS; seed++) {
      const scenario = scenarioOf(extremeScenario(seed));
      const simulation = startSimulation(scenario);
      simulation.runUntil(scenario.durationUs);
      expect(breachesOf(simulation), `seed ${seed}`).toEqual([]);
      expect(checkWorld(simulation), `seed ${seed}`).toEqual([]);
      for (const row of requestTable(simulation.recording)) {
        const moments = [
          row.startUs,
          row.connectedUs,
          row.queuedUs,
          row.acceptedUs,
          row.receivedUs,
          row.viewStartUs,
          row.viewEndUs,
          row.writtenUs,
          row.releasedUs,
        ].filter((at) => at !== null);
        expect(moments, `seed ${seed}, request ${row.id}`).toEqual(
          moments.toSorted((a, b) => a - b),
        );
      }
      for (const host of simulation.recording.hosts) {
        expect(host.busyUs, `seed ${seed}`).toBeGreaterThanOrEqual(0);
        expect(host.busyUs, `seed ${seed}`).toBeLessThanOrEqual(
          host.cores * scenario.durationUs + 1,
        );
      }
    }
  });

  test('T5 and XState records the same of the shorter of the first 40', {
    timeout: 120_000,
  }, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const scenario = scenarioOf(extremeScenario(seed));
      const compiled = simulate(scenario);
      if (compiled.length > 4_000) continue;
      const reference = simulate(scenario, {
        engine: (queue) => new XStateKernel(queue, MACHINES),
      });
      expect(recordingHash(reference), `seed ${seed}`).toBe(recordingHash(compiled));
    }
  });

  // Arguments are kept as 32-bit numbers: from 36 minutes or 2 GiB on they turn negative.
  test('no argument of an event is below -1', () => {
    for (let seed = 1; seed <= SCENARIOS; seed++) {
      const recording = simulate(scenarioOf(extremeScenario(seed)));
      for (let i = 0; i < recording.length; i++)
        if (recording.arg(i) < -1)
          expect.fail(`seed ${seed}: ${EVENTS[recording.type(i)]} says ${recording.arg(i)}`);
    }
  });

  test('a body that is there already takes 0 µs more', () => {
    const { of } = ran(DIRECT, {
      front: {},
      clients: [{ name: 'one', link: 'loopback', arrivals: [{ at: '0s' }] }],
      routes: [{ name: 'up', method: 'POST', body: '10kB' }],
    });
    expect(of('body/receiving')[0]?.arg).toBe(0);
  });

  // Half of an odd number of microseconds.
  test('T1 time is whole microseconds where half a body took 5 µs', () => {
    const { rows } = ran(DIRECT, {
      front: { client_body_timeout: '1s' },
      clients: [
        {
          name: 'one',
          link: 'loopback',
          pace: { bodyOver: '5us', stops: 'mid-body' },
          arrivals: [{ at: '0s' }],
        },
      ],
      routes: [{ name: 'up', method: 'POST', body: '10kB' }],
    });
    expect(Number.isInteger(rows[0]?.endUs)).toBe(true);
  });
});
