import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, inARow, ran, tally } from './runs.ts';

const burst = (over = {}) => ({
  duration: '60s',
  clients: [arriving('burst', inARow(20, 0))],
  app: { workers: 1 },
  routes: [{ name: 'view', cpu: '0s', wait: '500ms', response: '6B' }],
  ...over,
});

describe('L1 one FIFO for all workers', () => {
  test('measured: twelve requests of 200 ms end in pairs with two workers, the last at 1207 ms', () => {
    const { endsMs, rows } = ran(DIRECT, {
      clients: [arriving('load', inARow(12, 2))],
      app: { workers: 2 },
      routes: [{ name: 'sleep', cpu: '0s', wait: '200ms', response: '6B' }],
    });
    expect(endsMs[11]).toBeGreaterThan(1_205);
    expect(endsMs[11]).toBeLessThan(1_214);
    const accepted = rows.map((row) => row.acceptedUs ?? 0);
    expect(accepted).toEqual(accepted.toSorted((a, b) => a - b));
  });

  test('which of several idle workers gets a connection is chance, and every one gets its share', () => {
    const { rows } = ran(DIRECT, {
      duration: '20s',
      clients: [arriving('drip', [], { arrivals: { every: '20ms' } })],
      app: { workers: 4 },
      routes: [{ name: 'view', cpu: '1ms' }],
    });
    const shares = tally(rows.map((row) => row.worker));
    expect(Object.keys(shares).length).toBe(4);
    // 1,000 draws among four: 250 ± 14.
    for (const share of Object.values(shares)) expect(Math.abs(share - 250)).toBeLessThan(60);
  });
});

describe('L2, L3 a full backlog', () => {
  test('L3 measured: unix socket behind nginx, backlog 3, one worker: 1 + 3 + 1 are served, 15 get 502 at once', () => {
    const { statuses, endsMs, of } = ran(
      BEHIND_NGINX,
      burst({ socket: { kind: 'unix', backlog: 3 } }),
    );
    expect(tally(statuses)).toEqual({ 200: 5, 502: 15 });
    statuses.forEach((status, r) => {
      if (status === 502) expect(endsMs[r]).toBeLessThan(1);
    });
    expect(of('socket/overflowed').length).toBe(15);
    expect(Math.max(...of('socket/queued').map((event) => event.arg))).toBe(4);
    expect((endsMs as number[]).filter((_, r) => statuses[r] === 200).at(-1)).toBeCloseTo(
      2_506,
      -1,
    );
  });

  test.each([
    [2, 7],
    [3, 8],
  ])('L2 %i workers and backlog 4: %i are served', (workers, ok) => {
    const { statuses } = ran(
      BEHIND_NGINX,
      burst({ app: { workers }, socket: { kind: 'unix', backlog: 4 } }),
    );
    expect(tally(statuses)).toEqual({ 200: ok, 502: 20 - ok });
  });

  test('L3 measured: on TCP nobody is refused; SYNs come again after 1, 2, 3, 4 s and the order is lost', () => {
    const { statuses, of, endsMs, rows } = ran(DIRECT, burst({ socket: { backlog: 3 } }));
    expect(tally(statuses)).toEqual({ 200: 20 });
    const waits = new Map<number, number[]>();
    for (const { request, arg } of of('connection/retried'))
      waits.set(request, [...(waits.get(request) ?? []), arg]);
    expect(waits.size).toBe(15);
    const longest = [...waits.values()].reduce((a, b) => (a.length > b.length ? a : b));
    expect(longest.slice(0, 3)).toEqual([1_000_000, 2_000_000, 3_000_000]);
    for (const wait of waits.values())
      expect(wait).toEqual(wait.map((_, k) => Math.min(4, k + 1) * 1_000_000));
    // 20 × 500 ms without the loss would be 10 s; measured: 11 to 26 s.
    const last = Math.max(...(endsMs as number[]));
    expect(last).toBeGreaterThan(10_500);
    expect(last).toBeLessThan(26_000);
    const connected = rows.map((row) => row.connectedUs ?? 0);
    expect(connected.filter((at) => at === 0).length).toBe(5);
  });

  test('L3 the same from nginx to Gunicorn over TCP: nginx tries again for its client', () => {
    const { statuses, of } = ran(BEHIND_NGINX, burst({ socket: { backlog: 3 } }));
    expect(tally(statuses)).toEqual({ 200: 20 });
    expect(new Set(of('connection/retried').map((event) => event.actor))).toEqual(new Set([-1]));
  });

  test('L3 measured: with proxy_connect_timeout 2s some of the 20 (4 to 12) get 504, none 502', () => {
    const { statuses, rows } = ran(
      BEHIND_NGINX,
      burst({ front: { proxy_connect_timeout: '2s' }, socket: { backlog: 3 } }),
    );
    const counts = tally(statuses);
    expect(Object.keys(counts)).toEqual(['200', '504']);
    expect(counts[504]).toBeGreaterThanOrEqual(4);
    expect(counts[504]).toBeLessThanOrEqual(14);
    for (const row of rows)
      if (row.status === 504) expect((row.endUs ?? 0) / 1000).toBeCloseTo(2_000, -1);
  });
});
