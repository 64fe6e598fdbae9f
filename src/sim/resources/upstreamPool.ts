/** nginx's idle connections to all app servers of a block: the one used last is used next, and the one idle longest gives way. */
export class Pool<T extends { readonly instance: number }> {
  /** How many it holds; 0 = nothing is ever kept. */
  readonly limit: number;
  /** Used last stands last. */
  private readonly idle: T[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The connection that has to go before another one can come in, or null where there is room. */
  get mustGo(): T | null {
    return this.idle.length >= this.limit ? this.idle[0] : null;
  }

  put(connection: T): void {
    this.idle.push(connection);
  }

  /** Takes out the connection to an instance that was used last, or null. */
  take(instance: number): T | null {
    for (let i = this.idle.length - 1; i >= 0; i--)
      if (this.idle[i].instance === instance) return this.idle.splice(i, 1)[0];
    return null;
  }

  /** One that is closed is no longer there. */
  remove(connection: T): void {
    const index = this.idle.indexOf(connection);
    if (index >= 0) this.idle.splice(index, 1);
  }

  /** How many are idle to one instance. */
  idleTo(instance: number): number {
    let count = 0;
    for (const connection of this.idle) if (connection.instance === instance) count++;
    return count;
  }

  all(): readonly T[] {
    return [...this.idle];
  }
}
