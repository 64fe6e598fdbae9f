import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, inARow, ran } from './runs.ts';

/** One client that keeps its side open after the answer, and one in a hurry 100 ms later. */
const holder = (over = {}) => ({
  clients: [
    arriving('holder', [{ at: '0s', route: 'ping' }], { closes: false }),
    arriving('fast', [{ at: '100ms', route: 'view' }]),
  ],
  app: { workers: 1 },
  routes: [
    { name: 'ping', path: '/ping', cpu: '0s', response: '2B' },
    { name: 'view', path: '/view', cpu: '0s', wait: '20ms', response: '6B' },
  ],
  ...over,
});
const waited = (run: ReturnType<typeof ran>) => (run.endsMs[1] ?? 0) - 100;

describe('G3 a worker waits until its client has closed', () => {
  test('measured: Gunicorn 26.1, a client that does not close: the next one waits 1925 ms', () => {
    const run = ran(DIRECT, holder());
    expect(Math.abs(waited(run) - 1_925)).toBeLessThan(8);
    expect(run.of('linger/started').map((event) => event.request)).toEqual([0]);
    expect(run.of('worker/released', 0)[0]?.arg).toBeGreaterThan(2_000_000);
  });

  test('measured: Gunicorn 20.1 closes at once: the next one waits 24 ms', () => {
    const run = ran(DIRECT, holder({ version: 'classic' }));
    expect(Math.abs(waited(run) - 24)).toBeLessThan(4);
    expect(run.of('linger/started')).toEqual([]);
  });

  test('measured: behind nginx it takes no time: 22.6 ms', () => {
    const run = ran(BEHIND_NGINX, holder());
    expect(Math.abs(waited(run) - 22.6)).toBeLessThan(3);
    expect(run.of('linger/started')).toEqual([]);
  });

  const train = (over = {}) => {
    const { of } = ran(DIRECT, {
      clients: [
        {
          name: 'far',
          link: { rtt: '100ms', up: 'unlimited', down: 'unlimited' },
          arrivals: inARow(12, 2),
        },
      ],
      app: { workers: 1 },
      routes: [{ name: 'view', cpu: '0s', wait: '50ms', response: '6B' }],
      ...over,
    });
    const starts = of('view/entered').map((event) => event.at / 1000);
    return starts.slice(1).map((at, k) => at - (starts[k] as number));
  };

  test('measured: over 100 ms of round trip a view of 50 ms starts every 153 ms', () => {
    for (const gap of train()) expect(Math.abs(gap - 153)).toBeLessThan(3);
  });

  test('measured: with Gunicorn 20.1 every 51 ms', () => {
    for (const gap of train({ version: 'classic' })) expect(Math.abs(gap - 51)).toBeLessThan(1.5);
  });

  test('a client that aborts while its worker lingers frees the worker', () => {
    const run = ran(
      DIRECT,
      holder({
        clients: [
          arriving('slow', [{ at: '0s', route: 'ping' }], {
            pace: { readDelay: '10s' },
            patience: '1s',
          }),
          arriving('fast', [{ at: '100ms', route: 'view' }]),
        ],
      }),
    );
    expect(run.rows[0]?.outcome).toBe('abandoned');
    expect(Math.abs(waited(run) - 922)).toBeLessThan(3);
  });
});
