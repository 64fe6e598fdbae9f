import { describe, expect, test } from 'vitest';
import { clientAddress } from '../../src/scenario/clientAddress.ts';
import { Pool } from '../../src/sim/resources/upstreamPool.ts';
import {
  type Asker,
  type Block,
  FIRST_HASH,
  Upstreams,
} from '../../src/sim/resources/upstreams.ts';

const SECOND = 1_000_000;
const DEFAULTS: Block = {
  method: 'round_robin',
  weights: [],
  max_fails: 1,
  fail_timeoutUs: 10 * SECOND,
};

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

describe('N30 weights', () => {
  const weighing = (...weights: number[]) =>
    new Upstreams(weights.length, { ...DEFAULTS, weights }, 0);

  test('measured: 3 to 1 is A A B A over and over, not AAA B', () => {
    expect(inTurn(weighing(3, 1), 8)).toBe('AABAAABA');
  });

  test('5 to 1 to 1 spreads the heavy one out', () => {
    expect(inTurn(weighing(5, 1, 1), 7)).toBe('AABACAA');
  });

  test('instances without a weight have 1', () => {
    expect(inTurn(new Upstreams(2, { ...DEFAULTS, weights: [3] }, 0), 4)).toBe('AABA');
  });

  test('one that fails gets its share back step by step', () => {
    const block = { ...DEFAULTS, weights: [50, 50], max_fails: 2 };
    const upstreams = new Upstreams(2, block, 0);
    expect(upstreams.failed(0, 0)).toBe(0);
    const share = () => inTurn(upstreams, 30).split('A').length - 1;
    const [soon, later] = [share(), share()];
    expect(soon).toBeLessThan(15);
    expect(later).toBe(15);
  });
});

describe('N31 least_conn', () => {
  const least = (weights: number[] = []) =>
    new Upstreams(Math.max(2, weights.length), { ...DEFAULTS, method: 'least_conn', weights }, 0);
  const enter = (upstreams: Upstreams, count: number) =>
    Array.from({ length: count }, () => {
      const instance = upstreams.choose(0, 0);
      upstreams.enter(instance);
      return 'ABC'[instance];
    }).join('');

  test('ties are settled in turn', () => {
    const upstreams = least();
    const turns = Array.from({ length: 4 }, () => {
      const instance = upstreams.choose(0, 0);
      upstreams.enter(instance);
      upstreams.leave(instance);
      return 'AB'[instance];
    });
    expect(turns.join('')).toBe('ABAB');
  });

  test('whoever has fewer requests is next, whatever its turn', () => {
    const upstreams = least();
    // The third finds a tie: A had its turn at the last one, so it is B's.
    expect(enter(upstreams, 4)).toBe('ABBA');
    upstreams.leave(1);
    upstreams.leave(1);
    expect(enter(upstreams, 2)).toBe('BB');
  });

  test('requests count by weight', () => {
    expect(enter(least([3, 1]), 8).split('A')).toHaveLength(7);
  });
});

describe('N32 ip_hash', () => {
  const asker = (...octets: number[]): Asker => ({
    address: octets.reduce((sum, octet) => sum * 256 + octet, 0),
    hash: FIRST_HASH,
    hashes: 0,
  });
  const hashing = (count = 2, over: Partial<Block> = {}) =>
    new Upstreams(count, { ...DEFAULTS, method: 'ip_hash', ...over }, 0);

  test.each([
    [[127, 0, 0, 1], 'A'],
    [[127, 0, 0, 9], 'A'],
    [[127, 0, 1, 1], 'B'],
    [[127, 0, 2, 1], 'A'],
    [[127, 0, 3, 1], 'B'],
    [[127, 1, 0, 1], 'B'],
    [[127, 2, 0, 1], 'A'],
    [[127, 9, 9, 9], 'A'],
  ])('measured: %j goes to %s', (octets, server) => {
    expect('AB'[hashing().choose(0, 0, asker(...octets))]).toBe(server);
  });

  test('where its server is gone, a client goes on to the one that the numbers lead to', () => {
    const upstreams = hashing();
    upstreams.failed(0, 0);
    expect(upstreams.choose(0, SECOND, asker(127, 0, 0, 1))).toBe(1);
    expect(upstreams.choose(0, 20 * SECOND, asker(127, 0, 0, 1))).toBe(0);
  });

  test('after 20 looks it takes turns instead, and one that is left is found', () => {
    const upstreams = hashing(2, { weights: [1000, 1] });
    upstreams.failed(0, 0);
    const client = asker(127, 0, 0, 1);
    expect(upstreams.choose(0, SECOND, client)).toBe(1);
    expect(client.hashes).toBe(21);
  });

  test('a second try of one request never goes to the first server again', () => {
    const upstreams = hashing(3);
    const client = asker(10, 1, 2, 3);
    const first = upstreams.choose(0, 0, client);
    expect(upstreams.choose(1 << first, 0, client)).not.toBe(first);
  });

  test('clients of networks of their own spread over all servers, not one by one', () => {
    const turns = Array.from({ length: 400 }, (_, client) =>
      hashing().choose(0, 0, { ...asker(0), address: clientAddress(0, client, 'each') }),
    );
    const toA = turns.filter((instance) => instance === 0).length;
    expect(toA).toBeGreaterThan(150);
    expect(toA).toBeLessThan(250);
    const changes = turns.filter((instance, i) => i > 0 && instance !== turns[i - 1]).length;
    expect(changes).toBeGreaterThan(120);
    expect(changes).toBeLessThan(280);
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
