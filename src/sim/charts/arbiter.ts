import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import type { AppServer } from '../appServer.ts';
import { STREAMS, uniform } from '../chance.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import { ARBITER_TICK_US } from '../versions.ts';
import type { World } from '../world.ts';
import type { Worker } from './worker.ts';

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

/** Arbiter: watching, one tick after another, until it is told to stop. */
export const arbiterMachine = setup({
  types: {} as { context: { me: Arbiter }; input: Arbiter; events: Message },
  guards: {
    isShort: ({ context: { me } }) => me.app.livingWorkers() < me.wanted,
    noneLeft: ({ context: { me } }) => me.app.livingWorkers() === 0,
  },
  actions: {
    checkHeartbeats: ({ context: { me } }) => {
      me.ticks++;
      for (const worker of me.app.workers) if (worker.isAlive) checkHeartbeat(me, worker);
    },
    /** Into the place of the dead, unless somebody else has come there meanwhile. */
    respawn: ({ context: { me }, event }) => {
      const place = me.world.workers[event.arg];
      fork(me, place.isAlive ? me.world.addWorker(me.app) : place);
    },
    signalled: ({ context: { me }, event }) =>
      me.world.record(EVENT['arbiter/signalled'], -1, me.app.instance, event.arg),
    /** New workers are forked first; then the oldest are told to stop until as many as wanted are left. */
    reload: ({ context: { me } }) => {
      const old = me.app.workers.filter((worker) => worker.isAlive);
      for (let i = 0; i < me.wanted; i++) forkSomewhere(me);
      for (const worker of old) me.world.kernel.send(worker, MESSAGE.sigterm, 15);
    },
    stopWorkers: ({ context: { me } }) => {
      const { app, world } = me;
      if (app.traits.closesSocketOnStop) app.listener.isOpen = false;
      for (const worker of app.workers)
        if (worker.isAlive) world.kernel.send(worker, MESSAGE.sigterm, 15);
      world.kernel.send(me, MESSAGE.proceed, 0);
    },
    killWorkers: ({ context: { me } }) => {
      for (const worker of me.app.workers)
        if (worker.isAlive) me.world.kernel.send(worker, MESSAGE.sigkill, 9);
    },
    /** The last process that held the listening socket is gone. */
    closeSocket: ({ context: { me } }) => {
      me.app.listener.close();
      me.world.record(EVENT['app/stopped'], -1, me.app.instance, 0);
    },
    startAgain: ({ context: { me } }) => {
      const { app, world } = me;
      app.listener.isOpen = true;
      world.record(EVENT['app/started'], -1, app.instance, ++me.lastPid);
      for (let i = 0; i < me.wanted; i++) forkSomewhere(me);
    },
  },
  delays: {
    tick: ({ context: { me } }) => me.nextTickUs,
    graceful_timeout: ({ context: { me } }) => me.app.settings.graceful_timeoutUs,
  },
}).createMachine({
  id: 'arbiter',
  context: ({ input }) => ({ me: input }),
  initial: 'starting',
  states: {
    starting: { on: { start: 'watching' } },
    watching: {
      after: { tick: { target: 'watching', reenter: true, actions: ['checkHeartbeats'] } },
      on: {
        childGone: { guard: 'isShort', actions: ['respawn'] },
        hup: { actions: ['signalled', 'reload'] },
        term: { target: 'stopping', actions: ['signalled', 'stopWorkers'] },
      },
    },
    stopping: {
      after: { graceful_timeout: { actions: ['killWorkers'] } },
      on: {
        proceed: { guard: 'noneLeft', target: 'stopped', actions: ['closeSocket'] },
        childGone: { guard: 'noneLeft', target: 'stopped', actions: ['closeSocket'] },
      },
    },
    stopped: { on: { start: { target: 'watching', actions: ['startAgain'] } } },
  },
});

const compiled = compileChart<Arbiter>(arbiterMachine as never);

/** A worker silent for longer than --timeout gets SIGABRT, and at the next look SIGKILL. */
function checkHeartbeat(me: Arbiter, worker: Worker): void {
  const { world, app } = me;
  const silentUs = world.queue.nowUs - worker.heartbeatUs;
  if (silentUs <= me.timeoutUs) return;
  if (worker.wasAborted) {
    world.kernel.send(worker, MESSAGE.sigkill, 9);
    return;
  }
  worker.wasAborted = true;
  const slot = worker.slots.find((one) => one.isHeld);
  world.record(EVENT['worker/timedOut'], slot?.current?.request ?? -1, worker.index, silentUs);
  // The one thread of a sync worker gets it wherever it is; others in their loop.
  const isInSlot = slot !== undefined && !app.traits.acceptsInLoop;
  world.kernel.send(isInSlot ? slot : worker, MESSAGE.sigabrt, 6);
}

function fork(me: Arbiter, place: Worker): void {
  me.world.kernel.send(place, MESSAGE.fork, ++me.lastPid);
}

/** Into a place whose worker has ended, or a new one. */
export function forkSomewhere(me: Arbiter): void {
  fork(me, me.app.workers.find((worker) => worker.isGone) ?? me.world.addWorker(me.app));
}
