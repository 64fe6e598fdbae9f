import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, ran, tally } from './runs.ts';

const routes = [{ name: 'quick', path: '/quick', cpu: '0s', wait: '10ms', response: '6B' }];
/** One client that asks again over the connection it kept, after a pause. */
const asking = (app: object, thinkMs: number, over = {}) =>
  ran(DIRECT, {
    routes,
    app: { workers: 1, ...app },
    duration: '20s',
    clients: [
      arriving('load', [], {
        keepAlive: true,
        arrivals: { count: 1, think: `${thinkMs}ms`, requestsEach: 5 },
        ...over,
      }),
    ],
  });

describe('G18 a connection stays open for the next request', () => {
  test.each(['gthread', 'gevent', 'asgi'])(
    'measured, %s: one connection carries them all',
    (worker_class) => {
      const { of, statuses } = asking({ worker_class }, 500);
      expect(tally(statuses)).toEqual({ 200: 5 });
      expect(of('connection/established').length).toBe(1);
      expect(of('connection/reused').map((event) => event.arg)).toEqual([1, 2, 3, 4]);
    },
  );

  test('measured, sync: each has its own', () => {
    const { of } = asking({ worker_class: 'sync' }, 500);
    expect(of('connection/established').length).toBe(5);
    expect(of('connection/kept')).toEqual([]);
  });

  test('keepalive 0 keeps none', () => {
    expect(asking({ worker_class: 'gthread', keepalive: '0s' }, 500).of('connection/kept')).toEqual(
      [],
    );
  });

  test('measured, gevent: closed after 2.0 s; gthread: at its next look after that; asgi: never', () => {
    const idleMs = (worker_class: string) =>
      asking({ worker_class }, 6_000)
        .of('connection/expired')
        .map((event) => event.arg / 1_000);
    for (const ms of idleMs('gevent')) expect(Math.abs(ms - 2_000)).toBeLessThan(5);
    const gthread = idleMs('gthread');
    expect(gthread.length).toBeGreaterThan(2);
    for (const ms of gthread) {
      expect(ms).toBeGreaterThanOrEqual(2_000);
      expect(ms).toBeLessThan(3_010);
    }
    expect(idleMs('asgi')).toEqual([]);
  });

  test('an idle kept connection holds no thread', () => {
    const { endsMs } = ran(DIRECT, {
      routes,
      app: { worker_class: 'gthread', workers: 1, threads: 1 },
      clients: [
        arriving('keeper', [{ at: '0s' }], { keepAlive: true }),
        arriving('fast', [{ at: '100ms' }]),
      ],
    });
    expect(Math.abs((endsMs[1] ?? 0) - 111)).toBeLessThan(4);
  });
});
