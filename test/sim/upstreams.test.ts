import { describe, expect, test } from 'vitest';
import { Pool, Upstreams } from '../../src/sim/resources/upstreams.ts';

const SECOND = 1_000_000;
const DEFAULTS = { max_fails: 1, fail_timeoutUs: 10 * SECOND };

/** Asks `count` times, each time answered at once. */
function inTurn(upstreams: Upstreams, count: number, nowUs = 0): string {
  return Array.from({ length: count }, () => {
    const instance = upstreams.choose(0, nowUs);
    if (instance >= 0) upstreams.worked(instance);
    return instance < 0 ? '-' : 'ABC'[instance];
  }).join('');
}

describe('N14 round robin', () => {
  test('measured: A B A B', () => {
    expect(inTurn(new Upstreams(2, DEFAULTS, 0), 8)).toBe('ABABABAB');
    expect(inTurn(new Upstreams(3, DEFAULTS, 0), 7)).toBe('ABCABCA');
  });

  test('one that has been tried is not asked again; with all tried there is none', () => {
    const upstreams = new Upstreams(2, DEFAULTS, 0);
    expect(upstreams.choose(0b01, 0)).toBe(1);
    expect(upstreams.choose(0b11, 0)).toBe(-1);
  });
});

describe('N15 max_fails and fail_timeout', () => {
  test('a failed server is left alone for more than fail_timeout, counted in whole seconds of nginx’s clock', () => {
    const upstreams = new Upstreams(2, DEFAULTS, 300_000);
    // Second 4 of the clock begins at 3.7 s of the run: the server is back with second 15, at 14.7 s.
    expect(upstreams.failed(1, 4 * SECOND)).toBe(10_700_000);
    expect(inTurn(upstreams, 4, 14 * SECOND + 699_999)).toBe('AAAA');
    expect(inTurn(upstreams, 4, 14 * SECOND + 700_000)).toContain('B');
  });

  test('then it is tried with one request: until that one has an answer, no other comes to it', () => {
    const upstreams = new Upstreams(2, DEFAULTS, 0);
    upstreams.failed(1, 0);
    const later = 20 * SECOND;
    const A = 0b01;
    expect([upstreams.choose(A, later), upstreams.choose(A, later)]).toEqual([1, -1]);
    upstreams.worked(1);
    expect(inTurn(upstreams, 4, later)).toContain('B');
  });

  test('max_fails counts them, 0 counts nothing', () => {
    const patient = new Upstreams(2, { ...DEFAULTS, max_fails: 2 }, 0);
    expect([patient.failed(0, 0), patient.failed(0, 0)]).toEqual([0, 11 * SECOND]);
    const blind = new Upstreams(2, { ...DEFAULTS, max_fails: 0 }, 0);
    for (let i = 0; i < 5; i++) expect(blind.failed(0, 0)).toBe(0);
    expect(inTurn(blind, 4)).toBe('ABAB');
  });

  test('measured: after both were down the first two go to B, then they take turns again', () => {
    const upstreams = new Upstreams(2, DEFAULTS, 0);
    expect(upstreams.choose(0, 0)).toBe(0);
    upstreams.failed(0, 0);
    expect(upstreams.choose(1, 0)).toBe(1);
    upstreams.failed(1, 0);
    expect(upstreams.choose(0, 5 * SECOND)).toBe(-1);
    expect(inTurn(upstreams, 8, 12 * SECOND)).toBe('BBABABAB');
  });

  test('a single server is asked whatever it has done', () => {
    const upstreams = new Upstreams(1, DEFAULTS, 0);
    expect(upstreams.failed(0, 0)).toBe(0);
    expect(upstreams.choose(1, 0)).toBe(0);
  });
});

describe('N12 the pool', () => {
  const to = (instance: number, name: string) => ({ instance, name });

  test('the connection used last is used next, of those to the server that was chosen', () => {
    const pool = new Pool<{ instance: number; name: string }>(8);
    for (const one of [to(0, 'a'), to(1, 'b'), to(0, 'c')]) pool.put(one);
    expect([pool.idleTo(0), pool.idleTo(1)]).toEqual([2, 1]);
    expect(pool.take(1)?.name).toBe('b');
    expect(pool.take(0)?.name).toBe('c');
    expect(pool.take(0)?.name).toBe('a');
    expect(pool.take(0)).toBe(null);
  });

  test('in a full pool the one idle longest has to go', () => {
    const pool = new Pool<{ instance: number; name: string }>(2);
    pool.put(to(0, 'a'));
    expect(pool.mustGo).toBe(null);
    pool.put(to(0, 'b'));
    expect(pool.mustGo?.name).toBe('a');
  });
});
