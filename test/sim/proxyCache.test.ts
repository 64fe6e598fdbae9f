import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, inARow, ran, tally, type Written } from './runs.ts';

const slow = { name: 'slow', path: '/', cpu: '0s', wait: '300ms', response: '20kB' };
const HITS = ['HIT', 'STALE', 'UPDATING'] as const;

const cached = (proxy_cache: Written | true, arrivals: Written[], over: Written = {}) =>
  ran(BEHIND_NGINX, {
    clients: [arriving('load', arrivals)],
    front: { proxy_cache, ...((over.front as Written) ?? {}) },
    routes: [over.route ?? slow],
    app: { worker_class: 'gthread', threads: 64, ...((over.app as Written) ?? {}) },
    ...(over.script ? { script: over.script } : {}),
    duration: '20s',
  });
const sixAtOnce = inARow(6, 3);
const later = inARow(4, 50, {}, 800);

describe('N34 proxy_cache', () => {
  test('measured, the stampede: six at once are six MISSes of 300 ms each, later ones are HITs in no time', () => {
    const run = cached(true, [...sixAtOnce, ...later]);
    expect(run.of('cache/missed')).toHaveLength(6);
    expect(run.of('view/entered')).toHaveLength(6);
    expect(run.of('cache/hit').map(({ arg }) => HITS[arg])).toEqual(Array(4).fill('HIT'));
    for (const row of run.rows.slice(0, 6))
      expect(((row.endUs ?? 0) - row.startUs) / 1000).toBeCloseTo(301, -1);
    for (const row of run.rows.slice(6)) expect((row.endUs ?? 0) - row.startUs).toBeLessThan(1_000);
  });

  test.each([
    ['a POST', { route: { ...slow, method: 'POST' } }],
    ['an answer that says no', { route: { ...slow, cacheable: false } }],
    [
      'a failure',
      {
        route: { ...slow, effect: 'crash' },
        app: { worker_class: 'sync', threads: 1, workers: 9 },
      },
    ],
    ['anything, where answers are passed on as they come', { front: { proxy_buffering: false } }],
  ])('%s is not kept', (_, over) => {
    const run = cached(true, inARow(2, 1000), over);
    expect(run.of('cache/stored')).toEqual([]);
    expect(run.of('cache/hit')).toEqual([]);
  });

  test('two routes are two keys', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [
        arriving('load', [
          { at: '0s', route: 'slow' },
          { at: '1s', route: 'other' },
        ]),
      ],
      front: { proxy_cache: true },
      routes: [slow, { ...slow, name: 'other', path: '/other' }],
    });
    expect(run.of('cache/missed').map(({ arg }) => arg)).toEqual([0, 0]);
  });

  test('fresh to the end of a whole second of nginx’s clock: between valid and a second more', () => {
    const run = cached({ proxy_cache_valid: '2s' }, [{ at: '0s' }, { at: '2.2s' }, { at: '3.4s' }]);
    const [{ arg: freshUs = 0 } = {}] = run.of('cache/stored');
    expect(freshUs).toBeGreaterThan(2_000_000);
    expect(freshUs).toBeLessThanOrEqual(3_000_000);
    expect(run.of('cache/missed').map(({ arg }) => arg)).toEqual([0, 1]);
  });

  test('what is kept goes into a file whole, whatever proxy_max_temp_file_size says', () => {
    const reader = { readRate: '500kB/s' };
    const run = cached(true, [{ at: '0s', pace: reader }, { at: '1s' }], {
      front: { proxy_max_temp_file_size: 0 },
      route: { ...slow, response: '20MB' },
    });
    expect(run.of('cache/hit')).toHaveLength(1);
    const [released] = run.of('worker/released');
    expect(released?.arg).toBeLessThan(400_000);
  });

  test('a client that leaves does not end the fetching, but nothing is kept (tried with nginx 1.22.1)', () => {
    const run = cached(true, [{ at: '0s', patience: '100ms' }, { at: '1s' }]);
    expect(run.of('front/closed', 0).map(({ arg }) => arg)).toEqual([200]);
    expect(run.of('front/closed', 0)[0]?.at).toBeGreaterThan(300_000);
    expect(run.of('cache/stored', 0)).toEqual([]);
    expect(run.of('cache/missed')).toHaveLength(2);
  });

  test('a reload and a restart keep it: it lies on disk', () => {
    const script = [
      { at: '1s', 'reload-front': true },
      { at: '2s', 'stop-front': true },
      { at: '2.1s', 'start-front': true },
    ];
    const run = cached(true, [{ at: '0s' }, { at: '1.5s' }, { at: '3s' }], { script });
    expect(run.of('cache/hit')).toHaveLength(2);
  });
});

describe('N35 proxy_cache_lock', () => {
  const tookMs = (run: ReturnType<typeof cached>) =>
    run.rows.map(({ startUs, endUs }) => ((endUs ?? 0) - startUs) / 1000);

  test('measured: the first takes 306 ms, the waiters 500: nobody calls them, they look twice a second', () => {
    const run = cached({ proxy_cache_lock: true }, [...sixAtOnce, ...later]);
    expect(run.of('view/entered')).toHaveLength(1);
    const [first, ...others] = tookMs(run);
    expect(first).toBeCloseTo(302, -1);
    for (const waiter of others.slice(0, 5)) expect(waiter).toBeCloseTo(500, 0);
    expect(run.of('cache/waiting').map(({ arg }) => arg)).toEqual(Array(5).fill(500_000));
  });

  test('where the answer cannot be kept they go one after another: 0.2, 0.7 and 1.2 s (tried with nginx 1.22.1)', () => {
    const run = cached(
      { proxy_cache_lock: true, proxy_cache_lock_timeout: '700ms' },
      inARow(3, 20),
      {
        route: { ...slow, wait: '200ms', cacheable: false },
      },
    );
    const [a = 0, b = 0, c = 0] = tookMs(run);
    expect(Math.abs(a - 202)).toBeLessThan(10);
    expect(Math.abs(b - 702)).toBeLessThan(10);
    expect(Math.abs(c - 1202)).toBeLessThan(10);
  });

  test('proxy_cache_lock_timeout is seen at the next look only; what is fetched then is kept nowhere (2.8 s with nginx 1.22.1)', () => {
    const run = cached(
      { proxy_cache_lock: true, proxy_cache_lock_timeout: '700ms' },
      inARow(2, 20),
      {
        route: { ...slow, wait: '1800ms' },
      },
    );
    expect(tookMs(run)[1]).toBeCloseTo(2802, -1);
    expect(run.of('cache/missed').map(({ arg }) => arg)).toEqual([0, 2]);
    expect(run.of('cache/stored')).toHaveLength(1);
  });

  test('proxy_cache_lock_age lets one more fetch it', () => {
    const run = cached({ proxy_cache_lock: true, proxy_cache_lock_age: '1s' }, inARow(2, 20), {
      route: { ...slow, wait: '3s' },
    });
    expect(run.of('cache/missed').map(({ arg }) => arg)).toEqual([0, 0]);
    expect(tookMs(run)[1]).toBeLessThan(4_600);
  });

  test('the first answer that comes ends the wait for all, even while another fetches it too (tried with nginx 1.22.1: 1.5 s)', () => {
    const run = cached({ proxy_cache_lock: true, proxy_cache_lock_age: '1s' }, inARow(4, 3), {
      route: { ...slow, wait: '1200ms' },
    });
    expect(run.of('cache/missed')).toHaveLength(2);
    const [first = 0, second = 0, ...others] = tookMs(run);
    expect(Math.abs(first - 1202)).toBeLessThan(10);
    expect(Math.abs(second - 2202)).toBeLessThan(10);
    for (const waiter of others) expect(Math.abs(waiter - 1500)).toBeLessThan(10);
  });

  test('an answer that is only too old is not locked: all who come fetch it (tried with nginx 1.22.1)', () => {
    const run = cached({ proxy_cache_lock: true, proxy_cache_valid: '1s' }, [
      { at: '0s' },
      ...inARow(3, 20, {}, 4000),
    ]);
    expect(run.of('cache/missed').map(({ arg }) => arg)).toEqual([0, 1, 1, 1]);
    expect(run.of('cache/waiting')).toEqual([]);
  });
});

describe('N36 proxy_cache_use_stale', () => {
  const old = { proxy_cache_valid: '1s', proxy_cache_use_stale: true };

  test('one fetches anew, the others get what is old meanwhile (UPDATING)', () => {
    const run = cached(old, [{ at: '0s' }, ...inARow(3, 20, {}, 4000)]);
    expect(run.of('view/entered')).toHaveLength(2);
    expect(run.of('cache/hit').map(({ arg }) => HITS[arg])).toEqual(['UPDATING', 'UPDATING']);
  });

  test('an app server that is down, or too slow, is covered by what is old (STALE)', () => {
    const run = cached(old, [{ at: '0s' }, ...inARow(3, 500, {}, 4000)], {
      script: [{ at: '2s', 'stop-app': true }],
    });
    expect(tally(run.statuses)).toEqual({ 200: 4 });
    expect(run.of('cache/hit').map(({ arg }) => HITS[arg])).toEqual(Array(3).fill('STALE'));
    const strict = cached({ proxy_cache_valid: '1s' }, [{ at: '0s' }, { at: '4s' }], {
      script: [{ at: '2s', 'stop-app': true }],
    });
    expect(strict.statuses).toEqual([200, 502]);
  });
});

test('N38 several nginx know nothing of one another: each has its own cache, its own counts and its own turns', () => {
  const wide = (front: Written) =>
    ran(BEHIND_NGINX, {
      clients: [arriving('load', inARow(4, 1000), { addresses: 'one' })],
      front: { instances: 2, balancer: 'balancer', ...front },
      routes: [slow],
      app: { instances: 2 },
    });
  expect(wide({ proxy_cache: true }).of('cache/missed')).toHaveLength(2);
  expect(tally(wide({ limit_req: { rate: '0.1/s' } }).statuses)).toEqual({ 200: 2, 503: 2 });
  // Each begins with the first app server.
  const asked = wide({}).of('upstream/chosen');
  expect(asked.map(({ actor }) => 'AB'[actor]).join('')).toBe('AABB');
});

describe('N37 gzip', () => {
  const zipped = (route: Written, gzip = true) =>
    ran(BEHIND_NGINX, {
      clients: [arriving('load', [{ at: '0s' }], { link: { rtt: '0s', down: '100kB/s' } })],
      front: { gzip },
      routes: [{ name: 'big', path: '/big', cpu: '0s', response: '200kB', ...route }],
    });

  test('a page goes out as a share of its size, and arrives as much sooner', () => {
    const [small = 0] = zipped({ compressesTo: 0.1 }).endsMs;
    const [large = 0] = zipped({ compressesTo: 0.1 }, false).endsMs;
    expect(small).toBeLessThan((large ?? 0) / 8);
    const [{ arg: left = 0 } = {}] = zipped({ compressesTo: 0.1 }).of('response/compressed');
    expect(left).toBeGreaterThan(20_000);
    expect(left).toBeLessThan(21_000);
  });

  test.each([
    ['octets', { type: 'application/octet-stream' }],
    ['an error', { effect: 'crash' }],
    ['next to nothing', { response: '6B' }],
  ])('%s stay as they are', (_, route) => {
    expect(zipped(route).of('response/compressed')).toEqual([]);
  });
});
