import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, ran, type Written } from './runs.ts';

const hang = (over: Written = {}): Written => ({
  duration: '12s',
  clients: [
    arriving('victim', [{ at: '100ms', route: 'hang' }]),
    arriving('next', [{ at: '250ms', route: 'view' }]),
  ],
  app: { workers: 1, timeout: '3s' },
  routes: [
    { name: 'hang', path: '/hang', effect: 'hang' },
    { name: 'view', path: '/view', cpu: '0s', wait: '5ms', response: '6B' },
  ],
  ...over,
});

/** Seconds from accept to WORKER TIMEOUT. */
function killedAfter(over: Written): number {
  const { of, rows } = ran(DIRECT, hang(over));
  const [timedOut] = of('worker/timedOut');
  return ((timedOut?.at ?? Number.NaN) - (rows[0]?.acceptedUs ?? 0)) / 1e6;
}

describe('G4 the arbiter looks once a second', () => {
  test('measured: with --timeout 3 a hung worker is killed uniformly in (3, 4] s (seeds 1 to 200)', () => {
    const after = Array.from({ length: 200 }, (_, k) => killedAfter({ seed: k + 1 }));
    for (const seconds of after) {
      expect(seconds).toBeGreaterThan(3);
      expect(seconds).toBeLessThanOrEqual(4);
    }
    const mean = after.reduce((a, b) => a + b, 0) / after.length;
    // Standard error of the mean of 200: 0.02.
    expect(Math.abs(mean - 3.5)).toBeLessThan(0.08);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = after.filter((s) => s - 3 > tenth / 10 && s - 3 <= (tenth + 1) / 10).length;
      expect(inside, `tenth ${tenth}`).toBeGreaterThan(6);
      expect(inside, `tenth ${tenth}`).toBeLessThan(40);
    }
  });

  test.each<[string, Written]>([
    ['an idle connection', { stops: 'before-head' }],
    ['half a head', { stops: 'mid-head' }],
    ['a head that takes 8 s', { headOver: '8s' }],
  ])('measured: waiting for the client counts: %s', (_, pace) => {
    const clients = [
      arriving('victim', [{ at: '100ms', route: 'view' }], { pace }),
      arriving('next', [{ at: '250ms', route: 'view' }]),
    ];
    for (const seed of [1, 2, 3, 4, 5]) {
      const after = killedAfter({ seed, clients });
      expect(after).toBeGreaterThan(3);
      expect(after).toBeLessThanOrEqual(4);
    }
  });

  test('measured: a view of 3.1 s survives where the arbiter happens not to look in time', () => {
    const outcomes = Array.from({ length: 60 }, (_, k) => {
      const { statuses } = ran(
        DIRECT,
        hang({
          seed: k + 1,
          clients: [arriving('long', [{ at: '100ms', route: 'long' }])],
          routes: [{ name: 'long', path: '/long', cpu: '0s', wait: '3.1s' }],
        }),
      );
      return statuses[0];
    });
    const survivors = outcomes.filter((status) => status === 200).length;
    // Nine of ten: 3.1 s are silent for 0.1 s too long, and the arbiter looks at one moment in each second.
    expect(survivors).toBeGreaterThan(42);
    expect(survivors).toBeLessThan(60);
  });

  test('timeout 0 kills nobody', () => {
    const { of, rows } = ran(
      DIRECT,
      hang({ duration: '5min', app: { workers: 1, timeout: 'never' } }),
    );
    expect(of('worker/timedOut')).toEqual([]);
    expect(rows.map((row) => row.outcome)).toEqual(['in-flight', 'in-flight']);
  });

  test('measured: the next request is served 118 to 182 ms after the kill, the time of a boot', () => {
    const { of, endsMs } = ran(DIRECT, hang());
    const killedMs = (of('worker/timedOut')[0]?.at ?? 0) / 1000;
    expect((endsMs[1] ?? 0) - killedMs).toBeGreaterThan(118);
    expect((endsMs[1] ?? 0) - killedMs).toBeLessThan(182);
  });
});

describe('G5 what the client gets', () => {
  test.each<[string, Written, Written, number | null, string | null]>([
    ['26.1 direct: 500', DIRECT, {}, 500, null],
    ['26.1 behind nginx: 500', BEHIND_NGINX, {}, 500, null],
    ['20.1 direct: nothing', DIRECT, { version: 'classic' }, null, 'empty-reply'],
    ['20.1 behind nginx: 502', BEHIND_NGINX, { version: 'classic' }, 502, null],
  ])('measured: %s', (_, base, over, status, error) => {
    const { rows, of } = ran(base, hang(over));
    expect([rows[0]?.status, rows[0]?.error]).toEqual([status, error]);
    // An answer comes at once; that there is none shows only when the kernel has closed the dead process's sockets.
    const goneUs = status === 500 ? 0 : 10_000;
    expect((rows[0]?.endUs ?? 0) - (of('worker/timedOut')[0]?.at ?? 0)).toBe(goneUs);
    expect(rows[1]?.status).toBe(200);
  });

  test.each<[string, Written]>([
    ['an idle connection', { stops: 'before-head' }],
    ['a slow sender', { headOver: '8s' }],
  ])('measured: 26.1, %s gets 500 too', (_, pace) => {
    const { rows } = ran(
      DIRECT,
      hang({ clients: [arriving('victim', [{ at: '100ms', route: 'view' }], { pace })] }),
    );
    expect(rows[0]?.status).toBe(500);
  });

  const slowReader = (over: Written = {}) =>
    ran(
      DIRECT,
      hang({
        duration: '40s',
        clients: [
          arriving('victim', [{ at: '100ms', route: 'big' }], { pace: { readRate: '300kB/s' } }),
          arriving('next', [{ at: '250ms', route: 'view' }]),
        ],
        routes: [
          { name: 'big', path: '/big', response: '20MB', cpu: '0s' },
          { name: 'view', path: '/view', cpu: '0s', wait: '5ms', response: '6B' },
        ],
        ...over,
      }),
    );

  test('measured: 26.1, a slow reader: SIGKILL one second after SIGABRT, and a truncated 200', () => {
    const { of, rows, endsMs } = slowReader();
    const [timedOut] = of('worker/timedOut');
    const [killed] = of('worker/killed');
    expect([killed?.arg, (killed?.at ?? 0) - (timedOut?.at ?? 0)]).toEqual([9, 1_000_000]);
    expect(rows[0]?.error).toBe('truncated');
    // Measured: the next view 4865 ms after the start; anything in (4, 5] s and a boot.
    expect(endsMs[1]).toBeGreaterThan(4_100);
    expect(endsMs[1]).toBeLessThan(5_250);
  });

  test('20.1, a slow reader: SIGABRT is enough', () => {
    const { of, rows } = slowReader({ version: 'classic' });
    expect(of('worker/killed')).toEqual([]);
    expect(rows[0]?.error).toBe('truncated');
    expect(of('worker/exited')[0]?.at).toBe(of('worker/timedOut')[0]?.at);
  });

  test('measured: what the sockets hold still reaches the slow reader after the kill', () => {
    const { of, rows } = slowReader();
    const killedUs = of('worker/killed')[0]?.at ?? 0;
    expect((rows[0]?.endUs ?? 0) - killedUs).toBeGreaterThan(2_000_000);
  });

  test('a worker that outlived its SIGABRT gets another one on its next timeout, not SIGKILL', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { of } = ran(DIRECT, {
        seed,
        duration: '40s',
        clients: [
          arriving('reader', [{ at: '100ms', route: 'big' }], { pace: { readDelay: '3.9s' } }),
          arriving('victim', [{ at: '9s', route: 'hang' }]),
        ],
        app: { workers: 1, timeout: '3s' },
        routes: [
          { name: 'big', path: '/big', response: '9MB', cpu: '0s' },
          { name: 'hang', path: '/hang', effect: 'hang' },
        ],
      });
      const first = of('worker/timedOut', 0).length;
      const outlived = first > 0 && of('worker/exited', 0).length === 0;
      if (outlived) expect(of('worker/timedOut', 1).length, `seed ${seed}`).toBe(1);
    }
  });
});
