import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, inARow, ran } from './runs.ts';

describe('C13 many connections that dribble their heads (slowloris)', () => {
  const attacked = (client_header_timeout: string) =>
    ran(BEHIND_NGINX, {
      duration: '20s',
      clients: [
        arriving('attacker', inARow(62, 1), { pace: { headOver: '10min' } }),
        arriving('people', inARow(10, 500, {}, 1_250)),
      ],
      front: { worker_connections: 64, client_header_timeout },
      routes: [{ name: 'home', cpu: '0s' }],
    });

  test('take all of nginx’s worker_connections: everybody else is turned away, and no worker is held', () => {
    const { rows, of } = attacked('60s');
    expect(rows.filter((row) => row.startUs < 1_000_000).map((row) => row.outcome)).toEqual(
      Array(62).fill('in-flight'),
    );
    expect(rows.filter((row) => row.startUs >= 1_000_000).map((row) => row.outcome)).toEqual(
      Array(10).fill('failed'),
    );
    expect(of('worker/accepted')).toEqual([]);
  });

  test('until client_header_timeout cuts them, one after another', () => {
    const { rows, of } = attacked('3s');
    const attackers = rows.filter((row) => row.startUs < 1_000_000);
    expect(attackers.map((row) => row.error)).toEqual(Array(62).fill('empty-reply'));
    for (const row of attackers) expect((row.endUs ?? 0) - row.startUs).toBe(3_000_000);
    const people = rows.filter((row) => row.startUs >= 1_000_000).map((row) => row.status);
    expect(people).toEqual([null, null, null, null, 200, 200, 200, 200, 200, 200]);
    expect(of('front/closed').filter((event) => event.arg === 408).length).toBe(62);
  });
});
