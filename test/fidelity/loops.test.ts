import { describe, expect, test } from 'vitest';
import { loopFaults, loops, runLoop } from './loops.ts';

describe('clients who ask again at once: counts, median, maximum, length', () => {
  test.each(loops)('$version $name', (loop) => {
    const run = runLoop(loop);
    expect(loopFaults(loop.measured, run)).toEqual([]);
  });
});
