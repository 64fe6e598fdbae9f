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

const uwsgi = (over = {}) => ({ server: 'uwsgi', processes: 2, ...over });

describe('U1 the kernel keeps a connection to itself until something has come over it', () => {
  const idle = [at(0, 'sleep20', IDLE), at(20, 'sleep20', IDLE)];

  test('measured: two silent clients cost nothing at 6.5 s, hold both workers at 9 s, and are gone at 11.2 s', () => {
    const run = asked(uwsgi(), [...idle, at(6_500), at(9_000), at(11_600)]);
    const [first, second, early, held, late] = run.endsMs as number[];
    expect(early - 6_500).toBeLessThan(25);
    // 4 s are three SYN-ACK timers, 1 + 2 + 4 s, each rounded up to a slot of the timer wheel; then come 4 s of socket-timeout.
    expect(first).toBeGreaterThanOrEqual(11_000);
    expect(first).toBeLessThan(11_350);
    expect(Math.abs(second - first)).toBeLessThan(260);
    expect(held).toBeGreaterThan(11_000);
    expect(late - 11_600).toBeLessThan(25);
    expect(outcomes(run).slice(0, 2)).toEqual(['empty-reply', 'empty-reply']);
  });

  test('measured: with no-defer-accept they are dropped after 4.0 s', () => {
    const run = asked(uwsgi({ 'defer-accept': false }), [...idle, at(1_000)]);
    expect(run.endsMs[0]).toBeCloseTo(4_000, -1);
    expect(tookMs(run)[2]).toBeGreaterThan(3_000);
  });

  test('it asks for as many seconds as socket-timeout has: 1 s is one timer', () => {
    const run = asked(uwsgi({ 'socket-timeout': '1s' }), idle);
    expect(run.endsMs[0]).toBeGreaterThanOrEqual(2_000);
    expect(run.endsMs[0]).toBeLessThan(2_050);
  });

  test('a dribbled head is shown with its first byte: it holds a worker', () => {
    const run = asked(uwsgi(), [
      at(0, 'sleep20', SLOW_HEAD),
      at(20, 'sleep20', SLOW_HEAD),
      at(1_000),
    ]);
    expect(tookMs(run)[2]).toBeGreaterThan(4_000);
  });

  test('what the kernel would show finds no room in a full backlog and is sent again after 0.2, 0.4 s', () => {
    const load = [
      at(0, 'sleep300', SLOW_HEAD),
      at(1, 'sleep300'),
      at(2, 'sleep300'),
      at(3, 'sleep300'),
    ];
    const run = asked(uwsgi({ processes: 1 }), load, { socket: { backlog: 1 } });
    expect(new Set(outcomes(run))).toEqual(new Set([200]));
    // Its first byte comes after 28 ms and is dropped, as it is 200 ms later; 400 ms after that there is room.
    expect((run.of('socket/queued', 0)[0]?.at ?? 0) / 1000).toBeCloseTo(628, 0);
  });
});

describe('U2 socket-timeout counts silence', () => {
  test('measured: half a head is closed without a word after 4.0 s, half a body answered with 500', () => {
    const run = asked(uwsgi(), [at(0, 'sleep20', HALF_HEAD), at(50, 'upload', HALF_BODY)]);
    expect(outcomes(run)).toEqual(['empty-reply', 500]);
    for (const took of tookMs(run)) expect(Math.abs(took - 4_000)).toBeLessThan(60);
  });

  test('a body that is buffered first (post-buffering) is given up without a word', () => {
    const run = asked(uwsgi({ 'post-buffering': '4KiB' }), [at(0, 'upload', HALF_BODY)]);
    expect(outcomes(run)).toEqual(['empty-reply']);
  });

  test('slow but steady clients never run into it', () => {
    const run = asked(uwsgi({ 'socket-timeout': '1s' }), [
      at(0, 'sleep20', SLOW_HEAD),
      at(0, 'upload', SLOW_BODY),
    ]);
    expect(outcomes(run)).toEqual([200, 200]);
  });
});

describe('U3 it closes without having said so', () => {
  test('measured: every second request over a connection that was to be used again is lost', () => {
    const run = askedAgain(uwsgi(), 30);
    expect(outcomes(run)).toEqual(
      Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 200 : 'empty-reply')),
    );
    expect(run.of('connection/reused')).toHaveLength(15);
  });

  test('a client that thinks before it asks has heard of it, and opens a new one', () => {
    const run = asked(uwsgi(), [], {
      clients: [
        {
          name: 'loop',
          link: 'loopback',
          asks: 'ping',
          keepAlive: true,
          arrivals: { count: 1, think: '10ms', requestsEach: 20 },
        },
      ],
    });
    expect(new Set(outcomes(run))).toEqual(new Set([200]));
    expect(run.of('connection/reused')).toEqual([]);
  });
});

describe('U4 harakiri', () => {
  const hung = (over = {}) =>
    asked(uwsgi({ harakiri: '3s' }), [at(100, 'hang'), at(500), at(6_000)], over);

  test('measured: SIGKILL with the master’s first look after the limit, by a clock of whole seconds: between 3 and 5 s', () => {
    const ends = Array.from(
      { length: 40 },
      (_, i) => (hung({ seed: i + 1 }).endsMs[0] as number) - 100,
    );
    expect(Math.min(...ends)).toBeGreaterThan(3_000);
    expect(Math.max(...ends)).toBeLessThan(5_020);
    expect(Math.max(...ends) - Math.min(...ends)).toBeGreaterThan(800);
    expect(outcomes(hung())).toEqual(['empty-reply', 200, 200]);
    expect(
      hung()
        .of('worker/killed')
        .map((event) => event.arg),
    ).toEqual([9]);
  });

  test('measured: the master sees the death with its next look only, a second later', () => {
    const run = hung();
    const [killed] = run.of('worker/killed');
    const [, , replaced] = run.of('worker/forked');
    expect((replaced?.at ?? 0) - (killed?.at ?? 0)).toBe(1_000_000);
  });

  test('without a master nobody looks', () => {
    const run = asked(uwsgi({ harakiri: '3s', master: false }), [at(100, 'hang')]);
    expect(outcomes(run)).toEqual([null]);
  });
});

describe('U5 a worker that dies', () => {
  test('measured: the client gets an empty reply, the master replaces the worker within a second', () => {
    const run = asked(uwsgi(), [at(500, 'crash'), at(600), at(3_000)]);
    expect(outcomes(run)).toEqual(['empty-reply', 200, 200]);
    const [, , replaced] = run.of('worker/forked');
    const [dead] = run.of('worker/exited');
    expect((replaced?.at ?? 0) - (dead?.at ?? 0)).toBeLessThanOrEqual(1_000_000);
    expect(run.of('worker/forked')).toHaveLength(3);
  });

  test('without a master the others go on, and with the last the server is gone', () => {
    const run = asked(uwsgi({ master: false }), [
      at(500, 'crash'),
      at(600),
      at(1_000, 'crash'),
      at(1_100),
    ]);
    expect(outcomes(run)).toEqual(['empty-reply', 200, 'empty-reply', 'refused']);
  });
});

describe('U6 HUP: it begins anew when all workers have ended', () => {
  const script = [{ at: '1s', 'reload-app': true }];

  test('what is under way ends, callers wait in the backlog while the master imports the app', () => {
    const run = asked(uwsgi({ boot: '2s' }), [at(900, 'sleep300'), at(1_300), at(6_000)], {
      script,
    });
    expect(outcomes(run)).toEqual([200, 200, 200]);
    expect(tookMs(run)[0]).toBeLessThan(305);
    // From the last worker’s end on, at 1.2 s, the import takes 2 s.
    expect(run.endsMs[1]).toBeGreaterThan(3_200);
    expect(run.endsMs[1]).toBeLessThan(3_350);
  });

  test('worker-reload-mercy ends what does not come to an end', () => {
    const run = asked(uwsgi({ 'worker-reload-mercy': '2s' }), [at(900, 'hang'), at(6_000)], {
      script,
    });
    expect(outcomes(run)).toEqual(['empty-reply', 200]);
    expect(run.endsMs[0]).toBeCloseTo(3_000, -2);
  });

  test('a stop ends everything at once', () => {
    const stop = [{ at: '1s', 'stop-app': true }];
    const run = asked(uwsgi(), [at(900, 'sleep300'), at(1_100)], { script: stop });
    expect(outcomes(run)).toEqual(['empty-reply', 'refused']);
    expect(run.endsMs[0]).toBeLessThan(1_020);
  });
});

describe('U7 its HTTP router reads heads, not bodies', () => {
  const router = (over = {}) => uwsgi({ protocol: 'http', ...over });

  test('measured: silent clients and slow heads cost nothing', () => {
    for (const slow of [IDLE, SLOW_HEAD]) {
      const run = asked(router(), [at(0, 'sleep20', slow), at(20, 'sleep20', slow), at(1_000)]);
      expect(tookMs(run)[2]).toBeLessThan(25);
    }
  });

  test('a slow reader of 6 MB gets it in 5.95 s, 6.4 s without the router (tried with 2.0.21)', () => {
    const reader = {
      link: { rtt: 0, sendBuffer: '3.2MB', receiveBuffer: '128KiB' },
      pace: { readRate: '1.5MB/s', readEvery: '50ms' },
    };
    const took = (app: Written) =>
      tookMs(
        asked(app, [at(0, 'big', reader)], {
          routes: [{ name: 'big', path: '/big', cpu: '0s', response: '6144000B' }],
        }),
      )[0];
    expect(Math.abs(took(router()) - 5_950)).toBeLessThan(100);
    expect(Math.abs(took(uwsgi()) - 6_400)).toBeLessThan(100);
  });

  test('measured: slow bodies hold their workers', () => {
    const run = asked(router(), [
      at(0, 'upload', SLOW_BODY),
      at(20, 'upload', SLOW_BODY),
      at(1_000),
    ]);
    expect(tookMs(run)[2]).toBeGreaterThan(4_000);
  });

  test('http-timeout ends who sends nothing, and who gets nothing; the worker goes on', () => {
    const run = asked(router({ 'http-timeout': '2s' }), [
      at(0, 'sleep20', HALF_HEAD),
      at(0, 'hang'),
    ]);
    expect(outcomes(run)).toEqual(['empty-reply', 'empty-reply']);
    for (const took of tookMs(run)) expect(Math.abs(took - 2_000)).toBeLessThan(20);
    expect(run.of('worker/released')).toEqual([]);
  });
});
