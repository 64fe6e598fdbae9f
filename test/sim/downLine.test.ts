import { describe, expect, test } from 'vitest';
import { LineState } from '../../src/sim/resources/lineState.ts';
import { Dice } from '../scenario/randomScenario.ts';

interface Sent {
  readonly atUs: number;
  readonly bytes: number;
}

/** When the last byte of each has passed: told when it was added, and told again with each that came later. */
function ends(sent: readonly Sent[], bytesPerUs: number, over: Partial<Line> = {}): number[] {
  const line = new LineState<number>(over.rttUs ?? 0, over.burst ?? 0, over.window ?? Infinity);
  line.bytesPerUs = bytesPerUs;
  line.turnBytes = over.turn ?? 14_480;
  const found: number[] = [];
  sent.forEach(({ atUs, bytes }, i) => {
    line.advance(atUs);
    line.add(i, bytes, 0);
    line.copy().advance(Number.POSITIVE_INFINITY, ({ flow }, us) => {
      found[flow] = us;
    });
  });
  return found;
}

interface Line {
  readonly rttUs: number;
  readonly burst: number;
  readonly window: number;
  readonly turn: number;
}

describe('E9 answers take turns on one line', () => {
  test('short ones come first come, first served', () => {
    const four = Array.from({ length: 4 }, () => ({ atUs: 0, bytes: 10_000 }));
    expect(ends(four, 1)).toEqual([10_000, 20_000, 30_000, 40_000]);
  });

  test('long ones side by side: each ends about when all do', () => {
    const [first = 0, second = 0] = ends(Array(2).fill({ atUs: 0, bytes: 1_000_000 }), 1);
    expect(second).toBeCloseTo(2_000_000, 0);
    expect(first).toBeGreaterThan(2_000_000 - 2 * 14_480);
  });

  test('the line is never idle while something is left, and no faster than it is (seeds 1 to 200)', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const dice = new Dice(seed);
      const bytesPerUs = dice.pick([0.05, 1, 40]);
      let atUs = 0;
      const sent = Array.from({ length: dice.whole(1, 12) }, () => {
        atUs += dice.whole(0, 30_000);
        return { atUs, bytes: dice.pick([300, 4_000, 60_000, 900_000]) };
      });
      const found = ends(sent, bytesPerUs, { turn: dice.pick([2_000, 14_480]) });
      // A line that serves whatever is there: its work is over when it would be in any order.
      let freeUs = 0;
      for (const one of sent) freeUs = Math.max(freeUs, one.atUs) + one.bytes / bytesPerUs;
      expect(Math.abs(Math.max(...found) - freeUs), `seed ${seed}`).toBeLessThan(1);
      sent.forEach((one, i) => {
        expect(found[i], `seed ${seed}`).toBeGreaterThanOrEqual(
          one.atUs + one.bytes / bytesPerUs - 1,
        );
      });
    }
  });

  test('who comes later makes nobody faster (seeds 1 to 100)', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const dice = new Dice(seed);
      const sent = Array.from({ length: 6 }, (_, i) => ({
        atUs: i * 5_000,
        bytes: dice.whole(1, 60) * 1_000,
      }));
      const without = ends(sent.slice(0, 5), 1);
      const all = ends(sent, 1);
      for (let i = 0; i < 5; i++)
        expect(all[i], `seed ${seed}`).toBeGreaterThanOrEqual((without[i] ?? 0) - 1);
    }
  });

  test('after a pause so many bytes pass at once, and the pause must be long enough', () => {
    const burst = 5_000;
    expect(ends([{ atUs: 0, bytes: 4_000 }], 0.25, { burst })).toEqual([0]);
    expect(ends([{ atUs: 0, bytes: 6_000 }], 0.25, { burst })).toEqual([4_000]);
    const twice = [
      { atUs: 0, bytes: 5_000 },
      { atUs: 8_000, bytes: 5_000 },
    ];
    // 2000 bytes have come together again.
    expect(ends(twice, 0.25, { burst })).toEqual([0, 8_000 + 12_000]);
  });
});

describe('E8 a window that comes back half by half', () => {
  test('a line of any speed carries one window a round trip, however long the answer', () => {
    for (const bytes of [1e6, 1e8, 1e10]) {
      const [end = 0] = ends([{ atUs: 0, bytes }], Infinity, {
        window: 65_536,
        rttUs: 100_000,
        turn: 8_192,
      });
      expect(end / ((bytes / 65_536) * 100_000)).toBeGreaterThan(0.9);
      expect(end / ((bytes / 65_536) * 100_000)).toBeLessThan(1.1);
    }
  });

  test('a new connection has a whole one', () => {
    const line = new LineState<string>(100_000, 0, 65_536);
    line.turnBytes = 8_192;
    line.add('first', 65_536, 0);
    line.advance(0);
    line.renewWindow();
    const found: number[] = [];
    line.add('second', 65_536, 0);
    line.advance(0, (_, us) => void found.push(us));
    expect(found).toEqual([0]);
  });
});
