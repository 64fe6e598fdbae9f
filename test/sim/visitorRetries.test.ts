import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, DIRECT, inARow, ran, tally, type Written } from './runs.ts';

const routes = [
  { name: 'home', cpu: '0s' },
  { name: 'broken', cpu: '0s', effect: 'crash' },
  { name: 'slow', cpu: '0s', wait: '5s' },
];
const insisting = (item: Written, over: Written = {}, more: Written = {}, base = DIRECT) =>
  ran(base, {
    duration: '60s',
    clients: [arriving('one', [{ at: '1s', ...item }], { retries: 3, backoff: '1s', ...over })],
    app: { workers: 2, boot: '100ms' },
    routes,
    ...more,
  });

describe('C12 a request that failed is asked again after a pause that doubles', () => {
  test('up to `retries` times, each naming the one it repeats', () => {
    const { rows, of } = insisting({ route: 'broken' });
    expect(rows.map((row) => row.outcome)).toEqual(Array(4).fill('failed'));
    expect(of('request/retried').map(({ request, arg }) => [request, arg])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    const indices = of('request/started').map((event) => event.index);
    for (const { index } of of('request/retried')) expect(indices).toContain(index - 1);
  });

  test('backoff · 2^k, less a random part of up to a half, another one for each client', () => {
    const { rows, recording } = ran(DIRECT, {
      duration: '60s',
      clients: [
        arriving('crowd', inARow(40, 0, { route: 'broken' }), { retries: 3, backoff: '1s' }),
      ],
      app: { workers: 40, boot: '0s' },
      routes,
    });
    const shares: number[][] = [[], [], []];
    for (let client = 0; client < 40; client++) {
      const tries = rows.filter((row) => recording.seed(row.id).client === client);
      for (const k of [0, 1, 2]) {
        const pauseUs = (tries[k + 1]?.startUs ?? Number.NaN) - (tries[k]?.endUs ?? Number.NaN);
        shares[k]?.push(pauseUs / (1_000_000 * 2 ** k));
      }
    }
    for (const of of shares) {
      expect(of.length).toBe(40);
      expect(Math.min(...of)).toBeGreaterThanOrEqual(0.5);
      expect(Math.min(...of)).toBeLessThan(0.6);
      expect(Math.max(...of)).toBeLessThanOrEqual(1);
      expect(Math.max(...of)).toBeGreaterThan(0.9);
      expect(new Set(of).size).toBe(40);
    }
  });

  test.each([
    ['abandoned', { route: 'slow', patience: '500ms' }, {}, DIRECT],
    ['answered 502', { route: 'broken' }, {}, BEHIND_NGINX],
    ['answered 504', { route: 'slow' }, { front: { proxy_read_timeout: '1s' } }, BEHIND_NGINX],
  ])('so is one that was %s', (_, item, more, base) => {
    expect(insisting(item, {}, more, base).rows.length).toBe(4);
  });

  test('so is one that was refused, until somebody listens again', () => {
    const { rows } = insisting(
      {},
      {},
      {
        script: [
          { at: '500ms', 'stop-app': true },
          { at: '1.8s', 'start-app': true },
        ],
      },
    );
    expect(rows[0]?.error).toBe('refused');
    expect(rows.at(-1)?.status).toBe(200);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.length).toBeLessThan(5);
  });

  test('one that was answered otherwise is not, nor one that the script sent away', () => {
    const notFound = { front: { locations: [{ match: '/', return: 500 }] } };
    expect(insisting({}, {}, notFound, BEHIND_NGINX).rows.length).toBe(1);
    const { rows } = insisting(
      { route: 'slow' },
      {},
      { script: [{ at: '2s', 'abort-client': 1 }] },
    );
    expect(rows.map((row) => row.outcome)).toEqual(['abandoned']);
  });

  test('a closed loop goes on after the last try only', () => {
    const { rows, recording, of } = insisting(
      {},
      { asks: 'broken', retries: 2, arrivals: { count: 3, think: '10ms', requestsEach: 2 } },
    );
    expect(rows.length).toBe(3 * 2 * 3);
    for (const client of [0, 1, 2]) {
      const own = rows.filter((row) => recording.seed(row.id).client === client);
      const isRetry = own.map((row) => of('request/retried', row.id).length === 1);
      expect(isRetry).toEqual([false, true, true, false, true, true]);
      expect((own[3]?.startUs ?? 0) - (own[2]?.endUs ?? 0)).toBe(10_000);
    }
  });

  test('a page is loaded only after its files have been tried for the last time', () => {
    const { of, rows } = insisting({}, { retries: 2, assets: ['broken', 'home'] });
    expect(rows.length).toBe(5);
    expect(of('page/loaded')[0]?.at).toBe(rows[4]?.endUs);
    expect(of('request/followed').map((event) => event.arg)).toEqual([0, 0, 0, 0]);
    expect(of('request/retried').map((event) => event.arg)).toEqual([1, 3]);
  });

  test('a page that comes only at the second try brings its files then', () => {
    const { of, rows } = insisting(
      {},
      { assets: ['home'] },
      {
        script: [
          { at: '500ms', 'stop-app': true },
          { at: '1.3s', 'start-app': true },
        ],
      },
    );
    expect(tally(rows.map((row) => row.outcome))).toEqual({ refused: 1, answered: 2 });
    expect(of('request/followed').map(({ request, arg }) => [request, arg])).toEqual([[2, 1]]);
    expect(of('page/loaded').map((event) => event.request)).toEqual([1]);
  });
});
