import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, inARow, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', response: '6B' };
const upload = {
  name: 'upload',
  path: '/up',
  method: 'POST',
  cpu: '0s',
  body: '2MB',
  response: '6B',
};

describe('N6 client_max_body_size', () => {
  const sent = (front: Written, bodyOver = '0s') =>
    ran(BEHIND_NGINX, {
      clients: [arriving('one', [{ at: '0s' }], { asks: 'upload', pace: { bodyOver } })],
      routes: [upload],
      front,
    });

  test('measured: 2 MB at a limit of 1 MiB are answered 413 within 3 ms', () => {
    const { statuses, endsMs, of } = sent({});
    expect(statuses).toEqual([413]);
    expect(endsMs[0]).toBeLessThan(3);
    expect(of('worker/accepted')).toEqual([]);
    expect(of('front/closed')[0]?.arg).toBe(413);
  });

  test('answered from its head: nobody waits for the body', () => {
    const { statuses, endsMs } = sent({}, '5s');
    expect(statuses).toEqual([413]);
    expect(endsMs[0]).toBeLessThan(3);
  });

  test('exactly the limit passes; 0 and unlimited check nothing', () => {
    expect(sent({ client_max_body_size: '2MB' }).statuses).toEqual([200]);
    expect(sent({ client_max_body_size: '1999999B' }).statuses).toEqual([413]);
    expect(sent({ client_max_body_size: 0 }).statuses).toEqual([200]);
    expect(sent({ client_max_body_size: 'unlimited' }).statuses).toEqual([200]);
  });
});

describe('N7 proxy_read_timeout', () => {
  const waiting = () =>
    ran(BEHIND_NGINX, {
      clients: [
        arriving('slow', [{ at: '0s', wait: '5s' }]),
        arriving('fast', [{ at: '500ms', wait: '20ms' }]),
        arriving('late', [{ at: '4.6s', wait: '20ms' }]),
      ],
      app: { workers: 1 },
      routes: [page],
      front: { proxy_read_timeout: '2s' },
    });

  test('measured: 504 at 2002 ms, and 504 for the fast request queued behind it', () => {
    const { statuses, endsMs } = waiting();
    expect(statuses).toEqual([504, 504, 200]);
    expect(Math.abs((endsMs[0] ?? 0) - 2_002)).toBeLessThan(3);
    expect(Math.abs((endsMs[1] ?? 0) - 2_502)).toBeLessThan(3);
  });

  test('measured: the worker works on, through the abandoned fast one too: the late one ends at 5044 ms', () => {
    const { of, endsMs } = waiting();
    expect(of('view/left', 0)[0]?.at).toBeGreaterThan(5_000_000);
    expect(of('view/left', 1).length).toBe(1);
    expect(Math.abs((endsMs[2] ?? 0) - 5_044)).toBeLessThan(6);
  });

  test('nginx has closed the upstream connection: what the worker then writes goes nowhere, and at once', () => {
    const { statuses, of } = ran(BEHIND_NGINX, {
      duration: '60s',
      clients: [arriving('slow', [{ at: '0s', wait: '5s' }], { pace: { readDelay: '20s' } })],
      app: { workers: 1 },
      routes: [{ ...page, response: '50MB' }],
      front: { proxy_read_timeout: '2s', proxy_buffering: 'off' },
    });
    expect(statuses).toEqual([504]);
    expect((of('worker/released', 0)[0]?.at ?? 0) / 1000).toBeCloseTo(5_001, -1);
  });

  test('with proxy_request_buffering off it runs from the end of the body', () => {
    const { statuses, endsMs } = ran(BEHIND_NGINX, {
      clients: [
        arriving('slow', [{ at: '0s', wait: '5s' }], { asks: 'upload', pace: { bodyOver: '3s' } }),
      ],
      routes: [{ ...upload, body: '50kB' }],
      front: { proxy_read_timeout: '2s', proxy_request_buffering: 'off' },
    });
    expect(statuses).toEqual([504]);
    expect(Math.abs((endsMs[0] ?? 0) - 5_000)).toBeLessThan(3);
  });
});

describe('N9 silence', () => {
  const silent = (pace: Written, front: Written) =>
    ran(BEHIND_NGINX, {
      duration: '30s',
      clients: [arriving('one', [{ at: '0s' }], { asks: 'upload', pace })],
      routes: [{ ...upload, body: '50kB' }],
      front,
    });

  test.each<[string, Written]>([
    ['no head', { stops: 'before-head' }],
    ['half a head', { stops: 'mid-head' }],
    ['a head that takes too long', { headOver: '5s' }],
  ])(
    'measured: %s within client_header_timeout: closed without an answer, logged 408',
    (_, pace) => {
      const { rows, of } = silent(pace, { client_header_timeout: '2s' });
      expect([rows[0]?.error, rows[0]?.endUs]).toEqual(['empty-reply', 2_000_000]);
      expect(of('front/closed')[0]?.arg).toBe(408);
    },
  );

  test('a head that takes its time, but not too long, is served', () => {
    expect(silent({ headOver: '5s' }, {}).statuses).toEqual([200]);
  });

  test('half a body, then silence for client_body_timeout: closed, logged 408', () => {
    const { rows, of } = silent(
      { bodyOver: '2s', stops: 'mid-body' },
      { client_body_timeout: '3s' },
    );
    expect(rows[0]?.error).toBe('empty-reply');
    // Half the body has come after one second.
    expect((rows[0]?.endUs ?? 0) / 1000).toBeCloseTo(4_000, -1);
    expect(of('front/closed')[0]?.arg).toBe(408);
  });

  test('a body that dribbles is never silent', () => {
    expect(silent({ bodyOver: '9s' }, { client_body_timeout: '1s' }).statuses).toEqual([200]);
  });

  test('the same with proxy_request_buffering off', () => {
    const { rows } = silent(
      { bodyOver: '2s', stops: 'mid-body' },
      { client_body_timeout: '3s', proxy_request_buffering: 'off' },
    );
    expect(rows[0]?.outcome).toBe('failed');
  });

  test('a reader that takes nothing for send_timeout is closed', () => {
    const { rows } = ran(BEHIND_NGINX, {
      duration: '60s',
      clients: [arriving('one', [{ at: '0s' }], { pace: { readDelay: '30s' } })],
      routes: [{ ...page, response: '20MB' }],
      front: { send_timeout: '2s' },
    });
    expect(rows[0]?.outcome).toBe('failed');
  });
});

describe('what nginx answers by itself', () => {
  test('return gives its status without any worker', () => {
    const { statuses, of } = ran(BEHIND_NGINX, {
      clients: [arriving('one', [{ at: '0s' }])],
      routes: [{ ...page, path: '/old/x' }],
      front: {
        locations: [
          { match: '/old/', return: 410 },
          { match: '/', proxy: true },
        ],
      },
    });
    expect(statuses).toEqual([410]);
    expect(of('worker/accepted')).toEqual([]);
  });

  test('return 200 is a few bytes, however large the page would be', () => {
    const { endsMs } = ran(BEHIND_NGINX, {
      clients: [{ name: 'far', link: 'slow-3g', arrivals: [{ at: '0s' }] }],
      routes: [{ ...page, response: '1MB' }],
      front: { locations: [{ match: '/', return: 200 }] },
    });
    expect(endsMs[0]).toBeLessThan(1_000);
  });

  test('measured: worker_connections 10, a burst of 20: 4 are served, 16 closed', () => {
    const { statuses } = ran(BEHIND_NGINX, {
      clients: [arriving('burst', inARow(20, 1))],
      app: { workers: 4 },
      routes: [{ ...page, wait: '500ms' }],
      front: { worker_connections: 10 },
    });
    expect(tally(statuses)[200]).toBeGreaterThanOrEqual(4);
    expect(tally(statuses)[200]).toBeLessThanOrEqual(5);
  });
});
