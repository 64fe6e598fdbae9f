import { describe, expect, test } from 'vitest';
import { HostMemory } from '../../src/sim/resources/memory.ts';
import { Dice } from '../scenario/randomScenario.ts';

describe('memory of a host', () => {
  const [old, middle, young] = [{ name: 'old' }, { name: 'middle' }, { name: 'young' }];

  test('is full only beyond its limit', () => {
    const memory = new HostMemory(100);
    memory.take(old, 60);
    memory.take(young, 40);
    expect(memory.usedBytes).toBe(100);
    expect(memory.isExceeded).toBe(false);
    memory.take(old, 1);
    expect(memory.isExceeded).toBe(true);
    memory.give(old, 1);
    expect(memory.isExceeded).toBe(false);
  });

  test('without a limit is never full', () => {
    const memory = new HostMemory(Number.POSITIVE_INFINITY);
    memory.take(old, 1e15);
    expect(memory.isExceeded).toBe(false);
  });

  test('the largest is who holds most, not who took last or most often', () => {
    const memory = new HostMemory(10);
    memory.take(old, 50);
    memory.take(middle, 30);
    memory.take(middle, 30);
    memory.take(young, 59);
    expect(memory.largest()).toBe(middle);
    memory.give(middle, 30);
    expect(memory.largest()).toBe(young);
  });

  test('among equals the kernel ends the one that came last; a replacement is the youngest', () => {
    const memory = new HostMemory(10);
    for (const owner of [old, middle, young]) memory.take(owner, 50);
    expect(memory.largest()).toBe(young);
    memory.release(middle);
    memory.take(middle, 50);
    expect(memory.largest()).toBe(middle);
  });

  test('who is gone holds nothing, and gives nothing back a second time', () => {
    const memory = new HostMemory(10);
    memory.take(old, 50);
    memory.take(young, 20);
    memory.release(old);
    memory.give(old, 30);
    memory.release(old);
    expect(memory.heldBytes(old)).toBe(0);
    expect(memory.usedBytes).toBe(20);
    expect(memory.largest()).toBe(young);
    memory.release(young);
    expect(memory.usedBytes).toBe(0);
    expect(memory.largest()).toBe(null);
  });

  test('what is used is the sum of what is held (seeds 1 to 50)', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const dice = new Dice(seed);
      const owners = Array.from({ length: dice.whole(1, 6) }, (_, index) => ({ index }));
      const held = owners.map(() => 0);
      const memory = new HostMemory<{ index: number }>(1000);
      for (let step = 0; step < 60; step++) {
        const owner = dice.pick(owners);
        const bytes = dice.whole(0, 300);
        const has = held[owner.index] as number;
        const deed = dice.whole(0, 3);
        if (deed <= 1) memory.take(owner, bytes);
        else if (deed === 2) memory.give(owner, bytes);
        else memory.release(owner);
        held[owner.index] = deed <= 1 ? has + bytes : deed === 2 ? Math.max(0, has - bytes) : 0;
        expect(memory.usedBytes, `seed ${seed}`).toBe(held.reduce((sum, each) => sum + each, 0));
        const largest = memory.largest();
        expect(largest === null ? 0 : held[largest.index], `seed ${seed}`).toBe(Math.max(...held));
      }
    }
  });
});
