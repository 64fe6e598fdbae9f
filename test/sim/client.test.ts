import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, inARow, ran, tally } from './runs.ts';

const far = { rtt: '100ms', up: 'unlimited', down: 'unlimited' };

describe('C1 a connection takes one round trip before the first byte of the request can leave', () => {
  test.each([
    ['straight to Gunicorn', DIRECT],
    ['behind nginx', BEHIND_NGINX],
  ])('%s', (_, base) => {
    const { rows, of } = ran(base, {
      clients: [{ name: 'far', link: far, arrivals: [{ at: '1s' }] }],
      app: { workers: 1 },
      routes: [{ name: 'home', cpu: '0s', wait: '50ms' }],
    });
    const [row] = rows;
    expect(row?.startUs).toBe(1_000_000);
    expect(row?.connectedUs).toBe(1_100_000);
    expect(of('request/sending')[0]?.at).toBe(1_100_000);
    // Half a round trip there, the view with what surrounds it, half a round trip back.
    const atServerUs = (row?.viewEndUs ?? 0) - 1_150_000;
    expect(atServerUs).toBeGreaterThan(50_000);
    expect(atServerUs).toBeLessThan(51_500);
    expect((row?.endUs ?? 0) / 1000).toBeCloseTo(1_251.5, -1);
  });

  test('every request opens its own', () => {
    const { of, rows } = ran(DIRECT, {
      clients: [{ name: 'far', link: far, arrivals: { count: 2, think: '10ms', requestsEach: 5 } }],
    });
    expect(rows.length).toBe(10);
    expect(of('connection/established').length).toBe(10);
    for (const row of rows) expect((row.connectedUs ?? 0) - row.startUs).toBe(100_000);
  });
});

describe('C6 first and last byte are one moment where they lie less than 1 ms apart', () => {
  const bytesAt1MBs = (bytes: number) => {
    const { rows } = ran(DIRECT, {
      clients: [
        {
          name: 'near',
          link: { rtt: '0s', up: 'unlimited', down: '1MB/s' },
          arrivals: [{ at: '0s' }],
        },
      ],
      routes: [{ name: 'home', response: `${bytes - 270}B` }],
    });
    return (rows[0]?.endUs ?? 0) - (rows[0]?.firstByteUs ?? 0);
  };

  test('1,000 bytes at 1 MB/s are one moment, 1,100 are not', () => {
    expect(bytesAt1MBs(1_000)).toBe(0);
    expect(bytesAt1MBs(1_100)).toBe(1_099);
  });
});

describe('C3 patience', () => {
  test('a client that has waited long enough leaves, and not a microsecond sooner', () => {
    const { rows, of } = ran(DIRECT, {
      clients: [arriving('one', [{ at: '10ms' }], { patience: '300ms' })],
      routes: [{ name: 'slow', wait: '1s' }],
    });
    expect(rows[0]?.outcome).toBe('abandoned');
    expect(rows[0]?.endUs).toBe(310_000);
    expect(of('request/abandoned')[0]?.arg).toBe(300_000);
  });

  test('counts from the first SYN: retries included', () => {
    const { rows } = ran(DIRECT, {
      clients: [arriving('crowd', inARow(9, 0), { patience: '2.5s' })],
      app: { workers: 1 },
      socket: { backlog: 1 },
      routes: [{ name: 'slow', wait: '8s' }],
    });
    expect(tally(rows.map((row) => row.outcome))).toEqual({ abandoned: 9 });
    expect(new Set(rows.map((row) => row.endUs))).toEqual(new Set([2_500_000]));
  });
});

describe('closed loops', () => {
  test('each client asks as often as it was told, one request after another', () => {
    const { rows, recording } = ran(DIRECT, {
      duration: '20s',
      clients: [arriving('loop', [], { arrivals: { count: 3, think: '100ms', requestsEach: 7 } })],
      app: { workers: 2 },
    });
    const perClient = new Map<number, number[]>();
    for (const row of rows) {
      const { client } = recording.seed(row.id);
      const before = perClient.get(client) ?? [];
      const last = before.at(-1);
      if (last !== undefined) expect(row.startUs - last).toBe(100_000);
      perClient.set(client, [...before, row.endUs ?? Number.NaN]);
    }
    expect([...perClient.values()].map((ends) => ends.length)).toEqual([7, 7, 7]);
  });
});
