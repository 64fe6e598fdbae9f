import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, ran, tally, type Written } from './runs.ts';

const crash = (over: Written = {}): Written => ({
  clients: [
    arriving('victim', [{ at: '500ms', route: 'crash' }]),
    arriving('next', [{ at: '520ms', route: 'view' }]),
  ],
  app: { workers: 1, boot: '120ms' },
  routes: [
    { name: 'crash', path: '/crash', effect: 'crash' },
    { name: 'view', path: '/view', cpu: '0s', response: '6B' },
    { name: 'long', path: '/long', cpu: '0s', wait: '2s', response: '6B' },
  ],
  ...over,
});

describe('G6 a worker that dies', () => {
  test.each<[string, Written, Written, number | null, string | null]>([
    ['26.1 direct: an empty reply', DIRECT, {}, null, 'empty-reply'],
    ['20.1 direct: an empty reply', DIRECT, { version: 'classic' }, null, 'empty-reply'],
    ['behind nginx: 502', BEHIND_NGINX, {}, 502, null],
    ['20.1 behind nginx: 502', BEHIND_NGINX, { version: 'classic' }, 502, null],
  ])('measured: a view that ends its process, %s, within 13 ms', (_, base, over, status, error) => {
    const { rows } = ran(base, crash(over));
    expect([rows[0]?.status, rows[0]?.error]).toEqual([status, error]);
    expect((rows[0]?.endUs ?? 0) / 1000).toBeLessThan(513);
    expect(rows[1]?.status).toBe(200);
  });

  test('it is replaced as soon as it is gone, with the next pid, and serves after its boot time', () => {
    const { of, endsMs } = ran(DIRECT, crash());
    const [, reborn] = of('worker/forked');
    const [, ready] = of('worker/booted');
    // Measured: a client hears of it 10 ms after; so does the arbiter.
    expect((reborn?.at ?? 0) - (of('worker/exited')[0]?.at ?? 0)).toBe(10_000);
    expect(reborn?.arg).toBe(102);
    expect((ready?.at ?? 0) - (reborn?.at ?? 0)).toBe(120_000);
    // Measured: the next view 118 to 184 ms after the crash.
    expect(endsMs[1]).toBeGreaterThan(630);
    expect(endsMs[1]).toBeLessThan(632);
  });

  test('SIGKILL from outside ends idle, busy and booting workers alike', () => {
    const { of, rows } = ran(
      DIRECT,
      crash({
        clients: [
          arriving('victim', [{ at: '0s', route: 'long' }]),
          arriving('next', [{ at: '10ms', route: 'view' }]),
        ],
        script: [
          { at: '100ms', 'kill-worker': 1 }, // busy
          { at: '150ms', 'kill-worker': 1 }, // booting
          { at: '400ms', 'kill-worker': 1 }, // idle
        ],
      }),
    );
    expect(rows[0]?.error).toBe('empty-reply');
    expect(rows[0]?.endUs).toBe(110_000);
    expect(rows[1]?.status).toBe(200);
    expect(rows[1]?.acceptedUs).toBe(280_000);
    expect(of('worker/killed').map((event) => event.arg)).toEqual([9, 9, 9]);
    expect(of('worker/forked').map((event) => event.at)).toEqual([0, 110_000, 160_000, 410_000]);
    expect(of('worker/booted').map((event) => event.at)).toEqual([0, 280_000, 530_000]);
  });

  test('others go on as if nothing had happened', () => {
    const { rows } = ran(
      DIRECT,
      crash({
        app: { workers: 2 },
        clients: [
          arriving('two', [
            { at: '0s', route: 'long' },
            { at: '1ms', route: 'long' },
          ]),
        ],
        script: [{ at: '1s', 'kill-worker': 1 }],
      }),
    );
    expect(tally(rows.map((row) => row.outcome))).toEqual({ answered: 1, failed: 1 });
  });

  test('killed while it lingers: the answer is the client’s already', () => {
    const { rows, of } = ran(
      DIRECT,
      crash({
        clients: [arriving('reader', [{ at: '0s', route: 'view' }], { pace: { readDelay: '1s' } })],
        script: [{ at: '500ms', 'kill-worker': 1 }],
      }),
    );
    expect(of('linger/started').length).toBe(1);
    expect([rows[0]?.status, rows[0]?.endUs]).toEqual([200, 1_000_000]);
  });

  test('killed in the middle of a long answer: a truncated one', () => {
    const pace = { readRate: '1MB/s' };
    for (const base of [DIRECT, { ...BEHIND_NGINX, front: { proxy_buffering: 'off' } }]) {
      const { rows } = ran(
        base,
        crash({
          duration: '60s',
          clients: [arriving('reader', [{ at: '0s', route: 'big' }], { pace })],
          routes: [{ name: 'big', path: '/big', response: '50MB' }],
          script: [{ at: '2s', 'kill-worker': 1 }],
        }),
      );
      expect(rows[0]?.error).toBe('truncated');
    }
  });

  test('N3 what the sockets to nginx hold, 3.6 MB, still reaches the reader: the answer breaks off that much later', () => {
    const brokenOffMs = (base: Written, how: Written) =>
      ran(
        base,
        crash({
          duration: '60s',
          clients: [
            arriving('reader', [{ at: '0s', route: 'big' }], {
              link: { rtt: 0, up: 'unlimited', down: 'unlimited', receiveBuffer: '512KiB' },
              pace: { readRate: '1MB/s' },
            }),
          ],
          routes: [{ name: 'big', path: '/big', response: '50MB' }],
          ...how,
        }),
      ).endsMs[0] ?? 0;
    const unbuffered = { ...BEHIND_NGINX, front: { proxy_buffering: 'off' } };
    for (const how of [
      { script: [{ at: '2s', 'kill-worker': 1 }] },
      { app: { workers: 1, timeout: '3s' } },
    ]) {
      const laterMs = brokenOffMs(unbuffered, how) - brokenOffMs(DIRECT, how);
      expect(laterMs).toBeGreaterThan(3_300);
      expect(laterMs).toBeLessThan(4_000);
    }
  });

  test('nginx that holds the whole answer does not care', () => {
    const { rows, endsMs } = ran(
      BEHIND_NGINX,
      crash({
        duration: '60s',
        clients: [
          arriving('reader', [{ at: '0s', route: 'big' }], { pace: { readRate: '1MB/s' } }),
        ],
        routes: [{ name: 'big', path: '/big', response: '6MB' }],
        script: [{ at: '2s', 'kill-worker': 1 }],
      }),
    );
    expect(rows[0]?.status).toBe(200);
    expect(endsMs[0]).toBeGreaterThan(5_900);
  });
});
