import { describe, expect, test } from 'vitest';
import {
  IDLE_CLOSED_AFTER_MS,
  idleClosedAfterMs,
  idleRace,
  RACE_LOST_MS,
  racesLostMs,
} from './moments.ts';

describe('G18 J keepalive-idle-close-time: a client that keeps its connection says nothing more', () => {
  test.each(['gthread', 'gevent'] as const)('%s closes it after keepalive, 2 s', (of) => {
    for (const measured of IDLE_CLOSED_AFTER_MS[of])
      expect(Math.abs(idleClosedAfterMs(of) - measured)).toBeLessThan(10);
  });

  test('asgi does not', () => {
    expect(idleClosedAfterMs('asgi')).toBeNaN();
  });
});

describe('N13 X upstream-keepalive-idle-race: 20 ms one way, nginx keeps what Gunicorn closes after 2 s', () => {
  test.each(['GET', 'POST'] as const)('%s: lost at the same moments', (method) => {
    const lost = racesLostMs(method);
    const measured = RACE_LOST_MS[method].flat();
    // Measured by steps of 5 ms; the repetitions differ from one another by one of them.
    expect(Math.abs(lost[0] - Math.min(...measured))).toBeLessThanOrEqual(5);
    expect(Math.abs(lost[lost.length - 1] - Math.max(...measured))).toBeLessThanOrEqual(10);
  });

  test('a POST gets 502, a GET is sent again', () => {
    expect(idleRace('POST', 1_980)).toEqual({ status: 502, isSentTwice: false });
    expect(idleRace('GET', 1_980)).toEqual({ status: 200, isSentTwice: true });
    for (const method of ['GET', 'POST'] as const)
      for (const gapMs of [1_950, 2_020])
        expect(idleRace(method, gapMs)).toEqual({ status: 200, isSentTwice: false });
  });
});
