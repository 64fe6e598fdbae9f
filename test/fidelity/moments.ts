import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT, type EventName } from '../../src/recording/vocabulary.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/*
 * What was measured as a single figure, not as requests: when an idle connection is closed, what becomes of a
 * request that is sent just when the app server closes the connection that nginx keeps. All with the current versions.
 */

/** A run of the current versions of which only what matters is written. */
export function run(written: object) {
  const scenario = parseScenario({
    version: 'current',
    duration: '20s',
    hosts: { lab: { cores: 2 } },
    front: 'none',
    database: 'none',
    ...written,
  });
  if (isProblems(scenario)) throw new Error(`${scenario[0].at} ${scenario[0].message}`);
  return simulate(scenario);
}

type Run = ReturnType<typeof run>;

/** Moments of a word, ms. */
export function momentsMs(recording: Run, name: EventName): number[] {
  const found: number[] = [];
  for (let i = 0; i < recording.length; i++)
    if (recording.type(i) === EVENT[name]) found.push(recording.at(i) / 1000);
  return found;
}

const PING = { name: 'ping', path: '/ping', cpu: '0s', response: '5B' };

/** How long after an answer Gunicorn closes a kept connection over which nothing more comes, ms; NaN = not within 8 s. */
export const IDLE_CLOSED_AFTER_MS = {
  gthread: [2003, 2002, 2003],
  gevent: [2002, 2001, 2001],
  asgi: [],
} as const;

export function idleClosedAfterMs(worker_class: keyof typeof IDLE_CLOSED_AFTER_MS): number {
  const recording = run({
    duration: '8.1s',
    clients: [
      {
        name: 'load',
        link: 'loopback',
        keepAlive: true,
        // The second one so that the client stays: it still wants something.
        arrivals: ['100ms', '8.05s'].map((at) => ({ at, route: 'ping', client: 1 })),
      },
    ],
    app: { server: 'gunicorn', worker_class, threads: worker_class === 'gthread' ? 4 : 1 },
    routes: [PING],
  });
  const [answered] = momentsMs(recording, 'request/answered');
  const [closed = Number.NaN] = momentsMs(recording, 'connection/expired');
  return closed - answered;
}

/** The same gaps as measured, ms: answer to the first request until the second one, through nginx's pool. */
export const RACE_GAPS_MS = Array.from({ length: 15 }, (_, i) => 1_950 + 5 * i);

/** Gaps after which the connection was closed under the request, one list for each of three repetitions. */
export const RACE_LOST_MS = {
  GET: [
    [1960, 1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000],
    [1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000],
    [1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000],
  ],
  POST: [
    [1960, 1970, 1980, 1990, 2000],
    [1965, 1975, 1985, 1995],
    [1965, 1975, 1985, 1995, 2005],
  ],
} as const;

/**
 * Two requests through nginx's pool, 20 ms one way between nginx and Gunicorn (gthread): the second one comes `gapMs` after the answer to
 * the first. Its status, and whether nginx had to send it twice.
 */
export function idleRace(
  method: 'GET' | 'POST',
  gapMs: number,
): { status: number | null; isSentTwice: boolean } {
  const twoRequests = (second: readonly object[]) =>
    run({
      clients: [
        { name: 'load', link: 'loopback', arrivals: [{ at: '0s', route: 'ping' }, ...second] },
      ],
      front: { server: 'nginx', host: 'lab', upstream: {} },
      socket: { kind: 'tcp', rtt: '40ms' },
      app: { server: 'gunicorn', worker_class: 'gthread', threads: 4 },
      routes: [{ ...PING, method, body: method === 'POST' ? '5B' : '0B' }],
    });
  const [first] = momentsMs(twoRequests([]), 'request/answered');
  const recording = twoRequests([{ at: `${first + gapMs}ms`, route: 'ping' }]);
  return {
    status: requestTable(recording)[1].status,
    isSentTwice: momentsMs(recording, 'upstream/retried').length > 0,
  };
}

/** Gaps after which nginx finds the connection closed under its request. */
export function racesLostMs(method: 'GET' | 'POST'): number[] {
  return RACE_GAPS_MS.filter((gapMs) => {
    const { status, isSentTwice } = idleRace(method, gapMs);
    return status === 502 || isSentTwice;
  });
}
