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

const SERVERS = [{ server: 'runserver' }, { server: 'flask' }];
const ALONE = [
  { server: 'runserver', threading: false },
  { server: 'flask', threaded: false },
];

describe('V1 a thread for each connection, or none at all', () => {
  test.each(SERVERS)('measured: $server takes everybody at once', (app) => {
    const run = asked(
      app,
      Array.from({ length: 40 }, (_, i) => at(i * 2, 'sleep300')),
    );
    for (const took of tookMs(run)) expect(took).toBeLessThan(310);
  });

  test.each(SERVERS)(
    'measured: slow clients are nothing to the others at $server, nor is anybody ever timed out',
    (app) => {
      const slow = [IDLE, HALF_HEAD, SLOW_HEAD].map((over) => at(0, 'sleep20', over));
      const run = asked(app, [...slow, at(0, 'upload', HALF_BODY), at(1_000)]);
      expect(tookMs(run)[4]).toBeLessThan(25);
      expect(outcomes(run)).toEqual([null, null, 200, null, 200]);
    },
  );

  test.each(ALONE)(
    'measured: without threads $server deals with one connection after another',
    (app) => {
      const run = asked(
        app,
        Array.from({ length: 12 }, (_, i) => at(i * 2, 'sleep300')),
      );
      expect(Math.abs((run.endsMs[11] as number) - 3_614)).toBeLessThan(16);
      for (const [slow, route] of [
        [SLOW_HEAD, 'sleep20'],
        [SLOW_BODY, 'upload'],
      ] as const)
        expect(tookMs(asked(app, [at(0, route, slow), at(1_000)]))[1]).toBeCloseTo(4_042, -2);
      expect(outcomes(asked(app, [at(0, 'sleep20', IDLE), at(1_000)]))).toEqual([null, null]);
    },
  );
});

describe('V2 head and body leave apart: Nagle, and an acknowledgement that comes late', () => {
  test('measured: 44 ms a request over a connection that is used again, from the second on', () => {
    const took = tookMs(askedAgain({ server: 'runserver' }, 20));
    expect(took[0]).toBeLessThan(1.5);
    for (const ms of took.slice(1)) expect(Math.abs(ms - 43.9)).toBeLessThan(1);
  });

  test('the first byte is there at once', () => {
    const run = askedAgain({ server: 'runserver' }, 3);
    const first = run.of('response/begun', 2)[0]?.at ?? 0;
    expect((run.rows[2]?.endUs ?? 0) - first).toBeGreaterThan(42_000);
  });

  test('far away it costs a round trip more, and 40 ms more again from the second request on', () => {
    const took = tookMs(askedAgain({ server: 'runserver' }, 3, '100ms'));
    expect(took[0]).toBeCloseTo(300, -1);
    expect(took[1]).toBeCloseTo(243, -1);
  });

  test('a connection that is closed behind the answer lets it all out at once; other servers write once', () => {
    for (const ms of tookMs(asked({ server: 'runserver' }, [at(0, 'ping'), at(50, 'ping')])))
      expect(ms).toBeLessThan(1.5);
    for (const ms of tookMs(askedAgain({ server: 'flask' }, 10))) expect(ms).toBeLessThan(1.5);
    for (const ms of tookMs(askedAgain({ server: 'cherrypy' }, 10))) expect(ms).toBeLessThan(1.5);
  });
});

describe('V3 kept connections', () => {
  test('runserver keeps them for ever, each with its thread', () => {
    const run = askedAgain({ server: 'runserver' }, 3);
    expect(run.of('connection/awaited').map((one) => one.arg)).toEqual([-1, -1, -1]);
    // The client has asked all it wanted, and closes.
    expect(run.of('worker/released')).toHaveLength(3);
  });

  test('without threads it closes after each answer, and Flask always does', () => {
    for (const app of [...ALONE, { server: 'flask' }])
      expect(askedAgain(app, 5).of('connection/kept')).toEqual([]);
  });
});

describe('V4 one process, nobody who starts it again', () => {
  test.each(SERVERS)('measured: a crash takes $server down, and everybody in it', (app) => {
    const run = asked(app, [at(500, 'sleep300'), at(505, 'crash'), at(600), at(5_000)]);
    expect(outcomes(run)).toEqual(['empty-reply', 'empty-reply', 'refused', 'refused']);
    expect(run.of('app/stopped')).toHaveLength(1);
  });

  test.each(SERVERS)('a stop ends $server at once', (app) => {
    const run = asked(app, [at(900, 'sleep300'), at(1_100)], {
      script: [{ at: '1s', 'stop-app': true }],
    });
    expect(outcomes(run)).toEqual(['empty-reply', 'refused']);
    expect(run.of('worker/killed')[0]?.arg).toBe(15);
  });
});

describe('V5 the autoreloader', () => {
  const reloaded = (app: Written) =>
    asked({ boot: '500ms', ...app }, [at(900, 'sleep300'), at(1_100), at(2_000)], {
      script: [{ at: '1s', 'reload-app': true }],
    });

  test('runserver ends at once: what is under way is lost, callers are refused until the new one listens', () => {
    const run = reloaded({ server: 'runserver' });
    expect(outcomes(run)).toEqual(['empty-reply', 'refused', 200]);
    expect(run.of('worker/exited')[0]?.arg).toBe(3);
    expect(run.of('worker/forked')).toHaveLength(2);
    expect(run.of('app/stopped')).toEqual([]);
  });

  test('Flask’s reloader listens itself: callers wait', () => {
    const run = reloaded({ server: 'flask', reload: true });
    expect(outcomes(run)).toEqual(['empty-reply', 200, 200]);
    expect(run.endsMs[1]).toBeGreaterThan(1_500);
  });

  test('without it nothing happens', () => {
    const run = reloaded({ server: 'runserver', reload: false });
    expect(outcomes(run)).toEqual([200, 200, 200]);
    expect(run.of('arbiter/ignored').map((one) => one.arg)).toEqual([1]);
  });
});
