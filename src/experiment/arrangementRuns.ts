import type { Recording } from '../recording/recording.ts';
import { type RequestRow, requestTable } from '../recording/requestTable.ts';
import { EVENT } from '../recording/vocabulary.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import type { Arrangement } from './arrangementList.ts';

/** Which generation of Gunicorn and nginx. */
export type Generation = 'classic' | 'current';

const sleep = (ms: number) => ({
  name: `sleep${ms}`,
  path: `/sleep/${ms}`,
  cpu: '0s',
  wait: `${ms}ms`,
  response: '6B',
});
const upload = (name: string, body: string) => ({
  ...sleep(20),
  name,
  path: `/${name}`,
  method: 'POST',
  body,
});
const ROUTES = [
  sleep(5),
  sleep(20),
  sleep(200),
  upload('upload', '20kB'),
  upload('long-upload', '400kB'),
  { name: 'big', path: '/big', cpu: '20ms', response: '24MB' },
  { name: 'hang', path: '/hang', cpu: '0s', effect: 'hang' },
  { name: 'crash', path: '/crash', cpu: '0s', effect: 'crash' },
];

/** What a client can be slow at, and how such a client is written. All of them are through with it after five or six seconds. */
export const SLOW = {
  headers: { route: 'sleep20', pace: { headOver: '5s' } },
  body: { route: 'upload', pace: { bodyOver: '5s' } },
  'long body': { route: 'long-upload', pace: { bodyOver: '5s' } },
  idle: { route: 'sleep20', pace: { stops: 'before-head' }, patience: '6s' },
  reader: {
    route: 'big',
    link: {
      rtt: 0,
      up: 'unlimited',
      down: 'unlimited',
      sendBuffer: '3.2MB',
      receiveBuffer: '512KiB',
    },
    pace: { readRate: '4MB/s' },
  },
} as const;
export type SlowKind = keyof typeof SLOW;
export const SLOW_KINDS = Object.keys(SLOW) as readonly SlowKind[];

export interface ArrangementRun {
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly rows: readonly RequestRow[];
}

/** A run of an arrangement on one machine with two cores. Throws where the scenario is not one: a mistake of ours. */
export function runArrangement(
  { name, stack }: Arrangement,
  version: Generation,
  arrivals: readonly object[],
  appSettings: object = {},
): ArrangementRun {
  const scenario = parseScenario({
    title: name,
    version,
    duration: '40s',
    hosts: { web: { cores: 2 } },
    front: 'none',
    database: 'none',
    ...stack,
    app: { ...(stack.app as object), ...appSettings },
    routes: ROUTES,
    clients: [{ name: 'load', link: 'loopback', arrivals }],
  });
  if (isProblems(scenario))
    throw new Error(`${name}: ${scenario[0]?.at} ${scenario[0]?.message ?? ''}`);
  const recording = simulate(scenario);
  return { scenario, recording, rows: requestTable(recording) };
}

/** `count` arrivals so many milliseconds apart. */
export const every = (count: number, gapMs: number, arrival: object, fromMs = 0) =>
  Array.from({ length: count }, (_, i) => ({ at: `${fromMs + i * gapMs}ms`, ...arrival }));

/** How long slots of the app server dealt with a request, ms, the longest of them; 0 = none ever did. To the end of the run where they never got rid of it. */
export function heldMs({ recording, rows }: ArrangementRun, requests: readonly number[]): number {
  return Math.max(
    0,
    ...requests.map((r) => {
      const row = rows[r];
      if (!row || row.acceptedUs === null) return 0;
      return ((row.releasedUs ?? recording.endUs) - row.acceptedUs) / 1000;
    }),
  );
}

/** Moments of a word, ms. */
export function momentsMs({ recording }: ArrangementRun, word: keyof typeof EVENT): number[] {
  const found: number[] = [];
  for (let i = 0; i < recording.length; i++)
    if (recording.type(i) === EVENT[word]) found.push(recording.at(i) / 1000);
  return found;
}

/** What a request took, ms; null where it did not end. */
export const tookMs = (row: RequestRow | undefined) =>
  row?.endUs == null ? null : (row.endUs - row.startUs) / 1000;

/** How a request ended: its status, or what its client reports. */
export const outcomeOf = (row: RequestRow | undefined): string =>
  row?.endUs == null ? 'no end' : `${row.status ?? row.error ?? row.outcome}`;
