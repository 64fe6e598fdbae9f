import { every, load, sleep } from './shortScenario.ts';

/** A figure told in the measurements' summary, of a case whose requests are not in `cases`. */
export interface Figure {
  /** The row of the summary, and the case. */
  readonly of: string;
  readonly scenario: object;
  /** Position of the request that is told about, in order of start. */
  readonly request: number;
  /** What it took, ms; the end itself where the summary tells of a whole run. */
  readonly tookMs?: number;
  readonly endsMs?: number;
  readonly status: number;
}

const BOTH = ['classic', 'current'] as const;
const gthread = { worker_class: 'gthread', workers: 1, threads: 4 };
const gevent = { worker_class: 'gevent', workers: 1 };
const asgi = { worker_class: 'asgi', workers: 1, django: '3.2' };
const front = { client_max_body_size: '10MB' };
const upload = {
  ...sleep(20),
  name: 'upload',
  path: '/upload',
  method: 'POST',
  body: '20kB',
};
const big = { name: 'big', path: '/big', cpu: '5ms', response: '6144000B' };
const SLOW = {
  headers: { route: 'sleep', pace: { headOver: '5s' } },
  body: { route: 'upload', pace: { bodyOver: '5s' } },
  idle: { route: 'sleep', pace: { stops: 'before-head' }, patience: '6s' },
  reader: {
    route: 'big',
    link: {
      rtt: 0,
      up: 'unlimited',
      down: 'unlimited',
      sendBuffer: '3.2MB',
      receiveBuffer: '128KiB',
    },
    pace: { readRate: '1.5MB/s', readEvery: '50ms' },
  },
} as const;
type How = keyof typeof SLOW;

/** `count` slow clients, then a fast one at 1 s: what it takes. */
function behindSlow(
  version: string,
  how: How,
  count: number,
  app: object,
  tookMs: number,
  over = {},
): Figure {
  return {
    of: `B ${how}, ${count} slow clients, ${JSON.stringify(app)}${'front' in over ? ' behind nginx' : ''}`,
    scenario: {
      version,
      app,
      routes: [sleep(20), upload, big],
      clients: load([
        ...every(count, 20, SLOW[how], 0.5),
        { at: '1000.7ms', route: 'sleep' },
        { at: '1500.6ms', route: 'sleep' },
      ]),
      ...over,
    },
    request: count,
    tookMs,
    status: 200,
  };
}

const twelve = (version: string, app: object, endsMs: number): Figure => ({
  of: `A twelve of 200 ms, ${JSON.stringify(app)}`,
  scenario: {
    version,
    app,
    routes: [sleep(200)],
    clients: load(every(12, 2, { route: 'sleep' }, 0.5)),
  },
  request: 11,
  endsMs,
  status: 200,
});

const eightCpu = (version: string, app: object, endsMs: number): Figure => ({
  of: `P eight of 100 ms CPU, ${JSON.stringify(app)}`,
  scenario: {
    version,
    app,
    routes: [{ name: 'cpu', path: '/cpu', cpu: '100ms', response: '7B' }],
    clients: load(every(8, 2, { route: 'cpu' }, 0.5)),
  },
  request: 7,
  endsMs,
  status: 200,
});

/** Clients that keep their side open, and one at 100 ms. */
const notClosing = (version: string, app: object, count: number, tookMs: number, over = {}) => ({
  of: `X client-does-not-close, ${count} of them, ${JSON.stringify(app)}${'front' in over ? ' behind nginx' : ''}`,
  scenario: {
    version,
    app,
    routes: [sleep(20), { name: 'ping', path: '/ping', cpu: '0s', response: '5B' }],
    clients: [
      {
        name: 'holder',
        link: 'loopback',
        closes: false,
        arrivals: every(count, 10, { route: 'ping' }, 0.5),
      },
      { name: 'load', link: 'loopback', arrivals: [{ at: '101.2ms', route: 'sleep' }] },
    ],
    ...over,
  },
  request: count,
  tookMs,
  status: 200,
});

export const FIGURES: readonly Figure[] = [
  twelve('classic', { workers: 4 }, 610),
  twelve('current', { workers: 4 }, 611),
  twelve('current', gthread, 609),
  eightCpu('classic', { workers: 4 }, 417),
  eightCpu('classic', { ...gthread, threads: 8 }, 816),
  eightCpu('current', { ...asgi, django: '5.2' }, 850),
  ...BOTH.flatMap((version) => [
    behindSlow(version, 'headers', 4, { workers: 4 }, 4042),
    behindSlow(version, 'body', 4, { workers: 4 }, 4042),
    behindSlow(version, 'idle', 4, { workers: 4 }, 5025),
    behindSlow(version, 'headers', 3, { workers: 4 }, 21.5),
    behindSlow(version, 'body', 4, gthread, 4042),
    behindSlow(version, 'reader', 20, gevent, 22),
    ...(['headers', 'body', 'reader'] as const).map((how) =>
      behindSlow(version, how, 20, { workers: 2 }, 22, { front }),
    ),
  ]),
  behindSlow('classic', 'reader', 4, { workers: 4 }, 1766),
  behindSlow('current', 'reader', 4, { workers: 4 }, 3767),
  behindSlow('classic', 'reader', 4, gthread, 1764),
  ...(['headers', 'body', 'reader', 'idle'] as const).map((how, i) =>
    behindSlow('current', how, 20, asgi, [24.2, 24.1, 24.5, 23.5][i]),
  ),
  notClosing('current', { workers: 2 }, 2, 1925),
  notClosing('classic', { workers: 2 }, 2, 24),
  notClosing('current', { workers: 1 }, 1, 22.6, { front }),
];
