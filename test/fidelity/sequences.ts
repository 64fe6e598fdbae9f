import { readFileSync } from 'node:fs';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

export const { poisson, closed } = JSON.parse(
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

/** A measured load, replayed as it came: how far each end is off, in ms. */
export function loadErrorsMs({ name, requests }: (typeof poisson)[number]): number[] {
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
  return requests.map(([, , end], i) => Math.abs((rows[i].endUs ?? Number.NaN) / 1000 - end));
}

/** The median of what one request takes in the simulated run, in ms. */
export function medianCostMs(scenario: unknown): number {
  const took = rowsOf(scenario)
    .map((row) => ((row.endUs ?? Number.NaN) - row.startUs) / 1000)
    .sort((a, b) => a - b);
  return took[took.length >> 1];
}
