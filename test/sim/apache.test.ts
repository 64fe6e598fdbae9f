import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, inARow, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', response: '6B' };
const upload = { ...page, name: 'upload', path: '/up', method: 'POST', body: '20kB' };
const file = { ...page, name: 'file', path: '/static/a', static: true, response: '20kB' };

/** Apache as reverse proxy, or before mod_wsgi's daemon processes, without mod_reqtimeout where nothing else is written. */
const QUIET = { 'RequestReadTimeout-header': 'never', 'RequestReadTimeout-body': 'never' };
const behind = (front: Written, app: Written, written: Written) =>
  ran(DIRECT, {
    front: { server: 'apache', ...QUIET, ...front },
    app: { workers: 2, ...app },
    routes: [page, upload, file],
    ...written,
  });
const DAEMON = { server: 'mod_wsgi', processes: 2, threads: 1, workers: undefined };
const daemon = (front: Written, app: Written, written: Written) => {
  const { workers: _, ...own } = { ...DAEMON, ...app } as Written;
  return ran(DIRECT, {
    front: { server: 'apache', ...QUIET, ...front },
    app: own,
    socket: { kind: 'unix' },
    routes: [page, upload, file],
    ...written,
  });
};
const ms = (at: number | undefined) => (at ?? Number.NaN) / 1000;

describe('Y1 mod_proxy collects the beginning of a body', () => {
  const slow = (bytes: string) =>
    behind(
      {},
      {},
      {
        clients: [
          arriving('slow', [{ at: '0s', body: bytes }], {
            asks: 'upload',
            pace: { bodyOver: '5s' },
          }),
        ],
      },
    );

  test('measured: of 20 kB over 5 s a worker is held for the last fifth only', () => {
    const { of, statuses } = slow('20kB');
    expect(statuses).toEqual([200]);
    expect(Math.abs(ms(of('worker/accepted')[0]?.at) - 4_100)).toBeLessThan(40);
    expect(of('body/buffered')).toEqual([]);
  });

  test('measured: of 400 kB nearly all the time', () => {
    const { of } = slow('400kB');
    expect(ms(of('worker/accepted')[0]?.at)).toBeLessThan(310);
  });

  test('what fits the prefix is collected whole', () => {
    const { of } = slow('16kB');
    expect(ms(of('worker/accepted')[0]?.at)).toBeGreaterThanOrEqual(5_000);
    expect(of('body/buffered').length).toBe(1);
  });
});

describe('Y2 what Apache says', () => {
  const one = [arriving('one', [{ at: '1s' }])];
  const stopped = [{ at: '0s', 'stop-app': true }];

  test('measured: 503 where nobody listens, at once, and static files all the same', () => {
    const { statuses, endsMs } = behind(
      {},
      {},
      {
        clients: [
          arriving('one', [{ at: '1s' }]),
          arriving('static', [{ at: '1.1s' }], { asks: 'file' }),
        ],
        script: stopped,
      },
    );
    expect(statuses).toEqual([503, 200]);
    expect(endsMs[0]).toBeLessThan(1_005);
  });

  test('measured: it tries a single app server anew with each request', () => {
    const { statuses } = behind(
      {},
      { workers: 1 },
      {
        clients: [arriving('one', [{ at: '1s' }, { at: '3s' }])],
        script: [...stopped, { at: '2s', 'start-app': true }],
      },
    );
    expect(statuses).toEqual([503, 200]);
  });

  test('measured: 502, not 504, after ProxyTimeout', () => {
    const { statuses, endsMs } = behind(
      { ProxyTimeout: '2s' },
      {},
      {
        clients: one.map((group) => ({ ...group, arrivals: [{ at: '0s', wait: '5s' }] })),
      },
    );
    expect(statuses).toEqual([502]);
    expect(Math.abs((endsMs[0] ?? 0) - 2_000)).toBeLessThan(10);
  });

  test('measured: a worker that dies is 502 behind mod_proxy, 500 behind mod_wsgi', () => {
    const crash = { routes: [{ ...page, effect: 'crash' }], clients: one };
    expect(behind({}, {}, crash).statuses).toEqual([502]);
    expect(daemon({}, {}, crash).statuses).toEqual([500]);
  });

  test('mod_wsgi 4.9: 504 where a daemon process does not answer within Timeout', () => {
    const { statuses, endsMs } = daemon(
      { Timeout: '2s' },
      {},
      {
        clients: [arriving('one', [{ at: '0s', wait: '5s' }])],
      },
    );
    expect(statuses).toEqual([504]);
    expect(Math.abs((endsMs[0] ?? 0) - 2_000)).toBeLessThan(10);
  });

  test('413 from the head alone', () => {
    const { statuses, endsMs } = behind(
      { LimitRequestBody: '10kB' },
      {},
      {
        clients: [arriving('one', [{ at: '0s' }], { asks: 'upload', pace: { bodyOver: '5s' } })],
      },
    );
    expect(statuses).toEqual([413]);
    expect(endsMs[0]).toBeLessThan(5);
  });
});

describe('Y3 mod_reqtimeout', () => {
  const limits = { 'RequestReadTimeout-header': '3s', 'RequestReadTimeout-body': '3s' };
  const paced = (pace: Written, asks = 'page', written: Written = {}) =>
    behind(
      limits,
      {},
      {
        duration: '120s',
        clients: [arriving('one', [{ at: '0s' }], { asks, pace })],
        ...written,
      },
    );

  test('measured: a head over 12 s is cut off without a word at the first piece after 3 s and what has come', () => {
    const { rows, endsMs, of } = paced({ headOver: '12s' });
    expect(rows[0]?.error).toBe('empty-reply');
    expect(Math.abs((endsMs[0] ?? 0) - 3_362)).toBeLessThan(10);
    expect(of('front/closed')[0]?.arg).toBe(408);
  });

  test('with its first line there it is answered 408', () => {
    const { statuses } = paced({ headOver: '6s' });
    expect(statuses).toEqual([408]);
  });

  test('measured: 2 kB over 12 s are 408 after 4.6 s: each 500 B have bought a second', () => {
    const { statuses, endsMs } = paced({ bodyOver: '12s' }, 'upload', {
      routes: [page, { ...upload, body: '2kB' }],
    });
    expect(statuses).toEqual([408]);
    expect(Math.abs((endsMs[0] ?? 0) - 4_583)).toBeLessThan(30);
  });

  test('500 B/s and more are never too slow', () => {
    const { statuses } = paced({ bodyOver: '39s' }, 'upload');
    expect(statuses).toEqual([200]);
  });

  test('Timeout counts between two reads', () => {
    const { statuses, endsMs } = behind(
      { Timeout: '4s' },
      {},
      {
        clients: [arriving('one', [{ at: '0s' }], { asks: 'upload', pace: { stops: 'mid-body' } })],
      },
    );
    expect(statuses).toEqual([408]);
    expect(Math.abs((endsMs[0] ?? 0) - 4_000)).toBeLessThan(10);
  });

  test('measured: over 15 s a silent connection is left alone; with its first byte it would have had its 3 s', () => {
    const { rows, of } = behind(
      limits,
      {},
      {
        duration: '60s',
        clients: [arriving('one', [{ at: '0s' }], { pace: { stops: 'before-head' } })],
      },
    );
    expect(ms(rows[0]?.endUs ?? undefined)).toBe(33_000);
    expect(of('head/received')).toEqual([]);
  });
});

describe('Y4 threads', () => {
  const threads = (count: number, written: Written, front: Written = {}) =>
    behind({ MaxRequestWorkers: count, ...front }, { workers: 8 }, written);

  test('a request holds one until it is answered; who comes later waits, first come first served', () => {
    const { endsMs, of } = threads(2, {
      clients: [arriving('six', inARow(6, 1, { wait: '100ms' }))],
    });
    const rounded = endsMs.map((end) => Math.floor((end ?? 0) / 100));
    expect(rounded).toEqual([1, 1, 2, 2, 3, 3]);
    expect(of('head/received').map(({ at }) => Math.floor(at / 100_000))).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
  });

  test('idle connections, and those over which nothing has come, hold none', () => {
    const { endsMs, statuses } = threads(1, {
      clients: [
        arriving('silent', inARow(3, 1), { pace: { stops: 'before-head' } }),
        {
          name: 'kept',
          link: 'loopback',
          keepAlive: true,
          arrivals: { count: 4, think: '1s', requestsEach: 1 },
        },
        arriving('late', [{ at: '2s' }]),
      ],
      duration: '3s',
    });
    expect(statuses.slice(-1)).toEqual([200]);
    expect((endsMs.at(-1) ?? 0) - 2_000).toBeLessThan(5);
  });

  test('a head that dribbles holds one', () => {
    const { endsMs } = threads(1, {
      clients: [
        arriving('slow', [{ at: '0s' }], { pace: { headOver: '5s' } }),
        arriving('late', [{ at: '1s' }]),
      ],
    });
    expect(endsMs[1]).toBeGreaterThan(5_000);
  });

  test('event: a slow reader of a file holds none; of an answer of the app server, until the rest fits the socket', () => {
    const reading = (asks: string) =>
      threads(1, {
        clients: [
          arriving('slow', [{ at: '0s' }], { asks, pace: { readDelay: '3s' } }),
          arriving('late', [{ at: '1s' }]),
        ],
        routes: [
          page,
          { ...file, response: '20MB' },
          { ...page, name: 'big', path: '/big', response: '20MB' },
        ],
        duration: '20s',
      }).endsMs[1];
    expect(reading('file')).toBeLessThan(1_005);
    expect(reading('big')).toBeGreaterThan(3_000);
  });

  test('the queue of the socket is ListenBacklog and one more; then the SYN is lost and sent again', () => {
    const { of, statuses } = threads(
      1,
      {
        clients: [arriving('ten', inARow(10, 1, { wait: '50ms' }))],
        duration: '10s',
      },
      { ListenBacklog: 3 },
    );
    expect(new Set(of('connection/retried').map(({ request }) => request)).size).toBe(5);
    expect(tally(statuses)).toEqual({ 200: 10 });
  });

  test('a client that leaves while it waits is served all the same', () => {
    const { of, rows } = threads(1, {
      clients: [
        arriving('first', [{ at: '0s', wait: '1s' }]),
        arriving('gone', [{ at: '100ms' }], { patience: '300ms' }),
      ],
    });
    expect(rows[1]?.outcome).toBe('abandoned');
    expect(of('view/entered', 1).length).toBe(1);
    expect(of('front/closed', 1)[0]?.arg).toBe(200);
  });
});

describe('Y5 a client that leaves', () => {
  test('Apache does not see it before it writes: the worker is not given up, and 200 is logged', () => {
    const { of } = behind(
      {},
      { workers: 1 },
      {
        clients: [arriving('gone', [{ at: '0s', wait: '2s' }], { patience: '1s' })],
      },
    );
    expect(ms(of('front/closed')[0]?.at)).toBeGreaterThan(2_000);
    expect(of('front/closed')[0]?.arg).toBe(200);
  });

  test('in the middle of its body it does', () => {
    const { of } = behind(
      {},
      { workers: 1 },
      {
        clients: [
          arriving('gone', [{ at: '0s' }], {
            asks: 'upload',
            pace: { bodyOver: '5s' },
            patience: '1s',
          }),
        ],
      },
    );
    expect(ms(of('front/closed')[0]?.at)).toBeLessThan(1_010);
  });
});

describe('Y6 before mod_wsgi’s daemon processes', () => {
  test('measured: a body is read by the daemon process, as slow as it comes', () => {
    const { of } = daemon(
      {},
      {},
      {
        clients: [arriving('slow', [{ at: '0s' }], { asks: 'upload', pace: { bodyOver: '5s' } })],
      },
    );
    expect(ms(of('worker/accepted')[0]?.at)).toBeLessThan(5);
  });

  test('mod_wsgi 4.9: a full queue is called again every 125 ms for 2 s, then every second, and 503 after 15 s', () => {
    const { of, statuses, endsMs } = daemon(
      {},
      { processes: 1 },
      {
        clients: [arriving('some', inARow(4, 1, { wait: '30s' }))],
        socket: { kind: 'unix', backlog: 1 },
        duration: '100s',
      },
    );
    const calls = of('connection/retried', 3).map(({ arg }) => arg / 1000);
    expect(calls.slice(0, 18)).toEqual([...Array(16).fill(125), 1_000, 1_000]);
    expect(statuses[3]).toBe(503);
    expect(Math.abs((endsMs[3] ?? 0) - 15_000)).toBeLessThan(1_100);
  });

  test('static files do not wait for them', () => {
    const { endsMs } = daemon(
      {},
      {},
      {
        clients: [
          arriving('two', inARow(2, 1, { wait: '3s' })),
          arriving('static', [{ at: '500ms' }], { asks: 'file' }),
        ],
      },
    );
    expect(endsMs[2]).toBeLessThan(505);
  });
});

describe('Y7 several app servers behind mod_proxy', () => {
  const several = (written: Written, front: Written = {}) =>
    behind(front, { instances: 2, workers: 1 }, written);

  test('one that cannot be connected to is left alone for `retry`; nobody gets an error', () => {
    const { statuses, of } = several(
      {
        clients: [arriving('each', inARow(12, 500, {}, 1_000))],
        script: [
          { at: '0s', 'stop-app': 1 },
          { at: '2s', 'start-app': 1 },
        ],
        duration: '10s',
      },
      { retry: '3s' },
    );
    expect(tally(statuses)).toEqual({ 200: 12 });
    expect(of('upstream/down').map(({ actor }) => actor)).toEqual([0]);
    const first = of('upstream/chosen').filter(({ actor, at }) => actor === 0 && at > 1_500_000);
    expect(ms(first[0]?.at)).toBeGreaterThan(4_000);
  });

  test('a request that killed its worker is not sent again, and the other server stays in use', () => {
    const { statuses, of } = several({
      clients: [
        arriving('bad', [{ at: '100ms' }], { asks: 'bad' }),
        arriving('each', inARow(10, 100, {}, 200)),
      ],
      routes: [page, { ...page, name: 'bad', path: '/bad', effect: 'crash' }],
    });
    expect(tally(statuses)).toEqual({ 200: 10, 502: 1 });
    expect(of('upstream/down')).toEqual([]);
    expect(of('worker/exited').length).toBe(1);
  });

  test('with all of them left alone it asks them all the same', () => {
    const { statuses } = several({
      clients: [arriving('each', [{ at: '1s' }, { at: '3s' }])],
      script: [
        { at: '0s', 'stop-app': 1 },
        { at: '0s', 'stop-app': 2 },
        { at: '2s', 'start-app': 1 },
        { at: '2s', 'start-app': 2 },
      ],
    });
    expect(statuses).toEqual([503, 200]);
  });
});

describe('Y10 connections to app servers', () => {
  const asked = (worker_class: string) =>
    behind(
      {},
      { worker_class, workers: 1, keepalive: '5s' },
      {
        clients: [arriving('each', inARow(10, 50))],
      },
    );

  test('are used again where the app server keeps them, and never closed for being idle', () => {
    const kept = asked('gthread');
    expect(tally(kept.statuses)).toEqual({ 200: 10 });
    expect(kept.of('upstream/connected').length).toBe(1);
    expect(kept.of('upstream/reused').length).toBe(9);
    expect(asked('sync').of('upstream/connected').length).toBe(10);
  });

  test('a daemon process has one for each request', () => {
    const { of } = daemon({}, {}, { clients: [arriving('each', inARow(10, 50))] });
    expect(of('upstream/connected').length).toBe(10);
  });
});

describe('Y8 connections of clients', () => {
  const kept = (front: Written, written: Written = {}) =>
    behind(
      front,
      {},
      {
        clients: [
          {
            name: 'one',
            link: 'loopback',
            keepAlive: true,
            arrivals: { count: 1, think: '10ms', requestsEach: 5 },
          },
        ],
        duration: '30s',
        ...written,
      },
    );

  test('kept up to MaxKeepAliveRequests, for KeepAliveTimeout', () => {
    expect(kept({}).of('connection/established').length).toBe(1);
    expect(kept({ MaxKeepAliveRequests: 2 }).of('connection/established').length).toBe(3);
    expect(kept({ KeepAlive: false }).of('connection/established').length).toBe(5);
  });

  test('closed after some statuses, whoever has given them', () => {
    const { of, statuses } = kept({}, { script: [{ at: '0s', 'stop-app': true }] });
    // The first one is lost with the worker that had it: after a 502 Apache keeps the connection, after a 503 it does not.
    expect(statuses).toEqual([502, 503, 503, 503, 503]);
    expect(of('connection/established').length).toBe(4);
  });
});
