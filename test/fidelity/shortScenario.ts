import { type RequestRow, requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** Runs a scenario of which only what matters is written, and gives its requests. */
export function rowsOf(written: object): readonly RequestRow[] {
  const scenario = parseScenario({
    duration: '60s',
    hosts: { lab: { cores: 2 }, db: { cores: 128 } },
    front: 'none',
    database: 'none',
    ...written,
  });
  if (isProblems(scenario)) throw new Error(`${scenario[0].at} ${scenario[0].message}`);
  return requestTable(simulate(scenario));
}

export const every = (count: number, gapMs: number, arrival: object, fromMs = 0) =>
  Array.from({ length: count }, (_, i) => ({ at: `${fromMs + i * gapMs}ms`, ...arrival }));
export const load = (arrivals: object[]) => [{ name: 'load', link: 'loopback', arrivals }];
export const sleep = (ms: number) => ({
  name: 'sleep',
  path: '/sleep',
  cpu: '0s',
  wait: `${ms}ms`,
  response: '6B',
});
export const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

export const endsMs = (rows: readonly RequestRow[]) =>
  rows.map((row) => (row.endUs ?? Number.NaN) / 1000);
