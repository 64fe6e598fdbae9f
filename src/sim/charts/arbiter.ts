import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import type { AppServer } from '../appServer.ts';
import { STREAMS, uniform } from '../chance.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import { ARBITER_TICK_US } from '../versions.ts';
import type { World } from '../world.ts';

/** Gunicorn's master process: forks workers, looks at their heartbeats once a second, replaces the dead. */
export class Arbiter extends Actor {
  declare readonly world: World;
  declare readonly app: AppServer;
  declare readonly timeoutUs: number;
  /** Workers it keeps alive: `--workers`, changed by TTIN and TTOU. */
  declare wanted: number;
  declare lastPid: number;
  declare ticks: number;

  constructor(world: World, app: AppServer, timeoutUs: number, wanted: number, pid: number) {
    super(compiled as Compiled<never>);
    this.world = world;
    this.app = app;
    this.timeoutUs = timeoutUs;
    this.wanted = wanted;
    this.lastPid = pid;
    this.ticks = 0;
  }

  /** The first look falls anywhere within a second, the next ones follow at one second each. */
  get nextTickUs(): number {
    if (this.timeoutUs === 0) return Number.POSITIVE_INFINITY;
    if (this.ticks > 0) return ARBITER_TICK_US;
    return Math.floor(
      uniform(this.world.scenario.seed, STREAMS.arbiter, this.app.instance, 0) * ARBITER_TICK_US,
    );
  }
}

/** Arbiter: watching, one tick after another. */
export const arbiterMachine = setup({
  types: {} as { context: { me: Arbiter }; input: Arbiter; events: Message },
  guards: {
    isShort: ({ context: { me } }) => me.app.livingWorkers() < me.wanted,
  },
  actions: {
    checkHeartbeats: ({ context: { me } }) => {
      const { world } = me;
      me.ticks++;
      for (const worker of me.app.workers) {
        if (!worker.isAlive) continue;
        const silentUs = world.queue.nowUs - worker.heartbeatUs;
        if (silentUs <= me.timeoutUs) continue;
        if (worker.wasAborted) world.kernel.send(worker, MESSAGE.sigkill, 9);
        else {
          worker.wasAborted = true;
          const slot = worker.slots.find((one) => one.isHeld);
          const request = slot?.current?.request ?? -1;
          world.record(EVENT['worker/timedOut'], request, worker.index, silentUs);
          // The one thread of a sync worker gets it wherever it is; others in their loop.
          const isInSlot = slot !== undefined && !me.app.traits.acceptsInLoop;
          world.kernel.send(isInSlot ? slot : worker, MESSAGE.sigabrt, 6);
        }
      }
    },
    /** Into the slot of the dead, unless TTIN has put a worker there meanwhile. */
    respawn: ({ context: { me }, event }) => {
      const { world } = me;
      const slot = world.workers[event.arg];
      world.kernel.send(slot.isAlive ? world.addWorker(me.app) : slot, MESSAGE.fork, ++me.lastPid);
    },
  },
  delays: {
    tick: ({ context: { me } }) => me.nextTickUs,
  },
}).createMachine({
  id: 'arbiter',
  context: ({ input }) => ({ me: input }),
  initial: 'starting',
  states: {
    starting: { on: { start: 'watching' } },
    watching: {
      after: { tick: { target: 'watching', reenter: true, actions: ['checkHeartbeats'] } },
      on: { childGone: { guard: 'isShort', actions: ['respawn'] } },
    },
  },
});

const compiled = compileChart<Arbiter>(arbiterMachine as never);
