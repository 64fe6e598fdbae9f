import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

const { poisson, closed } = JSON.parse(
  readFileSync(new URL('./sequences.json', import.meta.url), 'utf8'),
) as {
  /** Eight hundred requests each: start, sleep of the view, end, all in ms; ends are medians of three repetitions. */
  readonly poisson: readonly {
    readonly name: string;
    readonly utilisation: number;
    readonly requests: readonly (readonly [number, number, number])[];
  }[];
  /** One client, one request after another; the median of what one took, in ms. */
  readonly closed: readonly {
    readonly name: string;
    readonly scenario: unknown;
    readonly measuredMs: number;
  }[];
};

function rowsOf(written: unknown) {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(`${scenario[0].at} ${scenario[0].message}`);
  return requestTable(simulate(scenario));
}

describe('G2 M: 800 Poisson arrivals, nginx before four workers, replayed as they came', () => {
  test.each(poisson)(
    '$name, utilisation $utilisation: mean error per request at most 3 ms',
    ({ name, requests }) => {
      const rows = rowsOf({
        title: name,
        version: 'classic',
        duration: '120s',
        hosts: { lab: { cores: 2 } },
        clients: [
          {
            name: 'load',
            link: 'loopback',
            arrivals: requests.map(([start, wait]) => ({
              at: `${start}ms`,
              route: 'sleep',
              wait: `${wait}ms`,
            })),
          },
        ],
        front: { server: 'nginx', host: 'lab' },
        app: { server: 'gunicorn', host: 'lab', workers: 4 },
        routes: [{ name: 'sleep', path: '/sleep', cpu: '0s', response: '6B' }],
        database: 'none',
      });
      const errors = requests.map(([, , end], i) =>
        Math.abs((rows[i].endUs ?? Number.NaN) / 1000 - end),
      );
      const mean = errors.reduce((a, b) => a + b, 0) / errors.length;
      console.log(
        `${name}: mean error ${mean.toFixed(2)} ms, largest ${Math.max(...errors).toFixed(1)} ms`,
      );
      expect(rows.length).toBe(requests.length);
      expect(mean).toBeLessThanOrEqual(3);
    },
  );
});

describe('G2 D1 D4 N and K: what one request costs', () => {
  test.each(closed)(
    '$name: median $measuredMs ms, within 1 ms or 10 %',
    ({ name, scenario, measuredMs }) => {
      const took = rowsOf(scenario)
        .map((row) => ((row.endUs ?? Number.NaN) - row.startUs) / 1000)
        .sort((a, b) => a - b);
      const medianMs = took[took.length >> 1];
      console.log(`${name}: measured ${measuredMs} ms, simulated ${medianMs.toFixed(2)} ms`);
      expect(Math.abs(medianMs - measuredMs)).toBeLessThanOrEqual(Math.max(1, 0.1 * measuredMs));
    },
  );
});
