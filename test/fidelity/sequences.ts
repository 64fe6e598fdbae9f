import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { readLines } from './readCases.ts';

/** Eight hundred requests, arriving at random. */
export interface Load {
  readonly name: string;
  readonly utilisation: number;
  /** Start, sleep of the view, end, all in ms; ends are medians of three repetitions. */
  readonly requests: readonly (readonly [number, number, number])[];
}

export const poisson: readonly Load[] = readLines(new URL('./sequences.jsonl', import.meta.url));

function rowsOf(written: unknown) {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(`${scenario[0].at} ${scenario[0].message}`);
  return requestTable(simulate(scenario));
}

/** A measured load, replayed as it came: how far each end is off, in ms. */
export function loadErrorsMs({ name, requests }: Load): number[] {
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
