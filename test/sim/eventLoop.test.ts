import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, inARow, ran } from './runs.ts';

const routes = [
  { name: 'view', path: '/view', cpu: '0s', wait: '200ms', response: '6B' },
  { name: 'async', path: '/async', cpu: '0s', wait: '200ms', response: '6B', async: true },
  { name: 'quick', path: '/quick', cpu: '0s', wait: '20ms', response: '6B' },
  { name: 'work', path: '/work', cpu: '100ms', response: '6B' },
  { name: 'long', path: '/long', cpu: '0s', wait: '6s', response: '6B' },
  { name: 'long-async', path: '/long-async', cpu: '0s', wait: '6s', response: '6B', async: true },
  { name: 'hang', path: '/hang', effect: 'hang' },
  { name: 'spin', path: '/spin', effect: 'spin' },
  { name: 'spin-async', path: '/spin-async', effect: 'spin', async: true },
];
const twelve = (app: object, route: string, over = {}) =>
  ran(DIRECT, {
    routes,
    app,
    clients: [arriving('load', inARow(12, 2, { route }))],
    ...over,
  });

describe('G11 gevent', () => {
  const app = { worker_class: 'gevent', workers: 1, timeout: '3s' };

  test('measured: twelve requests of 200 ms run side by side, the last ends at 224', () => {
    const { endsMs } = twelve(app, 'view');
    expect(Math.abs(Math.max(...endsMs.map((end) => end ?? 0)) - 224)).toBeLessThan(5);
  });

  test('greenlets do not preempt one another: eight views of 100 ms of work end one by one', () => {
    const { endsMs } = ran(DIRECT, {
      routes,
      app,
      clients: [arriving('load', inARow(8, 1, { route: 'work' }))],
    });
    endsMs.forEach((end, k) => {
      expect(Math.abs((end ?? 0) - 100 * (k + 1))).toBeLessThan(8);
    });
  });

  test.each(['before-head', 'mid-head'])(
    'measured: %s and silence is dropped without a reply at 2.0 s',
    (stops) => {
      const { rows, endsMs } = ran(DIRECT, {
        routes,
        app,
        clients: [arriving('slow', inARow(20, 1), { pace: { stops } })],
      });
      for (const row of rows) expect(row.error).toBe('empty-reply');
      for (const end of endsMs) expect(Math.abs((end ?? 0) - 2_010)).toBeLessThan(12);
    },
  );

  test('measured: a hung view is never killed; one that computes for ever is', () => {
    const bad = (route: string) =>
      ran(DIRECT, {
        routes,
        app,
        duration: '15s',
        clients: [
          arriving('bad', [{ at: '0s', route }]),
          arriving('fast', [{ at: '500ms', route: 'quick' }]),
        ],
      });
    const hung = bad('hang');
    expect(hung.of('worker/timedOut')).toEqual([]);
    expect(hung.rows[1]?.status).toBe(200);
    const spun = bad('spin');
    const killedUs = spun.of('worker/timedOut')[0]?.at ?? 0;
    expect(killedUs).toBeGreaterThan(2_000_000);
    expect(killedUs).toBeLessThan(4_010_000);
    expect(spun.rows[0]?.error).toBe('empty-reply');
  });
});

describe('G19 a loop that is held accepts nobody, sees no signal and shows no sign of life', () => {
  const routesOf = [
    { name: 'work', path: '/work', cpu: '6s', response: '6B' },
    { name: 'quick', path: '/quick', cpu: '0s', wait: '5ms', response: '6B' },
  ];
  const bad = (worker_class: string, over = {}) =>
    ran(DIRECT, {
      routes: routesOf.map((route) => ({ ...route, async: worker_class === 'asgi' })),
      app: { worker_class, workers: 1, timeout: '3s', boot: '120ms', ...over },
      duration: '15s',
      clients: [
        arriving('due', [{ at: '499ms', route: 'quick' }]),
        arriving('bad', [{ at: '500ms', route: 'work' }]),
        arriving('fast', inARow(10, 300, { route: 'quick' }, 700)),
      ],
    });

  test('measured, gevent: SIGABRT ends the greenlet alone; what was due goes out; the worker leaves a second later', () => {
    const { rows, endsMs, of } = bad('gevent');
    const abortMs = (of('worker/timedOut')[0]?.at ?? 0) / 1000;
    expect(rows.map((row) => row.error ?? row.status)).toEqual([
      200,
      'empty-reply',
      ...Array.from({ length: 10 }, () => 200),
    ]);
    expect(endsMs[1]).toBe(abortMs);
    expect(Math.abs((endsMs[0] ?? 0) - abortMs)).toBeLessThan(2);
    expect(of('worker/killed')).toEqual([]);
    // A second, the end of the interpreter, the boot.
    for (const end of endsMs.slice(2)) {
      expect(end).toBeGreaterThan(abortMs + 1_170);
      expect(end).toBeLessThan(abortMs + 1_200);
    }
  });

  test('measured, asgi: SIGKILL a second later gives all in flight an empty reply, the next worker serves the rest', () => {
    const { rows, endsMs, of } = bad('asgi');
    const killMs = (of('worker/killed')[0]?.at ?? 0) / 1000;
    expect(rows.map((row) => row.error ?? row.status)).toEqual([
      'empty-reply',
      'empty-reply',
      ...Array.from({ length: 10 }, () => 200),
    ]);
    for (const end of endsMs.slice(2)) expect(end).toBeGreaterThan(killMs + 120);
  });

  test('with two workers the other one takes who comes', () => {
    const { endsMs } = bad('gevent', { workers: 2 });
    for (const [i, end] of endsMs.slice(2).entries())
      expect((end ?? 0) - (700 + 300 * i)).toBeLessThan(10);
  });
});

describe('G13 asgi', () => {
  const app = { worker_class: 'asgi', workers: 1, timeout: '3s' };

  test('measured: each sync request has a thread of its own with a current Django: the last ends at 225', () => {
    const { endsMs } = twelve(app, 'view');
    expect(Math.abs(Math.max(...endsMs.map((end) => end ?? 0)) - 225)).toBeLessThan(5);
  });

  test('measured: with Django 3.2 they share one: 203, 407, … 2432', () => {
    const { endsMs } = twelve({ ...app, django: '3.2' }, 'view');
    expect(Math.abs((endsMs[0] ?? 0) - 203)).toBeLessThan(10);
    expect(Math.abs((endsMs[11] ?? 0) - 2_432)).toBeLessThan(40);
  });

  test('measured: async views do not, with either: 224', () => {
    for (const django of ['3.2', '5.2']) {
      const { endsMs } = twelve({ ...app, django }, 'async');
      expect(Math.abs(Math.max(...endsMs.map((end) => end ?? 0)) - 224)).toBeLessThan(5);
    }
  });

  test('measured: eight views of 100 ms of work share one core: 800 ms, whatever the threads', () => {
    const { endsMs } = ran(DIRECT, {
      routes,
      app,
      clients: [arriving('load', inARow(8, 1, { route: 'work' }))],
    });
    expect(Math.max(...endsMs.map((end) => end ?? 0))).toBeGreaterThan(800);
  });

  test('measured: the client leaves after 1 s of 6: an async view is stopped 3 s later, a sync one runs on', () => {
    const left = (route: string) =>
      ran(DIRECT, {
        routes,
        app,
        duration: '10s',
        clients: [arriving('load', [{ at: '0s', route, patience: '1s' }])],
      });
    const [cancelled] = left('long-async').of('view/cancelled');
    expect(cancelled?.at).toBe(4_000_000);
    expect(cancelled?.arg).toBe(3_000_000);
    const sync = left('long');
    expect(sync.of('view/cancelled')).toEqual([]);
    expect(Math.abs((sync.of('view/left')[0]?.at ?? 0) - 6_000_000)).toBeLessThan(5_000);
  });

  test('measured: an async busy loop is not ended by SIGABRT, only by SIGKILL a second later: 4323', () => {
    const { of, rows, endsMs } = ran(DIRECT, {
      routes,
      app,
      duration: '10s',
      clients: [arriving('bad', [{ at: '0s', route: 'spin-async' }])],
    });
    const [timedOut] = of('worker/timedOut');
    const [killed] = of('worker/killed');
    expect((killed?.at ?? 0) - (timedOut?.at ?? 0)).toBe(1_000_000);
    expect(rows[0]?.error).toBe('empty-reply');
    expect(endsMs[0]).toBeGreaterThan(3_000);
    expect(endsMs[0]).toBeLessThan(5_020);
  });

  test('measured: one hung sync view is the end of the worker with Django 3.2, and nobody kills it', () => {
    const hung = (django: string) =>
      ran(DIRECT, {
        routes,
        app: { ...app, django },
        duration: '12s',
        clients: [
          arriving('bad', [{ at: '0s', route: 'hang' }]),
          arriving('fast', [{ at: '500ms', route: 'quick' }]),
        ],
      });
    expect(hung('3.2').rows[1]?.outcome).toBe('in-flight');
    expect(hung('3.2').of('worker/timedOut')).toEqual([]);
    expect(hung('5.2').rows[1]?.status).toBe(200);
  });

  test('measured: slow clients, idle ones, half a head: nobody is held, nobody is closed', () => {
    const { rows } = ran(DIRECT, {
      routes,
      app,
      duration: '14s',
      clients: [
        arriving('idle', inARow(20, 1), { pace: { stops: 'before-head' } }),
        arriving('fast', [{ at: '1s', route: 'quick' }]),
      ],
    });
    expect(rows.slice(0, 20).every((row) => row.outcome === 'in-flight')).toBe(true);
    expect(rows[20]?.status).toBe(200);
  });
});
