/** A stream of chance that follows from its seed alone. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }
  /** Uniform in [0, 1). mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** Whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
  chance(of: number): boolean {
    return this.next() < of;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)] as T;
  }
  /** `count` different items in their order. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = items.map((_, index) => index);
    while (left.length > count) left.splice(this.whole(0, left.length - 1), 1);
    return left.map((index) => items[index] as T);
  }
}

/** A part of a scenario as people write it. */
export type Written = Record<string, unknown>;

/** The settings that a die lets stand: each with the probability given, otherwise left to its default. */
export function maybe(
  dice: Dice,
  probability: number,
  settings: Readonly<Record<string, () => unknown>>,
): Written {
  const out: Written = {};
  for (const [key, make] of Object.entries(settings))
    if (dice.chance(probability)) out[key] = make();
  return out;
}
