import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, ran, type Written } from './runs.ts';

/** A long view on the only worker, a client that leaves while queued behind it, and a fast one behind both. */
const queued = (over: Written = {}): Written => ({
  clients: [
    arriving('slow', [{ at: '0s', wait: '2s' }]),
    arriving('gone', [{ at: '200ms', wait: '1s' }], { patience: '500ms' }),
    arriving('fast', [{ at: '400ms', wait: '20ms' }]),
  ],
  app: { workers: 1 },
  routes: [{ name: 'view', cpu: '0s', response: '6B' }],
  ...over,
});

describe('C5 a request abandoned while queued is still executed in full', () => {
  test.each([
    ['direct', DIRECT],
    ['behind nginx', BEHIND_NGINX],
  ])('measured, %s: the fast client waits 2624 ms = 1600 + 1000 + 20', (_, base) => {
    const { rows, of, endsMs } = ran(base, queued());
    expect([rows[1]?.outcome, rows[1]?.endUs]).toEqual(['abandoned', 700_000]);
    expect(of('view/entered', 1).length).toBe(1);
    expect((of('view/left', 1)[0]?.at ?? 0) - (of('view/entered', 1)[0]?.at ?? 0)).toBeGreaterThan(
      1_000_000,
    );
    expect(Math.abs((endsMs[2] ?? 0) - 400 - 2_624)).toBeLessThan(6);
  });

  test('one that had not been sent in full is read to its end and closed, without a view', () => {
    const { of, endsMs } = ran(
      DIRECT,
      queued({
        clients: [
          arriving('slow', [{ at: '0s', wait: '2s' }]),
          arriving('half', [{ at: '200ms' }], { patience: '500ms', pace: { stops: 'mid-head' } }),
          arriving('fast', [{ at: '400ms', wait: '20ms' }]),
        ],
      }),
    );
    expect(of('worker/accepted', 1).length).toBe(1);
    expect(of('view/entered', 1)).toEqual([]);
    expect(Math.abs((endsMs[2] ?? 0) - 2_024)).toBeLessThan(4);
  });

  test('three thousand of them in the backlog are cleared one after another', () => {
    const { of } = ran(
      DIRECT,
      queued({
        socket: { backlog: 20_000 },
        clients: [
          arriving('slow', [{ at: '0s', wait: '2s' }]),
          arriving('half', [], {
            arrivals: { every: '100us', from: '1ms', until: '301ms' },
            patience: '500ms',
            pace: { stops: 'mid-head' },
          }),
        ],
      }),
    );
    expect(of('worker/released').length).toBe(3_001);
  });
});

describe('N8 a client that leaves nginx', () => {
  const leaving = (over: Written = {}) =>
    ran(BEHIND_NGINX, {
      clients: [
        arriving('gone', [{ at: '0s', wait: '3s' }], { patience: '1s' }),
        arriving('fast', [{ at: '1.5s', wait: '20ms' }]),
      ],
      app: { workers: 1 },
      routes: [{ name: 'view', cpu: '0s', response: '6B' }],
      ...over,
    });

  test('measured: logged 499 at once, the worker works on, the fast client waits 1522 ms', () => {
    const { of, endsMs } = leaving();
    expect(of('front/closed', 0).map((event) => [event.at, event.arg])).toEqual([[1_000_000, 499]]);
    expect(of('view/left', 0)[0]?.at).toBeGreaterThan(3_000_000);
    expect(Math.abs((endsMs[1] ?? 0) - 1_500 - 1_522)).toBeLessThan(4);
  });

  test('with proxy_ignore_client_abort it asks on, and logs what the app server answered', () => {
    const { of, endsMs } = leaving({ front: { proxy_ignore_client_abort: true } });
    const [closed] = of('front/closed', 0);
    expect(closed?.arg).toBe(200);
    expect(closed?.at).toBeGreaterThan(3_000_000);
    expect(Math.abs((endsMs[1] ?? 0) - 1_500 - 1_522)).toBeLessThan(4);
  });

  test('over a distance nginx hears of it half a round trip later', () => {
    const { of } = leaving({
      clients: [
        {
          name: 'far',
          link: { rtt: '80ms', up: 'unlimited', down: 'unlimited' },
          patience: '1s',
          arrivals: [{ at: '0s', wait: '3s' }],
        },
      ],
    });
    expect(of('front/closed', 0)[0]?.at).toBe(1_040_000);
  });

  test('a worker that is still reading is freed', () => {
    const { of, endsMs } = leaving({
      front: { proxy_request_buffering: 'off' },
      routes: [{ name: 'up', method: 'POST', cpu: '0s', body: '50kB', response: '6B' }],
      clients: [
        arriving('gone', [{ at: '0s' }], { patience: '1s', pace: { bodyOver: '5s' } }),
        arriving('fast', [{ at: '200ms' }]),
      ],
    });
    expect(of('worker/released', 0)[0]?.at).toBe(1_000_000);
    expect(endsMs[1]).toBeLessThan(1_003);
  });
});
