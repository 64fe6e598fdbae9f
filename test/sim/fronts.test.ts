import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, inARow, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', response: '6B' };
const HOSTS = {
  f1: { cores: 2 },
  f2: { cores: 2 },
  f3: { cores: 2 },
  a1: { cores: 2 },
  a2: { cores: 2 },
  d: { cores: 2 },
};
const WIDE = { instances: 3, hosts: ['f1', 'f2', 'f3'] };
const wide = (front: Written, written: Written) =>
  ran(DIRECT, {
    hosts: HOSTS,
    front: { ...WIDE, ...front },
    app: { instances: 2, hosts: ['a1', 'a2'], workers: 4 },
    routes: [page],
    duration: '20s',
    ...written,
  });
/** Which front server had each request, by request. */
const doors = ({ of, rows }: ReturnType<typeof ran>) =>
  rows.map((_, request) => of('head/received', request)[0]?.actor ?? null);

describe('Z1 clients find a front server by name', () => {
  const clients = (retry: Written = {}) => [arriving('each', inARow(60, 20, {}, 1_000), retry)];

  test('each draws an address, all about alike', () => {
    const run = wide({}, { clients: clients() });
    const counts = tally(doors(run));
    expect(Object.keys(counts).sort()).toEqual(['0', '1', '2']);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(10);
    expect(tally(run.statuses)).toEqual({ 200: 60 });
  });

  test('a client keeps its own for all of its requests', () => {
    const run = wide(
      {},
      {
        clients: [
          {
            name: 'each',
            link: 'loopback',
            arrivals: { count: 8, think: '50ms', requestsEach: 6 },
          },
        ],
      },
    );
    const own = new Map<number, Set<unknown>>();
    doors(run).forEach((door, request) => {
      const { client } = run.recording.seed(request);
      own.set(client, (own.get(client) ?? new Set()).add(door));
    });
    expect([...own.values()].map((used) => used.size)).toEqual(Array(8).fill(1));
  });

  test('where it is refused it goes on to the next, a round trip later each', () => {
    const run = wide(
      {},
      {
        clients: [arriving('each', inARow(30, 20, {}, 1_000), { link: { rtt: '40ms' } })],
        script: [{ at: '0s', 'stop-front': 2 }],
      },
    );
    expect(tally(run.statuses)).toEqual({ 200: 30 });
    expect(tally(doors(run))[1]).toBeUndefined();
    const moved = run.of('address/tried');
    expect(moved.length).toBeGreaterThan(3);
    const [{ request, at }] = moved;
    expect(run.of('connection/established', request)[0]?.at).toBe(at + 40_000);
    expect(at - (run.rows[request]?.startUs ?? 0)).toBe(40_000);
  });

  test('RFC 8305: where nobody answers at all it goes on after 250 ms', () => {
    const run = wide(
      {},
      {
        clients: [arriving('each', inARow(30, 20, {}, 1_000), { link: { rtt: '40ms' } })],
        script: [{ at: '500ms', 'unplug-host': 'f2' }],
      },
    );
    expect(tally(run.statuses)).toEqual({ 200: 30 });
    const [{ request, at }] = run.of('address/tried');
    expect(run.of('connection/established', request)[0]?.at).toBe(at + 250_000);
  });

  test('refused everywhere, it is refused', () => {
    const run = wide({}, { clients: clients(), script: [{ at: '0s', 'stop-front': true }] });
    expect(tally(run.rows.map(({ error }) => error))).toEqual({ refused: 60 });
    expect(run.of('address/tried').length).toBe(120);
  });
});

describe('Z2 a balancer', () => {
  test('passes connections on in turn', () => {
    const run = wide({ balancer: 'balancer' }, { clients: [arriving('each', inARow(9, 20))] });
    expect(doors(run)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });

  test('leaves out who is down, and who cannot be reached', () => {
    const run = wide(
      { balancer: 'balancer' },
      {
        clients: [arriving('each', inARow(8, 20, {}, 1_000), { link: { rtt: '1ms' } })],
        script: [
          { at: '0s', 'stop-front': 1 },
          { at: '1.06s', 'unplug-host': { host: 'f2', for: '60ms' } },
        ],
      },
    );
    expect(doors(run)).toEqual([1, 2, 1, 2, 2, 2, 1, 2]);
    expect(run.of('address/tried')).toEqual([]);
  });
});

describe('Z3 each front server is a program of its own', () => {
  test('it has its own turns, its own failures, its own connections', () => {
    const run = wide(
      { balancer: 'balancer' },
      {
        clients: [arriving('each', inARow(12, 100, {}, 1_000))],
        script: [{ at: '0s', 'stop-app': 1 }],
      },
    );
    expect(tally(run.statuses)).toEqual({ 200: 12 });
    // Each of the three finds out for itself.
    expect(run.of('upstream/down').length).toBe(3);
    expect(run.of('front/accepted').every(({ arg }) => arg === 1)).toBe(true);
  });

  test('one is reloaded, stopped and started without the others; without a number all are', () => {
    const words = (script: Written[]) => {
      const run = wide({}, { clients: [arriving('one', [{ at: '0s' }])], script });
      return ['front/reloaded', 'front/stopped', 'front/started'].map((name) =>
        run.of(name as 'front/reloaded').map(({ actor }) => actor),
      );
    };
    expect(
      words([
        { at: '1s', 'reload-front': 1 },
        { at: '2s', 'stop-front': 3 },
        { at: '3s', 'start-front': 3 },
      ]),
    ).toEqual([[0], [2], [2]]);
    expect(
      words([
        { at: '1s', 'reload-front': true },
        { at: '2s', 'stop-front': true },
        { at: '3s', 'start-front': true },
      ]),
    ).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  test('a kept connection is gone with its front server alone', () => {
    const run = wide(
      { balancer: 'balancer' },
      {
        clients: [
          {
            name: 'kept',
            link: 'loopback',
            keepAlive: true,
            arrivals: { count: 3, think: '2s', requestsEach: 3 },
          },
        ],
        script: [{ at: '1s', 'stop-front': 2 }],
      },
    );
    expect(run.of('connection/expired').length).toBe(1);
    expect(tally(run.statuses)).toEqual({ 200: 9 });
  });

  test('with one there is no actor, as ever', () => {
    const run = ran(DIRECT, {
      front: {},
      clients: [arriving('one', [{ at: '0s' }])],
      routes: [page],
    });
    expect(run.of('front/accepted')[0]?.actor).toBe(-1);
    expect(run.of('head/received')[0]?.actor).toBe(-1);
  });
});

describe('Z4 topologies', () => {
  const crowd = [arriving('each', inARow(80, 25, { wait: '20ms' }))];

  test('five front servers, two app hosts, one database', () => {
    const run = ran(DIRECT, {
      hosts: {
        f1: {},
        f2: {},
        f3: {},
        f4: {},
        f5: {},
        a1: { cores: 2 },
        a2: { cores: 2 },
        d: { cores: 2 },
      },
      front: { instances: 5, hosts: ['f1', 'f2', 'f3', 'f4', 'f5'] },
      app: { instances: 4, hosts: ['a1', 'a2'], workers: 1 },
      database: { host: 'd' },
      routes: [{ ...page, queries: 3 }],
      clients: crowd,
    });
    expect(tally(run.statuses)).toEqual({ 200: 80 });
    expect(new Set(doors(run)).size).toBe(5);
    const used = new Set(
      run.of('worker/accepted').map(({ actor }) => run.recording.slots[actor]?.instance),
    );
    expect([...used].sort()).toEqual([0, 1, 2, 3]);
  });

  test('each host computes for itself: two hosts of one core are twice as quick as one', () => {
    const lasts = (hosts: Written, own: string[]) =>
      Math.max(
        ...ran(DIRECT, {
          hosts,
          front: { host: 'f' },
          app: { instances: 2, hosts: own, workers: 2 },
          routes: [{ ...page, cpu: '100ms' }],
          clients: [arriving('each', inARow(8, 1))],
        }).endsMs.map((end) => end ?? Number.NaN),
      );
    const apart = lasts({ f: { cores: 1 }, a: { cores: 1 }, b: { cores: 1 } }, ['a', 'b']);
    const together = lasts({ f: { cores: 1 }, a: { cores: 1 } }, ['a']);
    expect(together / apart).toBeGreaterThan(1.9);
    expect(together / apart).toBeLessThan(2.1);
  });

  test('the cable of one app host: the others serve on, and what goes there waits for its timeout', () => {
    const run = ran(DIRECT, {
      hosts: { f: { cores: 2 }, a1: { cores: 2 }, a2: { cores: 2 } },
      front: { host: 'f', proxy_connect_timeout: '1s' },
      app: { instances: 2, hosts: ['a1', 'a2'], workers: 4 },
      routes: [page],
      clients: [arriving('each', inARow(10, 100, {}, 1_000))],
      script: [{ at: '500ms', 'unplug-host': 'a1' }],
      duration: '10s',
    });
    expect(tally(run.statuses)).toEqual({ 200: 10 });
    const late = run.rows.filter(({ startUs, endUs }) => (endUs ?? 0) - startUs > 900_000);
    expect(late.length).toBeGreaterThan(0);
    expect(run.of('upstream/down').map(({ actor }) => actor)).toContain(0);
  });

  test('the cable between one app host and the database: only its requests wait', () => {
    const run = ran(DIRECT, {
      hosts: { f: {}, a1: {}, a2: {}, d: {} },
      front: { host: 'f' },
      app: { instances: 2, hosts: ['a1', 'd'], workers: 2 },
      database: { host: 'd' },
      routes: [{ ...page, queries: 1 }],
      clients: [arriving('each', inARow(6, 50, {}, 1_000))],
      script: [{ at: '1.12s', 'unplug-host': { host: 'a1', for: '500ms' } }],
      duration: '10s',
    });
    expect(tally(run.statuses)).toEqual({ 200: 6 });
    const onD = run.rows.filter((_, r) => run.of('upstream/chosen', r)[0]?.actor === 1);
    for (const { startUs, endUs } of onD) expect((endUs ?? 0) - startUs).toBeLessThan(30_000);
  });

  test('socket.rtt is between hosts: what stands on one takes no journey', () => {
    const took = (front: string, hosts: string[]) => {
      const run = ran(DIRECT, {
        hosts: { a1: {}, a2: {} },
        front: { host: front },
        app: { instances: hosts.length, hosts, workers: 2 },
        socket: { kind: 'tcp', rtt: '20ms' },
        routes: [page],
        clients: [arriving('each', inARow(2, 200))],
      });
      return run.rows.map(({ startUs, endUs }) => Math.floor(((endUs ?? 0) - startUs) / 10_000));
    };
    expect(took('a1', ['a1', 'a2'])).toEqual([0, 4]);
    // Everything on one host: somebody who writes a round trip means it.
    expect(took('a1', ['a1'])).toEqual([4, 4]);
  });

  test('everything on one box', () => {
    const run = ran(DIRECT, {
      hosts: { box: { cores: 4 } },
      front: { instances: 2, host: 'box' },
      app: { instances: 2, host: 'box', workers: 2 },
      database: { host: 'box' },
      routes: [{ ...page, queries: 2 }],
      clients: crowd,
    });
    expect(tally(run.statuses)).toEqual({ 200: 80 });
  });
});
