import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, inARow, ran } from './runs.ts';

const far = { rtt: '100ms', up: 'unlimited', down: 'unlimited' };

describe('C7 a client has at most so many connections; what it wants beyond waits inside it, oldest first', () => {
  test.each([
    [6, true, 614],
    [6, false, 1023],
  ])(
    'measured: 30 files of 4 kB from nginx at 100 ms over %i connections, keep-alive %s: %i ms',
    (connections, keepAlive, measuredMs) => {
      const { endsMs, of } = ran(BEHIND_NGINX, {
        clients: [
          arriving('browser', inARow(30, 0, { client: 0 }), { link: far, connections, keepAlive }),
        ],
        front: { locations: [{ match: '/', static: '/srv' }] },
        routes: [{ name: 'file', path: '/file', static: true, response: '4000B' }],
      });
      const lastMs = Math.max(...endsMs.map(Number));
      expect(Math.abs(lastMs / measuredMs - 1)).toBeLessThan(0.05);
      expect(of('connection/established').length).toBe(keepAlive ? 6 : 30);
    },
  );

  test('all have started when they are wanted, and only so many are under way', () => {
    const { rows, of } = ran(DIRECT, {
      clients: [arriving('one', inARow(7, 0, { client: 0 }), { connections: 2 })],
      app: { workers: 8 },
      routes: [{ name: 'slow', cpu: '0s', wait: '100ms' }],
    });
    expect(rows.map((row) => row.startUs)).toEqual(Array(7).fill(0));
    const events = [...of('connection/established'), ...of('request/answered')].toSorted(
      (a, b) => a.index - b.index,
    );
    let open = 0;
    let most = 0;
    for (const { name } of events) {
      open += name === 'connection/established' ? 1 : -1;
      most = Math.max(most, open);
    }
    expect(most).toBe(2);
    expect(of('connection/established').map((event) => event.request)).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
    expect(rows.map((row) => Math.floor((row.endUs ?? 0) / 100_000))).toEqual([
      1, 1, 2, 2, 3, 3, 4,
    ]);
  });

  test('another client has connections of its own', () => {
    const { rows } = ran(DIRECT, {
      clients: [
        arriving('two', [
          { at: '0s', client: 5 },
          { at: '0s', client: 9 },
          { at: '0s' },
          { at: '0s', client: 5 },
        ]),
      ],
      app: { workers: 8 },
      routes: [{ name: 'slow', cpu: '0s', wait: '100ms' }],
    });
    expect(rows.map((row) => Math.floor((row.endUs ?? 0) / 100_000))).toEqual([1, 1, 1, 2]);
  });

  test('its patience runs while it waits, and who leaves without a connection holds nobody up', () => {
    const { rows } = ran(DIRECT, {
      clients: [
        arriving('one', [
          { at: '0s', client: 0 },
          { at: '0s', client: 0, patience: '50ms' },
          { at: '0s', client: 0 },
        ]),
      ],
      app: { workers: 8 },
      routes: [{ name: 'slow', cpu: '0s', wait: '100ms' }],
    });
    expect(rows.map((row) => row.outcome)).toEqual(['answered', 'abandoned', 'answered']);
    expect(rows[1]?.connectedUs).toBeNull();
    expect(rows[1]?.endUs).toBe(50_000);
    expect(rows[2]?.connectedUs).toBe(rows[0]?.endUs);
  });

  test('thousands that are refused make room for the next, all in one moment', () => {
    const { rows } = ran(DIRECT, {
      clients: [
        arriving('one', [
          { at: '0s', client: 0, route: 'slow' },
          ...inARow(5_000, 0, { client: 0 }, 100),
        ]),
      ],
      routes: [
        { name: 'home', cpu: '0s' },
        { name: 'slow', wait: '1s' },
      ],
      script: [{ at: '10ms', 'stop-app': true }],
    });
    expect(rows[0]?.status).toBe(200);
    // The first of them still got into the backlog, which is closed with the socket.
    const rest = rows.slice(2);
    expect(rest.map((row) => row.error)).toEqual(Array(4_999).fill('refused'));
    expect(new Set(rest.map((row) => row.endUs))).toEqual(new Set([rows[1]?.endUs]));
  });
});
