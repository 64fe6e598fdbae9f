import { expect, test } from 'vitest';
import { counterpart, pairRequests } from '../../../src/insight/compare/pairRequests.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { runOf, STEADY } from './runs.ts';

/** Two clients in a closed loop, and strangers who ask again what failed; the backlog takes one. */
const TOGETHER = {
  seed: 3,
  duration: '4s',
  clients: [
    { name: 'regulars', asks: 'home', arrivals: { count: 2, think: '50ms', requestsEach: 1000 } },
    { name: 'strangers', asks: 'home', retries: 3, backoff: '50ms', arrivals: { rate: '40/s' } },
  ],
  routes: [{ name: 'home', response: '20kB', cpu: '2ms', wait: '40ms' }],
  socket: { kind: 'unix', backlog: 1 },
  database: 'none',
};

/** Listed clients whose page has files, and who ask again what a full backlog turns away. */
const LISTED = {
  seed: 2,
  duration: '4s',
  clients: [
    {
      name: 'guests',
      asks: 'home',
      assets: ['photo', 'photo'],
      retries: 2,
      backoff: '20ms',
      arrivals: [{ at: '0s' }, { at: '1ms' }, { at: '2ms' }, { at: '3ms' }],
    },
  ],
  routes: [
    { name: 'home', response: '20kB', wait: '40ms' },
    { name: 'photo', path: '/photo', response: '90kB', wait: '40ms' },
  ],
  app: { workers: 1 },
  socket: { kind: 'unix', backlog: 1 },
  database: 'none',
};

test.each([
  ['an open crowd', STEADY],
  ['listed guests with files and retries', LISTED],
])('%s: runs of the same scenario pair every request with itself', (_, written) => {
  const [a, b] = [runOf(written), runOf(written)];
  const { pairs, onlyA, onlyB } = pairRequests(a, b);
  expect(pairs).toEqual(Array.from({ length: a.requests }, (_, r) => ({ a: r, b: r })));
  expect([onlyA, onlyB]).toEqual([[], []]);
});

test('the scenario of guests has what it is there for', () => {
  const rows = requestTable(runOf(LISTED));
  expect(rows.some((row) => row.repeats !== null)).toBe(true);
  expect(rows.some((row) => row.page !== null)).toBe(true);
});

test('a pair is of one client and one try; what one run has more is listed, and nothing is lost or told twice', () => {
  const a = runOf({ ...TOGETHER, app: { workers: 1 } });
  const b = runOf({ ...TOGETHER, app: { workers: 8 } });
  const { pairs, onlyA, onlyB } = pairRequests(a, b);
  for (const pair of pairs) {
    const [seedA, seedB] = [a.seed(pair.a), b.seed(pair.b)];
    expect([seedB.population, seedB.client, seedB.route]).toEqual([
      seedA.population,
      seedA.client,
      seedA.route,
    ]);
    const [rowA, rowB] = [requestTable(a)[pair.a], requestTable(b)[pair.b]];
    expect(rowB?.attempt).toBe(rowA?.attempt);
    // Strangers come when they come, whatever the deployment; their further tries depend on it.
    if (seedA.population === 1 && rowA?.attempt === 1) expect(rowB?.startUs).toBe(rowA.startUs);
  }
  const inA = [...pairs.map((pair) => pair.a), ...onlyA].sort((p, q) => p - q);
  const inB = [...pairs.map((pair) => pair.b), ...onlyB].sort((p, q) => p - q);
  expect(inA).toEqual(Array.from({ length: a.requests }, (_, r) => r));
  expect(inB).toEqual(Array.from({ length: b.requests }, (_, r) => r));
  // One worker turns many away at once: strangers ask again, and regulars come round the sooner.
  expect(onlyA.some((r) => requestTable(a)[r]?.repeats !== null)).toBe(true);
  expect(onlyA.some((r) => a.seed(r).population === 0)).toBe(true);
});

test('files belong to their page: the same file of the same page, in whatever order they are asked for', () => {
  const pages = {
    seed: 1,
    duration: '6s',
    clients: [
      {
        name: 'browsers',
        link: '4g',
        asks: 'home',
        assets: ['css', 'photo', 'photo'],
        keepAlive: true,
        arrivals: { count: 2, think: '300ms', requestsEach: 3 },
      },
    ],
    routes: [
      { name: 'home', response: '20kB' },
      { name: 'css', path: '/static/a.css', static: true, response: '20kB' },
      { name: 'photo', path: '/static/a.jpg', static: true, response: '200kB' },
    ],
    database: 'none',
  };
  const a = runOf(pages);
  const b = runOf({ ...pages, front: { keepalive_timeout: '0s' } });
  const { pairs } = pairRequests(a, b);
  expect(pairs.length).toBeGreaterThan(20);
  for (const pair of pairs) {
    const pageA = requestTable(a)[pair.a]?.page ?? null;
    const pageB = requestTable(b)[pair.b]?.page ?? null;
    expect(pageB).toBe(pageA === null ? null : counterpart(a, b, pageA));
    expect(b.seed(pair.b).route).toBe(a.seed(pair.a).route);
  }
});

test('a request that was never asked has no counterpart', () => {
  const a = runOf({ ...TOGETHER, app: { workers: 1 } });
  const b = runOf({ ...TOGETHER, app: { workers: 8 } });
  const { onlyA } = pairRequests(a, b);
  expect(counterpart(a, b, onlyA[0] as number)).toBeNull();
  expect(counterpart(a, a, a.requests)).toBeNull();
});
