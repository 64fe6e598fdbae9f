/**
 * The memory of one host and who holds how much of it: books only. Where {@link usedBytes} has passed {@link limitBytes} after a
 * {@link HostMemory.take}, Linux ends the process that {@link HostMemory.largest} names (oom_score goes by resident size).
 * SIMPLIFIED: nothing is shared between processes, nothing is swapped, and what the kernel and its caches take is not counted.
 */
export class HostMemory<Owner extends object = object> {
  /** Infinity = more than anybody can fill. */
  readonly limitBytes: number;
  usedBytes = 0;
  private readonly held = new Map<Owner, number>();

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  get isExceeded(): boolean {
    return this.usedBytes > this.limitBytes;
  }

  /** What one owner holds. */
  heldBytes(owner: Owner): number {
    return this.held.get(owner) ?? 0;
  }

  /** Always succeeds, as malloc does on a Linux that overcommits. */
  take(owner: Owner, bytes: number): void {
    if (bytes === 0) return;
    this.held.set(owner, this.heldBytes(owner) + bytes);
    this.usedBytes += bytes;
  }

  /** At most what the owner holds: one that was ended has given everything back already. */
  give(owner: Owner, bytes: number): void {
    const had = this.held.get(owner);
    if (had === undefined) return;
    const given = Math.min(bytes, had);
    this.usedBytes -= given;
    if (given === had) this.held.delete(owner);
    else this.held.set(owner, had - given);
  }

  /** The owner is gone, and all it held is free. */
  release(owner: Owner): void {
    this.give(owner, Number.POSITIVE_INFINITY);
  }

  /**
   * Who holds the most, or null where nobody holds anything. Among equals the one that came last (Linux `mm/oom_kill.c`,
   * `oom_evaluate_task`: a later process replaces one of the same score). Looks at every owner.
   */
  largest(): Owner | null {
    let most = 0;
    let found: Owner | null = null;
    for (const [owner, bytes] of this.held)
      if (bytes >= most) {
        most = bytes;
        found = owner;
      }
    return found;
  }
}
