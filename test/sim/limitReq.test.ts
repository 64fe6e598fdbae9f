import { describe, expect, test } from 'vitest';
import { LimitReq } from '../../src/sim/resources/limitReq.ts';
import { arriving, BEHIND_NGINX, inARow, ran, tally, type Written } from './runs.ts';

const TEN = { ratePerSecond: 10, burst: 0, nodelay: false, status: 503 };
const MS = 1_000;

describe('N33 limit_req: a leaky bucket in thousandths of a request', () => {
  test('the first passes, the next one is refused until a tenth of a second has leaked', () => {
    const limit = new LimitReq(TEN, 0);
    expect(limit.enter(1, 0)).toEqual({ isRefused: false, delayUs: 0, excess: 0 });
    // As nginx 1.22.1 logged it: 6.1 ms after the first it was 0.94 ahead, and so on.
    expect(limit.enter(1, 6 * MS)).toMatchObject({ isRefused: true, excess: 940 });
    expect(limit.enter(1, 99 * MS)).toMatchObject({ isRefused: true, excess: 10 });
    expect(limit.enter(1, 100 * MS)).toMatchObject({ isRefused: false, excess: 0 });
  });

  test('burst: so many more come early, and wait for their turn', () => {
    const limit = new LimitReq({ ...TEN, burst: 2 }, 0);
    const at = [0, 0, 0, 0].map((us) => limit.enter(1, us));
    expect(at.map(({ delayUs }) => delayUs)).toEqual([0, 100 * MS, 200 * MS, 0]);
    expect(at.map(({ isRefused }) => isRefused)).toEqual([false, false, false, true]);
  });

  test('nodelay: they do not wait, and leave as little room for others', () => {
    const limit = new LimitReq({ ...TEN, burst: 2, nodelay: true }, 0);
    const at = [0, 0, 0, 0].map((us) => limit.enter(1, us));
    expect(at.map(({ delayUs }) => delayUs)).toEqual([0, 0, 0, 0]);
    expect(at.filter(({ isRefused }) => isRefused)).toHaveLength(1);
  });

  test('each address has a bucket of its own', () => {
    const limit = new LimitReq(TEN, 0);
    expect([1, 2, 1].map((address) => limit.enter(address, 0).isRefused)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('nginx’s clock has milliseconds: what lies within one leaks nothing', () => {
    const limit = new LimitReq({ ...TEN, ratePerSecond: 1000 }, 0);
    limit.enter(1, 0);
    expect(limit.enter(1, 999).isRefused).toBe(true);
    expect(limit.enter(1, 1_000).isRefused).toBe(false);
  });
});

const page = { name: 'page', path: '/', cpu: '0s', wait: '5ms', response: '6B' };
const css = { name: 'css', path: '/static/app.css', static: true };
const burst = (limit_req: Written, over: Written = {}) =>
  ran(BEHIND_NGINX, {
    clients: [arriving('load', inARow(20, 2), { addresses: 'one', asks: 'page', ...over })],
    front: { limit_req },
    app: { worker_class: 'gthread', threads: 64 },
    routes: [page, css],
  });

describe('N33 limit_req in nginx', () => {
  test('measured: 10 a second without burst: one of twenty gets through', () => {
    const run = burst({ rate: '10/s' });
    expect(tally(run.statuses)).toEqual({ 200: 1, 503: 19 });
    expect(run.of('limit/refused')).toHaveLength(19);
    expect(run.of('worker/accepted')).toHaveLength(1);
  });

  test('measured: burst=5 nodelay: six at once', () => {
    expect(tally(burst({ rate: '10/s', burst: 5, nodelay: true }).statuses)).toEqual({
      200: 6,
      503: 14,
    });
  });

  test('burst=5: the same six, one every tenth of a second', () => {
    const run = burst({ rate: '10/s', burst: 5 });
    expect(tally(run.statuses)).toEqual({ 200: 6, 503: 14 });
    const ends = run.rows.filter(({ status }) => status === 200).map(({ endUs }) => endUs ?? 0);
    ends.sort((a, b) => a - b);
    for (let i = 1; i < ends.length; i++)
      expect(((ends[i] ?? 0) - (ends[i - 1] ?? 0)) / 1000).toBeCloseTo(100, -1);
    expect(run.of('limit/delayed')).toHaveLength(5);
  });

  test('strangers do not count for one another; a status of one’s own is given', () => {
    expect(tally(burst({ rate: '10/s' }, { addresses: 'each' }).statuses)).toEqual({ 200: 20 });
    expect(burst({ rate: '10/s', limit_req_status: 429 }).statuses).toContain(429);
  });

  test('files count too: every location is behind it', () => {
    expect(tally(burst({ rate: '10/s' }, { asks: 'css' }).statuses)).toEqual({ 200: 1, 503: 19 });
  });

  test('a client that leaves while it waits for its turn is logged 499, and no app server hears of it', () => {
    const run = burst({ rate: '1/s', burst: 5 }, { patience: '500ms' });
    expect(run.of('request/abandoned')).toHaveLength(5);
    expect(run.of('worker/accepted')).toHaveLength(1);
    expect(run.of('front/closed').filter(({ arg }) => arg === 499)).toHaveLength(5);
  });

  test('a reload keeps the count, a stopped nginx forgets it', () => {
    const statusAfter = (script: Written[]) =>
      ran(BEHIND_NGINX, {
        clients: [arriving('load', [{ at: '0s' }, { at: '300ms' }], { addresses: 'one' })],
        front: { limit_req: { rate: '1/s' } },
        routes: [page],
        script,
      }).statuses[1];
    expect(statusAfter([{ at: '200ms', 'reload-front': true }])).toBe(503);
    expect(
      statusAfter([
        { at: '200ms', 'stop-front': true },
        { at: '250ms', 'start-front': true },
      ]),
    ).toBe(200);
  });
});
