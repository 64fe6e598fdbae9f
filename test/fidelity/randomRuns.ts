import { endsMs, every, load, rowsOf, seeds, sleep } from './shortScenario.ts';

/*
 * Runs of what is random in the real programs. The tests hold their range or distribution against what was measured, and the page of
 * measured cases tells both.
 */

/** Twenty requests of 500 ms at once, one worker, a TCP backlog of 3. */
export function burst(front: unknown) {
  const rows = rowsOf({
    version: 'classic',
    clients: load(every(20, 2, { route: 'sleep' })),
    front,
    socket: { kind: 'tcp', backlog: 3 },
    app: { server: 'gunicorn', workers: 1 },
    routes: [sleep(500)],
  });
  return { rows, endsMs: endsMs(rows) };
}

/** Twenty requests of 300 ms at once, two uWSGI workers, `listen 3`: the first six in order, who of the others is next is chance. */
export const UWSGI_BURST = {
  inOrderMs: [302, 303, 603, 604, 904, 905],
  lastMs: [3309, 3317, 3320],
};

export function uwsgiBurst() {
  const rows = rowsOf({
    version: 'classic',
    clients: load(every(20, 2, { route: 'sleep' })),
    socket: { kind: 'tcp', backlog: 3 },
    app: { server: 'uwsgi', processes: 2 },
    routes: [sleep(300)],
  });
  return { rows, endsMs: endsMs(rows) };
}

/** Eight requests of 100 ms of work, two cores: when each ends, ms; with four sync workers unless told. */
export function sharedCoresEndsMs(
  app: object = { workers: 4 },
  version: 'classic' | 'current' = 'classic',
): number[] {
  return endsMs(
    rowsOf({
      version,
      clients: load(every(8, 2, { route: 'cpu' })),
      app: { server: 'gunicorn', ...app },
      routes: [{ name: 'cpu', path: '/cpu', cpu: '100ms', response: '7B' }],
    }),
  );
}

/** Threads of one process take turns at the interpreter lock, 5 ms each and not alike: who ends when is chance, only the last is not. */
export const ONE_INTERPRETER = [
  {
    name: 'P_cpu100ms-x8_gunicorn-gthread-w1t8_2cores',
    version: 'classic',
    app: { worker_class: 'gthread', threads: 8 },
    what: 'eight threads',
    measured: 'first end 378 to 469, last 812 to 816 ms',
    lastMs: [812, 816],
  },
  {
    name: 'N26_P_cpu100ms-x8_gunicorn-asgi-w1_2cores',
    version: 'current',
    app: { worker_class: 'asgi' },
    what: 'asgi, a thread for each',
    measured: 'first end 134 to 640, last 825 to 878 ms',
    lastMs: [825, 878],
  },
  {
    name: 'P_cpu100ms-x8_runserver_2cores',
    version: 'classic',
    app: { server: 'runserver' },
    what: 'runserver, a thread for each',
    measured: 'first end 212 to 404, last 816 to 818 ms',
    lastMs: [816, 818],
  },
] as const;

/** Twelve workers at a database with three usable slots and CONN_MAX_AGE 60: per seed, served at first and failed of 20 later ones. */
export function slotsKept(): { servedAtFirst: number; failedLater: number }[] {
  return seeds(60).map((seed) => {
    const rows = rowsOf({
      seed,
      version: 'classic',
      clients: load([
        ...every(12, 20, { route: 'long' }),
        ...every(20, 50, { route: 'light' }, 2_000),
      ]),
      app: { server: 'gunicorn', workers: 12 },
      routes: [
        { name: 'long', path: '/long', cpu: '0s', queries: 1, query: '500ms', response: '6B' },
        { name: 'light', path: '/light', cpu: '0s', queries: 1, query: '5ms', response: '6B' },
      ],
      database: { host: 'db', max_connections: 6, CONN_MAX_AGE: '60s' },
    });
    return {
      servedAtFirst: rows.slice(0, 12).filter((row) => row.status === 200).length,
      failedLater: rows.slice(12).filter((row) => row.status === 500).length,
    };
  });
}

/** Six who lock the same row for 300 ms each, 30 ms apart: in which order PostgreSQL let them, five repetitions. */
export const LOCK_ORDERS = ['012345', '012453', '013425', '012534', '012435'] as const;

export function lockOrders(runs: number): string[] {
  return seeds(runs).map((seed) => {
    const ends = endsMs(
      rowsOf({
        seed,
        version: 'classic',
        clients: load(every(6, 30, { route: 'lock' })),
        app: { server: 'gunicorn', workers: 8 },
        routes: [
          {
            ...sleep(300),
            name: 'lock',
            queries: 3,
            query: '0.15ms',
            locks: 'stock 3',
            writes: true,
          },
        ],
        database: { server: 'postgresql', host: 'db' },
      }),
    );
    return [0, 1, 2, 3, 4, 5].sort((a, b) => ends[a] - ends[b]).join('');
  });
}

/** One GET that ends a worker of both app servers: how many of 56 pings, one every 250 ms, get 502 because both are left alone. */
export const LEFT_ALONE = { classic: [41, 41, 40], current: [41, 43, 41] };

export function leftAlone(
  version: 'classic' | 'current',
  runs: number,
  upstream: object = {},
): number[] {
  return seeds(runs)
    .map((seed) => {
      const rows = rowsOf({
        seed,
        version,
        clients: load([...every(56, 250, { route: 'ping' }), { at: '300ms', route: 'crash' }]),
        front: { server: 'nginx', upstream },
        app: { server: 'gunicorn', workers: 2, instances: 2 },
        routes: [
          { ...sleep(5), name: 'ping' },
          { name: 'crash', path: '/crash', effect: 'crash' },
        ],
      });
      return rows.filter((row) => row.status === 502).length - 1;
    })
    .sort((a, b) => a - b);
}
