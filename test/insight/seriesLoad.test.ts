import { expect, test } from 'vitest';
import { coresOverTime } from '../../src/insight/seriesCores.ts';
import { rates } from '../../src/insight/seriesRates.ts';
import type { Run, Series } from '../../src/insight/shapes.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT, type EventName } from '../../src/recording/vocabulary.ts';
import { PRESETS, type PresetName, presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { randomScenario } from '../scenario/randomScenario.ts';
import { scenarioOf } from '../sim/runs.ts';

const valueAt = (s: Series, atUs: number): number =>
  s.value[s.atUs.findLastIndex((u) => u <= atUs)] ?? 0;
const countOf = (run: Run, name: EventName): number => {
  let count = 0;
  for (let i = 0; i < run.length; i++) if (run.type(i) === EVENT[name]) count++;
  return count;
};
const areaOf = (s: Series, endUs: number): number =>
  s.atUs.reduce((sum, u, k) => sum + (s.value[k] as number) * ((s.atUs[k + 1] ?? endUs) - u), 0);

test('rates count what ended in the window before, and nothing that is still to come', () => {
  const run = simulate(presetScenario('reload-under-load'));
  const { answered, errors, windowUs } = rates(run);
  for (let k = 4; k < 40; k++) {
    const atUs = (k * windowUs) / 4;
    const ended = requestTable(run).filter(
      (row) => row.endUs !== null && row.endUs > atUs - windowUs && row.endUs <= atUs,
    );
    const good = ended.filter((row) => row.outcome === 'answered' && (row.status ?? 0) < 400);
    expect(valueAt(answered, atUs)).toBeCloseTo((good.length * 1e6) / windowUs, 6);
    expect(valueAt(errors, atUs)).toBeCloseTo(((ended.length - good.length) * 1e6) / windowUs, 6);
  }
});

test.each(Object.keys(PRESETS) as PresetName[])(
  'busy cores add up to what the host did: %s',
  (name) => {
    const run = simulate(presetScenario(name));
    const connecting = countOf(run, 'session/connecting');
    coresOverTime(run).forEach((cores, host) => {
      const busyUs = run.hosts[host]?.busyUs ?? 0;
      const found = areaOf(cores, run.endUs);
      // Left out: what nginx and Gunicorn do around a view, up to 2.5 ms a request. Too much: up to 1.1 ms of each connecting to the database.
      expect(found).toBeGreaterThan(busyUs * 0.9 - run.requests * 2_500 - 5_000);
      expect(found).toBeLessThan(busyUs * 1.02 + connecting * 1_100 + 1_000);
    });
  },
);

test('no host is busier than it has cores, in random runs', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const run = simulate(scenarioOf(randomScenario(seed)));
    for (const { value, cores, atUs } of coresOverTime(run)) {
      expect(Math.max(...value), `seed ${seed}`).toBeLessThanOrEqual(cores);
      expect(Math.min(...value), `seed ${seed}`).toBeGreaterThanOrEqual(0);
      expect([...atUs], `seed ${seed}`).toEqual([...atUs].sort((a, b) => a - b));
    }
  }
});

test('other programs on a host keep its cores busy for as long as they compute', () => {
  const run = simulate(
    scenarioOf({
      duration: '4s',
      hosts: { web: { cores: 4 } },
      clients: [{ name: 'nobody', arrivals: [{ at: '3900ms' }], asks: 'home' }],
      app: { preload_app: true },
      routes: [{ name: 'home', wait: '1ms', queries: 0 }],
      database: 'none',
      script: [{ at: '1s', 'busy-host': { host: 'web', processes: 3, for: '2s' } }],
    }),
  );
  const [web] = coresOverTime(run);
  if (!web) throw new Error('there is one host');
  expect([500_000, 2_000_000, 3_500_000].map((atUs) => valueAt(web, atUs))).toEqual([0, 3, 0]);
});
