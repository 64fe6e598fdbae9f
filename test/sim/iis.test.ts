import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, inARow, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', response: '6B' };
const crash = { ...page, name: 'crash', path: '/crash', effect: 'crash' };
const upload = { ...page, name: 'upload', path: '/up', method: 'POST', body: '400kB' };
const behind = (front: Written, written: Written) =>
  ran(DIRECT, {
    front: { server: 'iis', ...front },
    app: { server: 'runserver', boot: '300ms' },
    socket: { kind: 'tcp' },
    routes: [page, crash, upload],
    duration: '60s',
    ...written,
  });

// From the documentation of HttpPlatformHandler; nothing of this was measured.
describe('Y9 IIS with HttpPlatformHandler', () => {
  test('a Python server that is gone is started by the next request, which waits for it', () => {
    const { statuses, endsMs, of } = behind(
      {},
      {
        clients: [
          arriving('bad', [{ at: '1s' }], { asks: 'crash' }),
          arriving('next', [{ at: '2s' }, { at: '4s' }], { asks: 'page' }),
        ],
      },
    );
    expect(statuses).toEqual([502, 200, 200]);
    expect(of('app/started').length).toBe(1);
    expect((endsMs[1] ?? 0) - 2_000).toBeGreaterThan(300);
    expect((endsMs[1] ?? 0) - 2_000).toBeLessThan(2_000);
    expect((endsMs[2] ?? 0) - 4_000).toBeLessThan(5);
  });

  test('after rapidFailsPerMinute deaths within a minute it is not started again before the minute is over', () => {
    const { statuses, of } = behind(
      { rapidFailsPerMinute: 2 },
      {
        duration: '120s',
        clients: [
          arriving('bad', inARow(4, 5_000, {}, 1_000), { asks: 'crash' }),
          arriving('next', [{ at: '30s' }, { at: '80s' }], { asks: 'page' }),
        ],
      },
    );
    expect(statuses).toEqual([502, 502, 502, 502, 502, 200]);
    expect(of('app/started').length).toBe(3);
  });

  test('one that does not listen within startupTimeLimit is 502', () => {
    const { statuses, endsMs } = behind(
      { startupTimeLimit: '2s' },
      {
        app: { server: 'runserver', boot: '10s' },
        clients: [
          arriving('bad', [{ at: '1s' }], { asks: 'crash' }),
          arriving('next', [{ at: '2s' }], { asks: 'page' }),
        ],
      },
    );
    expect(statuses).toEqual([502, 502]);
    expect(Math.abs((endsMs[1] ?? 0) - 4_000)).toBeLessThan(100);
  });

  test('one that does not answer within requestTimeout is 502', () => {
    const { statuses, endsMs } = behind(
      { requestTimeout: '3s' },
      {
        clients: [arriving('slow', [{ at: '0s', wait: '10s' }])],
      },
    );
    expect(statuses).toEqual([502]);
    expect(Math.abs((endsMs[0] ?? 0) - 3_000)).toBeLessThan(10);
  });

  test('a body passes through as it comes', () => {
    const { of } = behind(
      {},
      {
        clients: [arriving('slow', [{ at: '0s' }], { asks: 'upload', pace: { bodyOver: '5s' } })],
      },
    );
    expect((of('worker/accepted')[0]?.at ?? 0) / 1000).toBeLessThan(10);
  });

  test('beyond 5,000 requests and queueLength more it says 503', () => {
    const { statuses } = behind(
      { queueLength: 10 },
      {
        app: { server: 'gunicorn', workers: 1, worker_class: 'gevent', worker_connections: 10_000 },
        socket: { kind: 'tcp', backlog: 65_535 },
        clients: [arriving('crowd', inARow(5_020, 0.05, { wait: '20s' }))],
      },
    );
    expect(tally(statuses)[503]).toBe(9);
  });
});
