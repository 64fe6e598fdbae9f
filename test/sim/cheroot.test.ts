import { describe, expect, test } from 'vitest';
import {
  asked,
  askedAgain,
  at,
  HALF_BODY,
  HALF_HEAD,
  IDLE,
  outcomes,
  SLOW_HEAD,
  tookMs,
} from './appServers.ts';

const cheroot = (over = {}) => ({ server: 'cherrypy', numthreads: 2, ...over });

describe('R1 one thread accepts, the others serve', () => {
  test('measured: with a backlog of 5 a burst of 20 is taken in at once and served in order', () => {
    const run = asked(
      cheroot(),
      Array.from({ length: 20 }, (_, i) => at(i * 2, 'sleep300')),
    );
    expect(new Set(outcomes(run))).toEqual(new Set([200]));
    expect(run.of('connection/retried')).toEqual([]);
    run.rows.forEach((_, i) => {
      expect(Math.abs((run.endsMs[i] as number) - 301 * (Math.floor(i / 2) + 1))).toBeLessThan(16);
    });
  });

  test('measured: silent and slow clients hold their threads', () => {
    for (const slow of [IDLE, SLOW_HEAD])
      expect(
        tookMs(asked(cheroot(), [at(0, 'sleep20', slow), at(20, 'sleep20', slow), at(1_000)]))[2],
      ).toBeGreaterThan(4_000);
  });
});

describe('R2 timeout, and what is said then', () => {
  test('measured: 408 to who sends nothing or half a head, 500 to half a body, after 10 s', () => {
    const run = asked(cheroot({ numthreads: 3 }), [
      at(0, 'sleep20', IDLE),
      at(20, 'sleep20', HALF_HEAD),
      at(50, 'upload', HALF_BODY),
    ]);
    expect(outcomes(run)).toEqual([408, 408, 500]);
    for (const took of tookMs(run)) expect(Math.abs(took - 10_000)).toBeLessThan(60);
  });
});

describe('R3 kept connections', () => {
  test('are read by the accepting thread: they hold nobody, and are closed at its look of every half second', () => {
    const run = asked(cheroot({ numthreads: 1, timeout: '2s' }), [], {
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
    expect((run.endsMs[1] as number) - 500).toBeLessThan(25);
    const [closed] = run.of('connection/expired');
    expect(closed?.at).toBeGreaterThanOrEqual(2_000_000);
    expect(closed?.at).toBeLessThan(2_600_000);
  });

  test('there are ten of them at most: the eleventh client is told to close', () => {
    const run = asked(cheroot(), [], {
      clients: [
        {
          name: 'browsers',
          link: 'loopback',
          asks: 'ping',
          keepAlive: true,
          arrivals: Array.from({ length: 15 }, (_, i) => ({ at: `${i * 10}ms` })),
        },
      ],
    });
    expect(run.of('connection/kept')).toHaveLength(10);
    expect(askedAgain(cheroot(), 20).of('connection/reused')).toHaveLength(19);
  });
});

describe('R4 one process, nobody who starts it again', () => {
  test('measured: with a crash everybody who was there gets nothing, and whoever comes later is refused', () => {
    const run = asked(cheroot(), [
      at(500, 'sleep300'),
      at(505, 'crash'),
      at(510),
      at(600),
      at(2_000),
    ]);
    const [first, second, third, ...later] = outcomes(run);
    expect([first, second]).toEqual(['empty-reply', 'empty-reply']);
    expect(['empty-reply', 'reset']).toContain(third);
    expect(later).toEqual(['refused', 'refused']);
    expect(run.of('app/stopped')).toHaveLength(1);
    expect(run.of('worker/forked')).toHaveLength(1);
  });

  test('started by hand it listens once it has imported the app', () => {
    const run = asked(cheroot({ boot: '500ms' }), [at(100, 'crash'), at(1_200), at(1_600)], {
      script: [{ at: '1s', 'start-app': true }],
    });
    expect(outcomes(run)).toEqual(['empty-reply', 'refused', 200]);
  });

  test('a stop lets threads finish for shutdown_timeout, and takes nobody new', () => {
    const script = [{ at: '1s', 'stop-app': true }];
    const run = asked(
      cheroot({ shutdown_timeout: '2s' }),
      [at(900, 'sleep300'), at(950, 'hang'), at(1_100)],
      { script },
    );
    expect(outcomes(run)).toEqual([200, 'empty-reply', 'refused']);
    expect(run.endsMs[1]).toBeCloseTo(3_010, -2);
  });

  test('it knows no reload, and no way to have more processes', () => {
    const run = asked(cheroot(), [at(2_000)], {
      script: [
        { at: '1s', 'reload-app': true },
        { at: '1.1s', 'add-worker': true },
        { at: '1.2s', 'remove-worker': true },
      ],
    });
    expect(run.of('arbiter/ignored').map((one) => one.arg)).toEqual([1, 21, 22]);
    expect(outcomes(run)).toEqual([200]);
    expect(run.of('worker/forked')).toHaveLength(1);
  });
});
