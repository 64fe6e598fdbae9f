import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, inARow, type Ran, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', wait: '5ms', response: '6B' };
const TWO = { instances: 2, workers: 2 };

/** Which app server was asked, in order of asking. */
function asked({ of }: Ran): string {
  return of('upstream/chosen')
    .map(({ actor }) => 'ABC'[actor])
    .join('');
}

/** Requests of one population. */
function rowsOf({ rows, of }: Ran, population: number) {
  const own = new Set(
    of('request/started')
      .filter(({ actor }) => actor === population)
      .map(({ request }) => request),
  );
  return rows.filter(({ id }) => own.has(id));
}

describe('N14 round robin', () => {
  test('measured: two app servers take turns, whatever they have to do', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [arriving('fast', inARow(20, 60))],
      routes: [page],
      app: TWO,
    });
    expect(asked(run)).toBe('AB'.repeat(10));
    expect(run.of('upstream/chosen').every(({ arg }) => arg === 0)).toBe(true);
  });

  test('each has a socket, workers and slots of its own', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [arriving('fast', inARow(4, 60))],
      routes: [page],
      app: TWO,
    });
    const places = run.of('worker/accepted').map(({ actor }) => run.recording.slots[actor]);
    expect(places.map((place) => place?.instance)).toEqual([0, 1, 0, 1]);
  });

  test('with one app server there is nothing to choose, and nothing is told of it', () => {
    const { of } = ran(BEHIND_NGINX, {
      clients: [arriving('one', [{ at: '0s' }])],
      routes: [page],
    });
    expect(of('upstream/chosen')).toEqual([]);
  });
});

describe('N16 proxy_next_upstream', () => {
  const crashing = (method: string, front: Written = {}) =>
    ran(BEHIND_NGINX, {
      duration: '15s',
      clients: [
        arriving('crash', [{ at: '300ms' }], { asks: 'boom' }),
        arriving('probe', inARow(56, 250), { asks: 'page' }),
      ],
      routes: [page, { name: 'boom', path: '/boom', method, cpu: '0s', effect: 'crash' }],
      app: TWO,
      front,
    });

  test('measured: one GET that kills its worker kills one on both, and then all requests get 502 for 10 s (40 to 43 of 56)', () => {
    const run = crashing('GET');
    const probes = rowsOf(run, 1);
    const failed = tally(probes.map(({ status }) => status))[502] ?? 0;
    expect(failed).toBeGreaterThanOrEqual(40);
    expect(failed).toBeLessThanOrEqual(43);
    expect(run.of('worker/exited').length).toBe(2);
    expect(run.of('upstream/retried').map(({ actor, arg }) => [actor, arg])).toEqual([[0, 0]]);
    expect(run.of('upstream/down').map(({ actor }) => actor)).toEqual([0, 1]);
    // Measured as well: the first two go to B, then they take turns.
    expect(asked(run).slice(4)).toMatch(/^BB(AB)+A?$/);
  });

  test('with nobody left to ask the answer is 502 at once, and no worker hears of it', () => {
    const run = crashing('GET');
    const lost = rowsOf(run, 1).filter(({ status }) => status === 502);
    expect(lost.length).toBeGreaterThan(0);
    for (const { startUs, endUs, id } of lost) {
      expect((endUs ?? 0) - startUs).toBeLessThan(1_000);
      expect(run.of('upstream/connected', id)).toEqual([]);
    }
  });

  test('measured: max_fails=0, and no other request fails', () => {
    const { rows, of } = crashing('GET', { upstream: { max_fails: 0 } });
    expect(rows.filter(({ status }) => status === 502).length).toBe(1);
    expect(of('worker/exited').length).toBe(2);
    expect(of('upstream/down')).toEqual([]);
  });

  test('measured: a POST that kills its worker is not tried again: one app server is left alone, no other request fails', () => {
    const run = crashing('POST');
    expect(run.rows.filter(({ status }) => status === 502).length).toBe(1);
    expect(run.of('worker/exited').length).toBe(1);
    expect(run.of('upstream/retried')).toEqual([]);
    expect(run.of('upstream/down').length).toBe(1);
  });

  test('proxy_next_upstream off: no second try for a GET either, but the failure counts', () => {
    const run = crashing('GET', { proxy_next_upstream: 'off' });
    expect(run.rows.filter(({ status }) => status === 502).length).toBe(1);
    expect(run.of('worker/exited').length).toBe(1);
    expect(run.of('upstream/down').length).toBe(1);
  });

  const hanging = (version: string) =>
    ran(BEHIND_NGINX, {
      duration: '14s',
      clients: [
        arriving('hang', [{ at: '0s' }], { asks: 'hang' }),
        arriving('probe', inARow(48, 250, {}, 100), { asks: 'page' }),
      ],
      routes: [page, { name: 'hang', path: '/hang', cpu: '0s', effect: 'hang' }],
      app: { instances: 2, workers: 1, version, timeout: '3s' },
    });

  test('measured: a hung GET, Gunicorn 20.1: both workers are killed, 502 after 6 to 8 s, then both are left alone', () => {
    const { statuses, endsMs, of } = hanging('20.1');
    expect(statuses[0]).toBe(502);
    expect(endsMs[0]).toBeGreaterThan(6_000);
    expect(endsMs[0]).toBeLessThan(8_100);
    expect(of('upstream/down').length).toBe(2);
    expect(tally(statuses)[502]).toBeGreaterThan(15);
  });

  test('measured: Gunicorn 26.1 answers 500, which is an answer: nothing is tried again and no other request fails', () => {
    const { statuses, endsMs, of } = hanging('26.1');
    expect(statuses[0]).toBe(500);
    expect(endsMs[0]).toBeGreaterThan(3_000);
    expect(endsMs[0]).toBeLessThan(4_050);
    expect(of('upstream/retried')).toEqual([]);
    expect(tally(statuses)).toEqual({ 200: 48, 500: 1 });
  });

  const timedOut = () =>
    ran(BEHIND_NGINX, {
      duration: '9s',
      clients: [
        arriving('slow', [{ at: '0s' }], { asks: 'slow' }),
        arriving('post', [{ at: '10ms' }], { asks: 'post' }),
        arriving('fast', [{ at: '2.5s' }], { asks: 'page' }),
      ],
      routes: [
        page,
        { name: 'slow', path: '/s', wait: '3s' },
        { name: 'post', path: '/p', method: 'POST', wait: '3s', body: '10B' },
      ],
      app: TWO,
      front: { proxy_read_timeout: '1s' },
    });

  test('measured: proxy_read_timeout counts for each try: GET 504 at 2006 ms, POST 504 at 1011, then 502 for everybody', () => {
    const run = timedOut();
    expect(run.statuses).toEqual([504, 504, 502]);
    expect(Math.abs((run.endsMs[0] ?? 0) - 2_004)).toBeLessThan(6);
    expect(Math.abs((run.endsMs[1] ?? 0) - 1_012)).toBeLessThan(6);
    expect(run.of('upstream/retried').map(({ request, arg }) => [request, arg])).toEqual([[0, 1]]);
  });

  test('both app servers work on what nginx has given up, and nobody gets their answers', () => {
    const { of } = timedOut();
    expect(of('view/left', 0).length).toBe(2);
    expect(of('response/writing', 0).length).toBe(2);
    expect(of('request/answered', 0).length).toBe(1);
    expect(of('worker/released', 0).length).toBe(2);
  });

  test('what the first app server answers too late reaches nobody, though the second still works on it', () => {
    const { statuses, endsMs, of } = ran(BEHIND_NGINX, {
      duration: '9s',
      clients: [arriving('slow', [{ at: '0s' }])],
      routes: [{ ...page, wait: '1.5s' }],
      app: TWO,
      front: { proxy_read_timeout: '1s' },
    });
    expect(statuses).toEqual([504]);
    expect(endsMs[0]).toBeGreaterThan(1_999);
    expect(of('response/buffered')).toEqual([]);
  });

  test('neither does the answer to what still waited in the first one’s backlog then', () => {
    const { statuses, endsMs } = ran(BEHIND_NGINX, {
      duration: '9s',
      clients: [
        arriving('a', [{ at: '0s', wait: '1.2s' }], { asks: 'post' }),
        arriving('b', [{ at: '10ms', wait: '1.6s' }], { asks: 'post' }),
        arriving('queued', [{ at: '20ms', wait: '300ms' }], { asks: 'page' }),
      ],
      routes: [page, { ...page, name: 'post', path: '/p', method: 'POST' }],
      app: { instances: 2, workers: 1 },
      front: { proxy_read_timeout: '1s', upstream: { max_fails: 0 } },
    });
    // A would be done with it at 1.5 s, B is at 1.9.
    expect(statuses).toEqual([504, 504, 200]);
    expect(Math.abs((endsMs[2] ?? 0) - 1_912)).toBeLessThan(6);
  });

  test('what waits in a backlog that nginx has given up is executed all the same', () => {
    const { of, statuses } = ran(BEHIND_NGINX, {
      duration: '20s',
      clients: [arriving('slow', inARow(3, 10))],
      routes: [{ ...page, wait: '3s' }],
      app: { instances: 2, workers: 1 },
      front: { proxy_read_timeout: '1s', upstream: { max_fails: 0 } },
    });
    expect(statuses).toEqual([504, 504, 504]);
    expect(of('view/left').length).toBe(6);
  });

  test('a body that was passed on as it came cannot be sent again', () => {
    const put = (front: Written) =>
      ran(BEHIND_NGINX, {
        clients: [arriving('one', [{ at: '0s' }])],
        routes: [{ ...page, method: 'PUT', body: '10kB', effect: 'crash' }],
        app: TWO,
        front,
      }).of('upstream/retried').length;
    expect([put({}), put({ proxy_request_buffering: 'off' })]).toEqual([1, 0]);
  });
});

describe('N17 an app server that is down', () => {
  const down = (over: Written, method = 'GET') =>
    ran(BEHIND_NGINX, {
      duration: '25s',
      clients: [arriving('probe', inARow(40, 500))],
      routes: [{ ...page, method, body: method === 'POST' ? '10B' : '0B' }],
      app: TWO,
      script: [{ at: '2.2s', 'stop-app': 2 }],
      ...over,
    });

  test.each(['GET', 'POST'])(
    'measured: nobody notices: a %s that is refused goes to the other, then B is left alone, and tried again after 10 s',
    (method) => {
      const run = down({}, method);
      expect(tally(run.statuses)).toEqual({ 200: 40 });
      expect(asked(run)).toMatch(/^ABABABA{21,24}BA+$/);
      expect(run.of('upstream/retried').length).toBe(2);
    },
  );

  test('what waits in the backlog of an app server that stops hears of it, on its second try too', () => {
    const run = ran(BEHIND_NGINX, {
      duration: '15s',
      clients: [
        arriving('held', [{ at: '0s', wait: '9s' }], { asks: 'post' }),
        arriving('boom', [{ at: '1s' }], { asks: 'boom' }),
        arriving('next', [{ at: '2s', wait: '9s' }], { asks: 'post' }),
      ],
      routes: [
        page,
        { ...page, name: 'post', path: '/p', method: 'POST' },
        { ...page, name: 'boom', path: '/b', effect: 'crash' },
      ],
      app: { instances: 2, workers: 1, graceful_timeout: '1s' },
      front: { upstream: { max_fails: 0 } },
      // The GET that has killed a worker of B waits behind the first POST for the only worker of A.
      script: [{ at: '4s', 'stop-app': 1 }],
    });
    expect(run.of('upstream/retried').map(({ request, actor }) => [request, actor])).toContainEqual(
      [1, 1],
    );
    const end = run.rows[1];
    expect(end?.status).toBe(502);
    expect(end?.endUs).toBeGreaterThan(4_000_000);
    expect(end?.endUs).toBeLessThan(6_100_000);
  });

  test('measured: with both down the first request asks both, the others are answered 502 at once', () => {
    const run = ran(BEHIND_NGINX, {
      duration: '5s',
      clients: [arriving('probe', inARow(10, 300))],
      routes: [page],
      app: TWO,
      script: [
        { at: '1s', 'stop-app': 1 },
        { at: '1s', 'stop-app': 2 },
      ],
    });
    expect(run.statuses).toEqual([200, 200, 200, 200, 502, 502, 502, 502, 502, 502]);
    expect(asked(run)).toBe('ABABAB');
  });

  test.each(['tcp', 'unix'])(
    'measured: the only one down behind a %s socket: 502 at once, files are still served, and the first request after its return is answered',
    (kind) => {
      const run = ran(BEHIND_NGINX, {
        duration: '5s',
        clients: [
          arriving('probe', inARow(8, 500), { asks: 'page' }),
          arriving('file', inARow(8, 500, {}, 100), { asks: 'file' }),
        ],
        routes: [page, { name: 'file', path: '/static/a.css', static: true }],
        socket: { kind },
        script: [
          { at: '600ms', 'stop-app': 1 },
          { at: '2.4s', 'start-app': 1 },
        ],
      });
      const probes = rowsOf(run, 0);
      expect(probes.map(({ status }) => status).slice(0, 5)).toEqual([200, 200, 502, 502, 502]);
      expect(probes.at(-1)?.status).toBe(200);
      expect(tally(rowsOf(run, 1).map(({ status }) => status))).toEqual({ 200: 8 });
      for (const { status, startUs, endUs } of probes)
        if (status === 502) expect((endUs ?? 0) - startUs).toBeLessThan(1_000);
      expect(run.of('socket/overflowed')).toEqual([]);
    },
  );
});
