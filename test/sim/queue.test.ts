import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../src/sim/queue.ts';
import { Dice } from '../scenario/randomScenario.ts';

interface Entry {
  at: number;
  order: number;
  handle: number;
  arg: number;
}

/** Drives queue and a naive list side by side; times from a small range, so that most entries tie with another. */
function against(seed: number, steps: number, span: number): void {
  const dice = new Dice(seed);
  const queue = new EventQueue<string>();
  const naive: Entry[] = [];
  const take = () => {
    naive.sort((a, b) => a.at - b.at || a.order - b.order);
    const first = naive.shift() as Entry;
    expect(queue.peek()).toBe(first.at);
    const target = queue.take();
    expect([queue.nowUs, queue.takenArg, queue.takenCode, target]).toEqual([
      first.at,
      first.arg,
      first.arg % 7,
      `target ${first.arg}`,
    ]);
  };
  for (let order = 0; order < steps; order++) {
    const roll = dice.next();
    if (roll < 0.5 || naive.length === 0) {
      const at = queue.nowUs + dice.whole(0, span);
      const handle = queue.push(at, `target ${order}`, order % 7, order);
      naive.push({ at, order, handle, arg: order });
    } else if (roll < 0.75) {
      const [gone] = naive.splice(dice.whole(0, naive.length - 1), 1);
      queue.cancel((gone as Entry).handle);
    } else take();
    expect(queue.length).toBe(naive.length);
  }
  while (naive.length > 0) take();
  expect(queue.peek()).toBe(Number.POSITIVE_INFINITY);
}

describe('T1 the event queue', () => {
  test('events of one moment leave first-in first-out', () => {
    const queue = new EventQueue<string>();
    for (let i = 0; i < 1000; i++) queue.push(i % 2 === 0 ? 5 : 7, null, 0, i);
    const left: number[] = [];
    while (queue.length > 0) {
      queue.take();
      left.push(queue.takenArg);
    }
    const even = Array.from({ length: 500 }, (_, k) => 2 * k);
    expect(left).toEqual([...even, ...even.map((i) => i + 1)]);
  });

  test('random pushes, cancels and takes agree with a sorted list (seeds 1 to 20)', () => {
    for (let seed = 1; seed <= 20; seed++) against(seed, 1500, 4);
  });

  test('a queue that has grown far beyond its first size agrees with a sorted list (seed 42)', () => {
    const dice = new Dice(42);
    const queue = new EventQueue<null>();
    const naive: Entry[] = [];
    for (let order = 0; order < 5000; order++) {
      const at = dice.whole(0, 300);
      naive.push({ at, order, handle: queue.push(at, null, 0, order), arg: order });
    }
    for (let i = 0; i < 2000; i++) {
      const [gone] = naive.splice(dice.whole(0, naive.length - 1), 1);
      queue.cancel((gone as Entry).handle);
    }
    naive.sort((a, b) => a.at - b.at || a.order - b.order);
    const left: number[] = [];
    while (queue.length > 0) {
      queue.take();
      left.push(queue.takenArg);
    }
    expect(left).toEqual(naive.map((entry) => entry.arg));
  });

  test('an event in the past, or at no moment at all, throws', () => {
    const queue = new EventQueue<null>();
    queue.push(100, null, 0, 0);
    queue.take();
    expect(() => queue.push(99, null, 0, 0)).toThrow(/99 µs, which is before 100 µs/);
    expect(() => queue.push(Number.NaN, null, 0, 0)).toThrow(/before/);
    expect(() => queue.push(100, null, 0, 0)).not.toThrow();
  });
});
