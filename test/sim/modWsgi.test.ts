import { describe, expect, test } from 'vitest';
import {
  asked,
  askedAgain,
  at,
  HALF_BODY,
  HALF_HEAD,
  IDLE,
  outcomes,
  SLOW_BODY,
  SLOW_HEAD,
  tookMs,
} from './appServers.ts';
import type { Written } from './runs.ts';

const embedded = (over = {}) => ({
  server: 'mod_wsgi',
  mode: 'embedded',
  mpm: 'prefork',
  processes: 2,
  ...over,
});
const event = (over = {}) => embedded({ mpm: 'event', processes: 1, threads: 4, ...over });
const daemon = (over = {}) => ({ server: 'mod_wsgi', processes: 2, threads: 1, ...over });
const BEHIND_APACHE = { front: { server: 'apache' }, socket: { kind: 'unix' } };

describe('M1 embedded: a connection has its child or thread to itself', () => {
  test('measured: slow heads and bodies hold them, silent clients do not', () => {
    for (const app of [embedded(), event({ threads: 2 })]) {
      const wait = (slow: Written, route: 'sleep20' | 'upload' = 'sleep20') =>
        tookMs(asked(app, [at(0, route, slow), at(20, route, slow), at(1_000)]))[2];
      expect(wait(SLOW_HEAD)).toBeCloseTo(4_042, -2);
      expect(wait(SLOW_BODY, 'upload')).toBeCloseTo(4_042, -2);
      expect(wait(IDLE)).toBeLessThan(25);
    }
  });

  test('measured: static files wait for the same children, 2.5 s where all have a view of 3 s', () => {
    const run = asked(embedded(), [at(0, 'hang'), at(0, 'sleep300'), at(10, 'css'), at(10)]);
    expect(Math.abs((run.endsMs[2] as number) - 302)).toBeLessThan(3);
    expect(run.of('static/served').map((one) => one.request)).toEqual([2]);
    expect(run.of('view/entered', 2)).toEqual([]);
  });

  test('Timeout counts silence: half a head gets 408, half a body 500, nothing at all nothing', () => {
    const run = asked(
      event({ Timeout: '1s' }),
      [at(0, 'sleep20', HALF_HEAD), at(0, 'upload', HALF_BODY), at(0, 'sleep20', IDLE)],
      { duration: '60s' },
    );
    expect(outcomes(run)).toEqual([408, 500, 'empty-reply']);
    expect(run.endsMs.slice(0, 2).map((ms) => Math.round((ms ?? 0) / 100))).toEqual([10, 10]);
    // The kernel shows it after 1 + 2 + 4 + 8 + 16 s.
    expect(run.endsMs[2]).toBeGreaterThan(32_000);
    expect(run.endsMs[2]).toBeLessThan(34_500);
  });
});

describe('M2 embedded: a kept connection', () => {
  const kept = (app: Written) =>
    asked(app, [], {
      clients: [
        {
          name: 'browser',
          link: 'loopback',
          asks: 'ping',
          keepAlive: true,
          arrivals: { count: 1, think: '60s', requestsEach: 2 },
        },
        { name: 'other', link: 'loopback', arrivals: [at(500)] },
      ],
    });

  test('holds its prefork child for KeepAliveTimeout', () => {
    const run = kept(embedded({ processes: 1 }));
    expect(run.endsMs[1]).toBeCloseTo(5_021, -1);
    expect(run.of('connection/awaited')[0]?.arg).toBe(5_000_000);
    expect(run.of('worker/released', 0)[0]?.at).toBe(run.of('connection/expired', 0)[0]?.at);
  });

  test('goes back to the listener under event, and takes no thread', () => {
    const run = kept(event({ threads: 1 }));
    expect((run.endsMs[1] as number) - 500).toBeLessThan(25);
    expect(run.of('connection/awaited')).toEqual([]);
  });

  test('carries request after request in both', () => {
    for (const app of [embedded(), event()]) {
      const run = askedAgain(app, 20);
      expect(new Set(outcomes(run))).toEqual(new Set([200]));
      expect(run.of('connection/reused')).toHaveLength(19);
    }
    expect(askedAgain(embedded({ KeepAlive: false }), 20).of('connection/reused')).toEqual([]);
  });

  test('a prefork child waits for its client to close, 2 s at most; event leaves that to its listener', () => {
    const open = (app: Written) =>
      asked(app, [], {
        clients: [
          { name: 'open', link: 'loopback', closes: false, arrivals: [at(0, 'ping')] },
          { name: 'other', link: 'loopback', arrivals: [at(100)] },
        ],
      });
    expect(tookMs(open(embedded({ processes: 1, KeepAlive: false })))[1]).toBeCloseTo(1_921, -1);
    expect(tookMs(open(event({ threads: 1, KeepAlive: false })))[1]).toBeLessThan(25);
  });
});

describe('M3 a process that dies', () => {
  test('measured: an embedded child takes its client with it, and is replaced only where spares are wanting', () => {
    const run = (spare: number) =>
      asked(embedded({ MinSpareServers: spare }), [at(500, 'crash'), at(600), at(3_000)]);
    expect(outcomes(run(1))).toEqual(['empty-reply', 200, 200]);
    expect(run(1).of('worker/forked')).toHaveLength(2);
    expect(run(5).of('worker/forked')).toHaveLength(3);
  });

  test('measured: the first request of a new process pays for the import', () => {
    const run = asked(embedded({ processes: 1, boot: '800ms' }), [
      at(100, 'crash'),
      at(3_000),
      at(5_000),
    ]);
    expect(tookMs(run)[1]).toBeGreaterThan(800);
    expect(tookMs(run)[1]).toBeLessThan(850);
    expect(tookMs(run)[2]).toBeLessThan(25);
  });

  test('measured: Apache replaces a daemon process within a second', () => {
    const run = asked(daemon(), [at(500, 'crash'), at(3_000)], BEHIND_APACHE);
    const [dead] = run.of('worker/exited');
    const replaced = run.of('worker/forked')[2];
    expect((replaced?.at ?? 0) - (dead?.at ?? 0)).toBeGreaterThan(0);
    expect((replaced?.at ?? 0) - (dead?.at ?? 0)).toBeLessThanOrEqual(1_000_000);
    expect(outcomes(run)[1]).toBe(200);
  });
});

describe('M4 request-timeout of a daemon', () => {
  test('measured: told to end within a second of the limit, ended shutdown-timeout later: 500 between 8 and 9 s', () => {
    const ends = Array.from({ length: 30 }, (_, i) => {
      const run = asked(daemon({ 'request-timeout': '3s' }), [at(0, 'hang')], {
        ...BEHIND_APACHE,
        seed: i + 1,
      });
      expect(outcomes(run)).toEqual([500]);
      return run.endsMs[0] as number;
    });
    expect(Math.min(...ends)).toBeGreaterThan(8_000);
    expect(Math.max(...ends)).toBeLessThan(9_050);
    expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThan(500);
  });

  test('it is the mean over its threads: one of four hung ones is four times as late', () => {
    const told = (threads: number) =>
      asked(
        daemon({ threads, processes: 1, 'request-timeout': '1s' }),
        [at(0, 'hang')],
        BEHIND_APACHE,
      ).of('worker/timedOut')[0]?.at ?? 0;
    expect(told(1)).toBeLessThan(2_010_000);
    expect(told(4)).toBeGreaterThan(4_000_000);
    expect(told(4)).toBeLessThan(5_010_000);
  });
});

test('M7 measured: two slow readers of 6 MB hold both daemon processes until a fast client has waited 1366 ms', () => {
  const reader = {
    link: { rtt: 0, sendBuffer: '3.2MB', receiveBuffer: '128KiB' },
    pace: { readRate: '1.5MB/s', readEvery: '50ms' },
  };
  const run = asked(daemon(), [at(0, 'big', reader), at(20, 'big', reader), at(1_000, 'sleep20')], {
    ...BEHIND_APACHE,
    routes: [
      { name: 'big', path: '/big', cpu: '5ms', response: '6144000B' },
      { name: 'sleep20', path: '/sleep', cpu: '0s', wait: '20ms', response: '6B' },
    ],
  });
  expect(Math.abs((run.endsMs[2] as number) - 1_000 - 1_366)).toBeLessThan(68);
});

describe('M5 queue-timeout of a daemon', () => {
  test('measured: who has waited for longer gets 504 when a process looks at it, not before', () => {
    const burst = Array.from({ length: 8 }, (_, i) => at(i * 5, 'sleep300'));
    const run = asked(daemon({ 'queue-timeout': '500ms' }), burst, BEHIND_APACHE);
    expect(outcomes(run)).toEqual([200, 200, 200, 200, 504, 504, 504, 504]);
    for (const took of tookMs(run).slice(4)) expect(Math.abs(took - 590)).toBeLessThan(30);
    expect(run.of('view/entered')).toHaveLength(4);
  });
});

describe('M6 a reload: each process ends when it has nothing left to do, and is replaced', () => {
  test('nobody is lost, and what goes on may', () => {
    const run = asked(embedded(), [at(900, 'sleep300'), at(1_100), at(3_000)], {
      script: [{ at: '1s', 'reload-app': true }],
    });
    expect(outcomes(run)).toEqual([200, 200, 200]);
    expect(run.of('worker/forked').length).toBe(4);
  });
});
