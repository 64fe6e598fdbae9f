import { requestTable } from '../../src/recording/requestTable.ts';
import { momentsMs, run } from './moments.ts';

/*
 * Thirty files of 4000 bytes from nginx over a round trip of 100 ms, by one client: over kept connections, without, and over HTTP/2, each plain
 * and with TLS (T_h2-vs-h1_30-files-4KB). And how long a new client takes to its first answers (T_roundtrips_nginx). Current versions.
 */

const HOWS = {
  'six kept': { connections: 6, keepAlive: true },
  'one kept': { connections: 1, keepAlive: true },
  'six at a time': { connections: 6, keepAlive: false },
  'http2, 64 KiB': { http2: true, window: '64KiB' },
  'http2, 15 MB': { http2: true, window: '15MB' },
} as const;

export interface Page {
  /** All of it through one line of 250 kB/s. */
  readonly isNarrow: boolean;
  readonly tls: '1.2' | '1.3' | null;
  readonly how: keyof typeof HOWS;
  readonly measured: PageFigures;
}

interface PageFigures {
  readonly pageMs: number;
  readonly firstFileMs: number;
  readonly connections: number;
}

type Row = readonly [boolean, Page['tls'], Page['how'], number, number, number];

/** The relay that stood for the narrow line passed on 2.5 kB at once whenever it had been idle; the model paces every byte. */
export const RELAY = 'the relay of the measurements passed on 2.5 kB at once whenever it was idle';

/** The middle one of three repetitions. */
const MEASURED: readonly Row[] = [
  [false, null, 'six kept', 613.5, 204.1, 6],
  [false, null, 'one kept', 3147.8, 202.8, 1],
  [false, null, 'six at a time', 1022.8, 204.0, 30],
  [false, '1.2', 'six kept', 827.0, 412.7, 6],
  [false, '1.2', 'one kept', 3358.3, 408.8, 1],
  [false, '1.2', 'six at a time', 2058.3, 411.0, 30],
  [false, '1.2', 'http2, 64 KiB', 614.5, 409.6, 1],
  [false, '1.2', 'http2, 15 MB', 411.6, 409.3, 1],
  [false, '1.3', 'six kept', 723.0, 308.9, 6],
  [false, '1.3', 'one kept', 3264.2, 307.9, 1],
  [false, '1.3', 'six at a time', 1548.5, 309.5, 30],
  [false, '1.3', 'http2, 64 KiB', 515.8, 309.6, 1],
  [false, '1.3', 'http2, 15 MB', 313.9, 310.0, 1],
  [true, null, 'six kept', 711.2, 204.7, 6],
  [true, null, 'one kept', 3151.6, 202.7, 1],
  [true, null, 'six at a time', 1109.5, 203.6, 30],
  [true, '1.2', 'six kept', 917.0, 410.9, 6],
  [true, '1.2', 'one kept', 3352.9, 406.6, 1],
  [true, '1.2', 'six at a time', 2140.0, 412.2, 30],
  [true, '1.2', 'http2, 64 KiB', 882.1, 409.4, 1],
  [true, '1.2', 'http2, 15 MB', 882.2, 411.0, 1],
  [true, '1.3', 'six kept', 817.6, 308.6, 6],
  [true, '1.3', 'one kept', 3264.2, 305.8, 1],
  [true, '1.3', 'six at a time', 1649.7, 307.4, 30],
  [true, '1.3', 'http2, 64 KiB', 779.7, 307.4, 1],
  [true, '1.3', 'http2, 15 MB', 782.0, 307.1, 1],
];

export const PAGES: readonly Page[] = MEASURED.map(
  ([isNarrow, tls, how, pageMs, firstFileMs, connections]) => ({
    isNarrow,
    tls,
    how,
    measured: { pageMs, firstFileMs, connections },
  }),
);

const FILE = { name: 'file', path: '/static/file', cpu: '0s', static: true, response: '4kB' };

export function loadPage({ isNarrow, tls, how }: Omit<Page, 'measured'>): PageFigures {
  const client = HOWS[how];
  const recording = run({
    clients: [
      {
        name: 'browser',
        link: { rtt: '100ms', up: 'unlimited', down: isNarrow ? '250kB/s' : 'unlimited' },
        ...client,
        arrivals: Array.from({ length: 30 }, () => ({ at: '0s', route: 'file', client: 1 })),
      },
    ],
    front: { server: 'nginx', host: 'lab', ...tlsOf(tls, 'http2' in client) },
    app: { server: 'gunicorn' },
    routes: [FILE],
  });
  const endsMs = requestTable(recording).map((row) => (row.endUs ?? Number.NaN) / 1000);
  return {
    pageMs: Math.max(...endsMs),
    firstFileMs: Math.min(...endsMs),
    connections: momentsMs(recording, 'connection/established').length,
  };
}

// The client of the measurements began anew on each connection, whatever tickets it was given.
const tlsOf = (ssl_protocols: Page['tls'], http2: boolean) =>
  ssl_protocols === null ? {} : { tls: { ssl_protocols, http2, ssl_session_tickets: false } };

export interface Handshake {
  readonly ssl_protocols: '1.2' | '1.3';
  readonly certificate: 'ecdsa' | 'rsa';
  readonly resumes: boolean;
  readonly ssl_early_data?: boolean;
  /** When its answers were there that it asked for one after another over one connection, ms. */
  readonly measured: readonly number[];
}

export const HANDSHAKES: readonly Handshake[] = [
  { ssl_protocols: '1.2', certificate: 'ecdsa', resumes: false, measured: [408.8, 511.4, 613.2] },
  { ssl_protocols: '1.2', certificate: 'rsa', resumes: false, measured: [407.2, 510.5, 612] },
  { ssl_protocols: '1.2', certificate: 'ecdsa', resumes: true, measured: [308.5] },
  { ssl_protocols: '1.2', certificate: 'rsa', resumes: true, measured: [304.7] },
  { ssl_protocols: '1.3', certificate: 'ecdsa', resumes: false, measured: [305.5, 406.8, 508.8] },
  { ssl_protocols: '1.3', certificate: 'rsa', resumes: false, measured: [305.7, 407.1, 508.6] },
  { ssl_protocols: '1.3', certificate: 'ecdsa', resumes: true, measured: [305.1] },
  { ssl_protocols: '1.3', certificate: 'rsa', resumes: true, measured: [304.3] },
  // 228.6 with another client, who needs about 25 ms to start.
  {
    ssl_protocols: '1.3',
    certificate: 'ecdsa',
    resumes: true,
    ssl_early_data: true,
    measured: [203.6],
  },
];

/** The same of simulated clients: the next request follows the answer. */
export function answersMs({ resumes, measured, ...tls }: Handshake): number[] {
  const recording = run({
    clients: [
      {
        name: 'browser',
        link: { rtt: '100ms', up: 'unlimited', down: 'unlimited' },
        resumes,
        connections: 1,
        keepAlive: true,
        arrivals: measured.map(() => ({ at: '0s', route: 'file', client: 1 })),
      },
    ],
    front: { server: 'nginx', host: 'lab', tls },
    app: { server: 'gunicorn' },
    routes: [FILE],
  });
  return requestTable(recording).map((row) => (row.endUs ?? Number.NaN) / 1000);
}

/** Processor time of nginx for one handshake, ms; the middle one of three times 500. */
export const HANDSHAKE_COSTS: readonly (Omit<Handshake, 'measured'> & {
  readonly measuredMs: number;
})[] = [
  { ssl_protocols: '1.2', certificate: 'ecdsa', resumes: false, measuredMs: 0.296 },
  { ssl_protocols: '1.2', certificate: 'ecdsa', resumes: true, measuredMs: 0.145 },
  { ssl_protocols: '1.3', certificate: 'ecdsa', resumes: false, measuredMs: 0.35 },
  { ssl_protocols: '1.3', certificate: 'ecdsa', resumes: true, measuredMs: 0.315 },
  { ssl_protocols: '1.2', certificate: 'rsa', resumes: false, measuredMs: 0.518 },
  { ssl_protocols: '1.2', certificate: 'rsa', resumes: true, measuredMs: 0.139 },
  { ssl_protocols: '1.3', certificate: 'rsa', resumes: false, measuredMs: 0.549 },
  { ssl_protocols: '1.3', certificate: 'rsa', resumes: true, measuredMs: 0.287 },
];

const HANDSHAKES_EACH = 100;

/** The same in a run: what the host computes for a hundred clients who fetch a file each. nginx's work for the file takes no core. */
export function handshakeCostMs({
  resumes,
  measuredMs: _,
  ...tls
}: (typeof HANDSHAKE_COSTS)[number]): number {
  const recording = run({
    clients: [
      {
        name: 'load',
        link: 'loopback',
        resumes,
        arrivals: Array.from({ length: HANDSHAKES_EACH }, (_, i) => ({
          at: `${20 * i}ms`,
          route: 'file',
        })),
      },
    ],
    front: { server: 'nginx', host: 'lab', tls },
    app: { server: 'gunicorn' },
    routes: [FILE],
  });
  return (recording.hosts[0]?.busyUs ?? Number.NaN) / HANDSHAKES_EACH / 1000;
}
