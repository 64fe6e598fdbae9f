/**
 * A listen backlog: first in, first out. Linux lets one more connection in than the number given to listen(): it compares with `>`.
 * A ring, so that taking the oldest costs the same at any length.
 */
export class Backlog<T> {
  private readonly limit: number;
  private ring: (T | null)[] = new Array(16).fill(null);
  private first = 0;
  length = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  get isFull(): boolean {
    return this.length > this.limit;
  }

  push(item: T): void {
    if (this.length === this.ring.length) this.widen();
    this.ring[(this.first + this.length++) & (this.ring.length - 1)] = item;
  }

  /** The oldest, or null when empty. */
  shift(): T | null {
    if (this.length === 0) return null;
    const item = this.ring[this.first];
    this.ring[this.first] = null;
    this.first = (this.first + 1) & (this.ring.length - 1);
    this.length--;
    return item;
  }

  /** Puts another item in the place of one that waits. */
  replace(item: T, by: T): void {
    const index = this.ring.indexOf(item);
    if (index >= 0) this.ring[index] = by;
  }

  private widen(): void {
    const wider: (T | null)[] = new Array(this.ring.length * 2).fill(null);
    for (let i = 0; i < this.length; i++)
      wider[i] = this.ring[(this.first + i) & (this.ring.length - 1)];
    this.ring = wider;
    this.first = 0;
  }
}
