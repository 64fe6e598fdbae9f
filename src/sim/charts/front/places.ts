import { MESSAGE } from '../../messages.ts';
import type { FrontConnection } from './front.ts';

/**
 * Threads of a front server whose idle connections take none: a request has one from its first byte until its answer is written. Who comes
 * when all are taken waits in the queue of the listening socket; first come, first served.
 */
export class Places {
  private readonly count: number;
  /** How many may wait; Linux lets one more in. */
  private readonly room: number;
  private readonly waiting: FrontConnection[] = [];
  private taken = 0;

  constructor(count: number, room: number) {
    this.count = count;
    this.room = room;
  }

  /** How many are taken, and how many wait. */
  get inUse(): number {
    return this.taken;
  }

  get queued(): number {
    return this.waiting.length;
  }

  get hasFree(): boolean {
    return this.taken < this.count;
  }

  /** Whoever comes now finds neither a place nor room to wait for one. */
  get isFull(): boolean {
    return this.taken >= this.count && this.waiting.length > this.room;
  }

  take(front: FrontConnection): void {
    front.hasPlace = true;
    this.taken++;
  }

  join(front: FrontConnection): void {
    this.waiting.push(front);
  }

  /** Its place goes to whoever has waited longest; one that waits itself waits no longer. */
  leave(front: FrontConnection): void {
    if (!front.hasPlace) {
      const index = this.waiting.indexOf(front);
      if (index >= 0) this.waiting.splice(index, 1);
      return;
    }
    front.hasPlace = false;
    this.taken--;
    const next = this.waiting.shift();
    if (next === undefined) return;
    this.take(next);
    next.world.kernel.send(next.cell, MESSAGE.granted, 0);
  }
}
