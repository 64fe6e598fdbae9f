import { describe, expect, test } from 'vitest';
import { Backlog } from '../../src/sim/resources/backlog.ts';
import { Dice } from '../scenario/randomScenario.ts';

describe('L1, L2 the backlog', () => {
  test('L2 of limit b lets b + 1 in', () => {
    for (const limit of [1, 3, 2048]) {
      const backlog = new Backlog<number>(limit);
      let inside = 0;
      while (!backlog.isFull) backlog.push(inside++);
      expect(inside).toBe(limit + 1);
      backlog.shift();
      expect(backlog.isFull).toBe(false);
    }
  });

  test('L1 first in, first out, wherever the ring has its seam (seed 8)', () => {
    const dice = new Dice(8);
    const backlog = new Backlog<number>(100_000);
    const naive: number[] = [];
    for (let k = 0; k < 20_000; k++) {
      // Waxes for 4,000 steps and wanes for as many.
      if (dice.chance(k % 8_000 < 4_000 ? 0.6 : 0.4)) {
        backlog.push(k);
        naive.push(k);
      } else expect(backlog.shift()).toBe(naive.shift() ?? null);
      expect(backlog.length).toBe(naive.length);
    }
    while (naive.length > 0) expect(backlog.shift()).toBe(naive.shift());
    expect(backlog.shift()).toBeNull();
  });
});
