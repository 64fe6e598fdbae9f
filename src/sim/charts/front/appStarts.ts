import type { AppServer } from '../../appServer.ts';
import { MESSAGE } from '../../messages.ts';
import type { World } from '../../world.ts';

const MINUTE_US = 60_000_000;

/** App servers that a front server has started because they were gone: some do, a few times a minute. */
export class AppStarts {
  private readonly world: World;
  private readonly perMinute: number;
  private readonly starts: { readonly instance: number; readonly atUs: number }[] = [];

  /** @param perMinute how often in a minute it starts one; 0 = it starts none */
  constructor(world: World, perMinute: number) {
    this.world = world;
    this.perMinute = perMinute;
  }

  /** Whether it is worth calling an app server again that is gone: somebody starts it, and it has not been started too often. */
  mayCallAgain({ instance, arbiter }: AppServer): boolean {
    if (this.perMinute === 0 || arbiter.isUp) return true;
    const sinceUs = this.world.queue.nowUs - MINUTE_US;
    const recent = this.starts.filter((one) => one.instance === instance && one.atUs > sinceUs);
    return recent.length < this.perMinute;
  }

  /** Starts an app server that is gone. */
  start({ instance, arbiter }: AppServer): void {
    if (this.perMinute === 0 || arbiter.isUp) return;
    this.starts.push({ instance, atUs: this.world.queue.nowUs });
    this.world.kernel.send(arbiter.cell, MESSAGE.start, 0);
  }
}
