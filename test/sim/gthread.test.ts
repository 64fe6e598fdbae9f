import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, inARow, ran } from './runs.ts';

const routes = [
  { name: 'view', path: '/view', cpu: '0s', wait: '200ms', response: '6B' },
  { name: 'quick', path: '/quick', cpu: '0s', wait: '20ms', response: '6B' },
  { name: 'hang', path: '/hang', effect: 'hang' },
];
const threads = (count: number, over = {}) => ({
  worker_class: 'gthread',
  workers: 1,
  threads: count,
  ...over,
});
const twelve = (app: object, over = {}) =>
  ran(DIRECT, { routes, app, clients: [arriving('load', inARow(12, 2))], ...over });

describe('G8 a gthread worker deals with as many requests as it has threads', () => {
  test('measured: twelve requests of 200 ms through four threads end by fours, the last at 609', () => {
    const { endsMs } = twelve(threads(4));
    const batch = endsMs.map((end) => Math.round((end ?? 0) / 200));
    expect(batch).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
    expect(Math.abs((endsMs[11] ?? 0) - 609)).toBeLessThan(6);
  });

  test('its main thread accepts at once: they wait inside the process, not in the backlog', () => {
    const { of } = twelve(threads(4));
    expect(of('connection/pooled').length).toBe(8);
    for (const { arg } of of('worker/accepted')) expect(arg).toBe(0);
  });

  test('so one process may let requests wait while threads of another are idle', () => {
    const { of, recording } = twelve(threads(2, { workers: 2 }));
    const perProcess = [0, 0];
    for (const { actor } of of('worker/accepted'))
      perProcess[recording.slots[actor]?.process ?? 0]++;
    expect(perProcess[0]).not.toBe(6);
  });

  test('a thread is begun where none is idle; of those that have begun the one idle longest is next', () => {
    const { of } = ran(DIRECT, {
      routes,
      app: threads(4),
      clients: [
        arriving('alone', inARow(3, 100), { asks: 'quick' }),
        arriving('together', inARow(2, 2, {}, 500), { asks: 'quick' }),
        arriving('again', inARow(4, 100, {}, 700), { asks: 'quick' }),
      ],
    });
    expect(of('worker/accepted').map(({ actor }) => actor)).toEqual([0, 0, 0, 0, 1, 0, 1, 0, 1]);
  });

  test('D1 so connections to the database that live on are those of a few threads, and each has its turn', () => {
    const { statuses } = ran(DIRECT, {
      version: 'classic',
      hosts: { lab: { cores: 2 }, db: { cores: 8 } },
      routes: [{ name: 'rows', path: '/rows', cpu: '0s', queries: 1, query: '300ms' }],
      app: threads(8),
      database: { host: 'db', server: 'postgresql', max_connections: 6, CONN_MAX_AGE: '60s' },
      clients: [arriving('burst', inARow(8, 10)), arriving('later', inARow(8, 400, {}, 1000))],
    });
    // Three usable connections, and a fourth thread that failed five times: it stands among them ever after.
    expect(statuses.slice(0, 8)).toEqual([200, 200, 200, 500, 500, 500, 500, 500]);
    expect(statuses.slice(8).filter((status) => status === 500).length).toBe(2);
  });

  test('worker_connections is how many it accepts', () => {
    const most = (limit: number) =>
      Math.max(
        ...twelve(threads(4, { worker_connections: limit }))
          .of('connection/pooled')
          .map((event) => event.arg),
      );
    // The one that a thread has just closed makes room for another, a moment before that thread takes the next.
    expect(most(5)).toBe(2);
    expect(most(1_000)).toBe(8);
  });

  test('sync with more than one thread is gthread', () => {
    const { endsMs } = twelve({ workers: 1, threads: 4 });
    expect(Math.abs((endsMs[11] ?? 0) - 609)).toBeLessThan(6);
  });
});

describe('G9 an idle connection and a thread', () => {
  const idle = (over = {}) =>
    ran(DIRECT, {
      routes,
      duration: '20s',
      app: threads(4),
      clients: [
        arriving('idle', inARow(4, 2), { pace: { stops: 'before-head' }, patience: '14s' }),
        arriving('fast', [{ at: '1s', route: 'quick' }]),
      ],
      ...over,
    });

  test('measured: 26.1 holds a thread 5 s for the first byte: a request at 1 s ends 4023 ms later', () => {
    const { endsMs } = idle();
    expect(Math.abs((endsMs[4] ?? 0) - 1_000 - 4_023)).toBeLessThan(6);
  });

  test('measured: then the poller has it, and closes it 2 to 3 s later', () => {
    const { endsMs, of } = idle();
    expect(of('connection/parked').map((event) => event.request)).toEqual([0, 1, 2, 3]);
    for (const end of endsMs.slice(0, 4)) {
      expect(end).toBeGreaterThan(7_000);
      expect(end).toBeLessThan(8_100);
    }
  });

  test('measured: 20.1 holds it to the end: 13023 ms', () => {
    const { endsMs } = idle({ version: 'classic' });
    expect(Math.abs((endsMs[4] ?? 0) - 1_000 - 13_023)).toBeLessThan(6);
  });
});

describe('G10 closing waits in the main thread', () => {
  const careless = (version: string) =>
    ran(DIRECT, {
      routes,
      version,
      app: threads(4),
      clients: [
        arriving('holder', [{ at: '0s', route: 'quick' }], { closes: false }),
        arriving('fast', [{ at: '100ms', route: 'quick' }]),
      ],
    });

  test('measured: 26.1, one careless client: nobody is accepted for 2 s, though three threads are idle', () => {
    const { endsMs, of } = careless('current');
    expect(Math.abs((endsMs[1] ?? 0) - 100 - 1_943)).toBeLessThan(25);
    expect(of('worker/blocked').map((event) => event.request)).toEqual([0]);
  });

  test('measured: 20.1 does not wait: 24 ms', () => {
    const { endsMs, of } = careless('classic');
    expect(Math.abs((endsMs[1] ?? 0) - 124)).toBeLessThan(5);
    expect(of('worker/blocked')).toEqual([]);
  });
});

describe('G12 --timeout looks at the loop, not at the request', () => {
  test('measured: hung threads are never killed, and all of them hung is a dead server', () => {
    const { of, rows } = ran(DIRECT, {
      routes,
      duration: '40s',
      app: threads(2, { timeout: '3s' }),
      clients: [
        arriving('bad', inARow(2, 10, { route: 'hang' })),
        arriving('fast', [{ at: '1s', route: 'quick' }]),
      ],
    });
    expect(of('worker/timedOut')).toEqual([]);
    expect(rows.map((row) => row.outcome)).toEqual(['in-flight', 'in-flight', 'in-flight']);
  });
});

test('G10 whoever waits is accepted when the main thread is back, even where an idle connection ends in that very moment', () => {
  // Two connections a worker: one kept and idle since 500 ms, one whose careless client blocks the main thread until then plus 2 s.
  const { statuses, of } = ran(DIRECT, {
    routes,
    duration: '20s',
    app: threads(2, { worker_connections: 2, keepalive: '2s' }),
    clients: [
      // The first to come pays for cold caches, 0.4 ms: so both are answered in one moment.
      arriving('keeper', [{ at: '0s', route: 'quick', wait: '19.6ms' }], { keepAlive: true }),
      arriving('careless', [{ at: '0s', route: 'quick' }], { closes: false }),
      arriving('later', inARow(6, 1, { route: 'quick' }, 1_000)),
    ],
  });
  expect(statuses).toEqual(Array(8).fill(200));
  expect(of('worker/accepted').length).toBe(8);
});
