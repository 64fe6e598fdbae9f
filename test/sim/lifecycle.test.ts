import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, inARow, ran, tally } from './runs.ts';

const routes = [
  { name: 'quick', path: '/quick', cpu: '0s', wait: '10ms', response: '6B' },
  { name: 'long', path: '/long', cpu: '0s', wait: '5s', response: '6B' },
  { name: 'crash', path: '/crash', effect: 'crash' },
  { name: 'hanghard', path: '/hanghard', effect: 'hang-hard' },
];
const one = (over = {}) => ({ workers: 1, boot: '120ms', graceful_timeout: '2s', ...over });
/** A request of 5 s that is under way when the signal comes at 1 s, and short ones after it. */
const signalled = (app: object, action: string, base = DIRECT, over = {}) =>
  ran(base, {
    routes,
    app,
    duration: '12s',
    clients: [
      arriving('long', [{ at: '500ms', route: 'long' }]),
      arriving('quick', [
        { at: '1.5s', route: 'quick' },
        { at: '8s', route: 'quick' },
      ]),
    ],
    script: [{ at: '1s', [action]: true }],
    ...over,
  });

describe('G14 HUP: new workers first, then the old ones end after their requests', () => {
  test.each([['sync'], ['gthread']])(
    'measured, %s: a request of 5 s is finished whatever graceful_timeout says, a new worker serves meanwhile',
    (worker_class) => {
      const { endsMs, statuses, of } = signalled(one({ worker_class }), 'reload-app');
      expect(statuses).toEqual([200, 200, 200]);
      expect(Math.abs((endsMs[0] ?? 0) - 5_502)).toBeLessThan(6);
      expect(endsMs[1]).toBeLessThan(1_520);
      expect(of('worker/forked').length).toBe(2);
      expect(of('worker/exited').length).toBe(1);
    },
  );

  test('measured, asgi: sees it at the next turn of its loop, and cuts graceful_timeout later', () => {
    const ends = [1, 2, 3, 4, 5].map((seed) => {
      const { rows, endsMs } = signalled(one({ worker_class: 'asgi' }), 'reload-app', DIRECT, {
        seed,
      });
      expect(rows[0]?.error).toBe('empty-reply');
      return endsMs[0] ?? 0;
    });
    expect(Math.min(...ends)).toBeGreaterThan(3_000);
    expect(Math.max(...ends)).toBeLessThan(4_001);
    expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThan(200);
  });

  test('the loops of gevent and asgi go on accepting until they see it, then close their socket', () => {
    const { rows, of } = ran(DIRECT, {
      routes,
      app: one({ worker_class: 'gevent', graceful_timeout: '5s' }),
      duration: '12s',
      clients: [arriving('quick', inARow(20, 100, { route: 'quick' }, 500))],
      script: [{ at: '1s', 'stop-app': true }],
    });
    const outcomes = rows.map((row) => row.error ?? row.status);
    expect(outcomes.slice(0, 6)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(outcomes.lastIndexOf(200) + 1).toBe(outcomes.indexOf('refused'));
    expect((of('app/stopped')[0]?.at ?? 0) / 1000).toBeLessThan(3_200);
  });

  test('measured: 26.1 sees no timeout while its reload waits for an old worker, 20.1 does', () => {
    const killMs = (version: string) =>
      (ran(DIRECT, {
        version,
        routes: [...routes, { name: 'hang', path: '/hang', effect: 'hang' }],
        app: one({ timeout: '1s', worker_class: 'sync', graceful_timeout: '10s' }),
        duration: '12s',
        clients: [
          arriving('reader', [{ at: '100ms', route: 'hang' }], { patience: '20s' }),
          arriving('hang', [{ at: '500ms', route: 'hang' }], { patience: '20s' }),
        ],
        script: [{ at: '200ms', 'reload-app': true }],
      }).of('worker/timedOut')[0]?.at ?? 0) / 1000;
    expect(killMs('classic')).toBeLessThan(2_300);
    expect(killMs('current')).toBeGreaterThan(10_000);
  });

  test('measured: a worker that drains counts: one that crashes beside it is not replaced before it has ended', () => {
    const { of } = ran(DIRECT, {
      routes,
      app: one(),
      duration: '12s',
      clients: [
        arriving('long', [{ at: '500ms', route: 'long' }]),
        arriving('bad', [{ at: '2s', route: 'crash' }]),
        arriving('quick', [{ at: '2.1s', route: 'quick' }]),
      ],
      script: [{ at: '1s', 'reload-app': true }],
    });
    const [quick] = of('request/answered').filter((event) => event.request === 2);
    expect((quick?.at ?? 0) / 1000).toBeGreaterThan(5_600);
    expect((quick?.at ?? 0) / 1000).toBeLessThan(5_700);
  });

  test('under load nothing fails: the backlog outlives the workers', () => {
    const { statuses } = ran(DIRECT, {
      routes,
      app: one({ workers: 2 }),
      clients: [arriving('load', inARow(250, 8))],
      script: [{ at: '1s', 'reload-app': true }],
    });
    expect(tally(statuses)).toEqual({ 200: 250 });
  });
});

describe('G15 TERM: what has not ended after graceful_timeout is killed, and the socket goes', () => {
  test('measured, sync: cut 2.0 s after the signal, who waits in the backlog is reset then', () => {
    const { rows, endsMs, of } = signalled(one(), 'stop-app');
    expect(rows.map((row) => row.error)).toEqual(['empty-reply', 'reset', 'refused']);
    expect(Math.abs((endsMs[0] ?? 0) - 3_010)).toBeLessThan(15);
    expect(Math.abs((endsMs[1] ?? 0) - 3_010)).toBeLessThan(15);
    expect(of('app/stopped').length).toBe(1);
  });

  test('measured, gthread: 20.1 refuses new callers once its poller has woken, 26.1 lets them in and resets them', () => {
    const error = (version: string) =>
      signalled(one({ worker_class: 'gthread' }), 'stop-app', DIRECT, {
        version,
        clients: [
          arriving('long', [{ at: '500ms', route: 'long' }]),
          arriving('quick', [{ at: '1.6s', route: 'quick' }]),
        ],
      }).rows[1]?.error;
    expect(error('classic')).toBe('refused');
    expect(error('current')).toBe('reset');
  });

  test.each([
    ['while its last request still runs', '2s', {}],
    [
      'while 26.1 waits within a reload, and has yet to hear that it is to stop',
      '4s',
      { at: '900ms', 'reload-app': true },
    ],
  ])('told to start %s, it starts as soon as it has stopped', (_, start, before) => {
    const { statuses, of } = signalled(one({ graceful_timeout: '4s' }), 'stop-app', DIRECT, {
      duration: '20s',
      clients: [
        arriving('long', [{ at: '500ms', route: 'long' }]),
        arriving('quick', [{ at: '12s', route: 'quick' }]),
      ],
      script: [
        ...('at' in before ? [before] : []),
        { at: '1s', 'stop-app': true },
        { at: start, 'start-app': true },
      ],
    });
    expect(statuses[1]).toBe(200);
    expect(of('app/started').map(({ at }) => at)).toEqual(of('app/stopped').map(({ at }) => at));
  });

  test('of a start and a stop that come while it stops, the last one counts', () => {
    const { of } = signalled(one(), 'stop-app', DIRECT, {
      script: [
        { at: '1s', 'stop-app': true },
        { at: '1.2s', 'start-app': true },
        { at: '1.4s', 'stop-app': true },
      ],
    });
    expect(of('app/started')).toEqual([]);
  });

  test('TTIN to one that is stopped reaches nobody', () => {
    const { of } = signalled(one(), 'stop-app', DIRECT, {
      script: [
        { at: '1s', 'stop-app': true },
        { at: '5s', 'add-worker': true },
      ],
    });
    expect(of('worker/forked').length).toBe(1);
  });

  test('measured: nginx answers 502 while nobody listens, and 200 with the first request after the start', () => {
    const { statuses } = ran(BEHIND_NGINX, {
      routes,
      app: one(),
      clients: [arriving('load', inARow(8, 1_000))],
      script: [
        { at: '1.5s', 'stop-app': true },
        { at: '4.5s', 'start-app': true },
      ],
    });
    expect(statuses).toEqual([200, 200, 502, 502, 502, 200, 200, 200]);
  });
});

describe('G16 max_requests', () => {
  test('measured: each worker serves exactly that many, nobody fails, the pool waits for the boot', () => {
    const { statuses, of } = ran(DIRECT, {
      routes,
      app: one({ max_requests: 20, boot: '300ms' }),
      clients: [arriving('load', inARow(100, 15))],
    });
    expect(tally(statuses)).toEqual({ 200: 100 });
    expect(of('worker/recycling').map((event) => event.arg)).toEqual([20, 20, 20, 20, 20]);
  });

  test('with a jitter of 10 each draws its own number, 20 to 30', () => {
    const { of } = ran(DIRECT, {
      routes,
      app: one({ max_requests: 20, max_requests_jitter: 10, workers: 2 }),
      clients: [arriving('load', inARow(600, 10))],
    });
    const served = of('worker/recycling').map((event) => event.arg);
    expect(Math.min(...served)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...served)).toBeLessThanOrEqual(30);
    expect(new Set(served).size).toBeGreaterThan(3);
  });
});

describe('G17 how soon a worker is back', () => {
  const afterCrash = (app: object) =>
    ran(DIRECT, {
      routes,
      app,
      clients: [
        arriving('bad', [{ at: '0s', route: 'crash' }]),
        arriving('quick', [{ at: '1ms', route: 'quick' }]),
      ],
    }).endsMs[1] ?? 0;

  test('measured: the boot time of the app; with --preload about 10 ms', () => {
    expect(Math.abs(afterCrash(one()) - 142)).toBeLessThan(5);
    // 10 ms until the dead is gone, 1 to fork, 10 more for the first request.
    expect(Math.abs(afterCrash(one({ preload_app: true })) - 32)).toBeLessThan(5);
  });

  test('G4 a worker that boots for longer than --timeout is killed too, again and again', () => {
    const { of } = ran(DIRECT, {
      routes,
      app: one({ boot: '5s', timeout: '3s' }),
      duration: '15s',
      clients: [arriving('bad', [{ at: '0s', route: 'crash' }])],
    });
    expect(of('worker/timedOut').length).toBeGreaterThan(2);
    expect(of('worker/booted').length).toBe(1);
  });

  test('measured: a view that blocks SIGABRT is killed a second later: an empty reply', () => {
    const { of, rows } = ran(DIRECT, {
      routes,
      app: one({ timeout: '3s' }),
      duration: '8s',
      clients: [arriving('bad', [{ at: '0s', route: 'hanghard' }])],
    });
    expect((of('worker/killed')[0]?.at ?? 0) - (of('worker/timedOut')[0]?.at ?? 0)).toBe(1_000_000);
    expect(rows[0]?.error).toBe('empty-reply');
  });
});

describe('H3 memory', () => {
  test('who has most is killed where the host has no more, and its client hears nothing', () => {
    const { of, rows } = ran(DIRECT, {
      hosts: { lab: { cores: 2, memory: '500MB' } },
      routes: [
        { name: 'small', path: '/small', cpu: '0s', wait: '1s', memory: '50MB' },
        { name: 'report', path: '/report', cpu: '0s', wait: '1s', memory: '350MB' },
      ],
      app: one({ workers: 2, memory: '60MB' }),
      clients: [
        arriving('load', [
          { at: '0s', route: 'report' },
          { at: '100ms', route: 'small' },
        ]),
      ],
    });
    expect(of('memory/exhausted').map((event) => event.arg)).toEqual([520_000_000]);
    expect(of('worker/killed').map((event) => event.arg)).toEqual([9]);
    expect(rows.map((row) => row.error ?? row.status)).toEqual(['empty-reply', 200]);
  });
});
