import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import type { AppServer } from '../../appServer.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { type Compiled, compileChart } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { ARBITER_TICK_US, RELOAD_STEP_US, SPAWN_SLEEP_US } from '../../versions.ts';
import type { World } from '../../world.ts';
import type { Worker } from './worker.ts';

/**
 * Gunicorn's master process: forks workers, replaces the dead, looks at heartbeats: once a second, and whenever a signal or the end of a
 * worker has woken it, from which the next second counts.
 */
export class Arbiter extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly app: AppServer;
  declare readonly timeoutUs: number;
  /** Workers it keeps alive: `--workers`, changed by TTIN and TTOU. */
  declare wanted: number;
  declare lastPid: number;
  declare ticks: number;
  /** Its end of the listening socket is open. */
  declare hasSocket: boolean;
  /** While it sleeps after a fork, or waits in a reload: a worker has ended; HUP and TERM have come (messages). */
  declare isWoken: boolean;
  declare readonly signals: { readonly code: number; readonly arg: number }[];
  /** Workers up to this pid are to be gone before a reload is over, and until when it waits for that. */
  declare oldPid: number;
  declare reloadsUntilUs: number;
  /** It is to start again as soon as it has stopped. */
  declare startsAgain: boolean;

  constructor(world: World, app: AppServer, pid: number) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.app = app;
    this.timeoutUs = app.traits.heartbeatUs;
    this.wanted = app.traits.processes;
    this.lastPid = pid;
    this.ticks = 0;
    this.hasSocket = true;
    this.isWoken = false;
    this.signals = [];
    this.oldPid = 0;
    this.reloadsUntilUs = 0;
    this.startsAgain = false;
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
    isToStop: ({ context: { me } }) => me.signals.some(({ code }) => code === MESSAGE.term),
    reloadBlocks: ({ context: { me } }) => me.app.traits.reloadBlocks,
    oldOnesRemain: ({ context: { me } }) =>
      me.world.queue.nowUs < me.reloadsUntilUs &&
      me.app.workers.some((worker) => worker.isAlive && worker.pid <= me.oldPid),
  },
  actions: {
    checkHeartbeats: ({ context: { me } }) => checkHeartbeats(me),
    /** Into the place of the dead, unless somebody else has come there meanwhile. */
    respawn: ({ context: { me }, event }) => {
      const place = me.world.workers[event.arg];
      fork(me, place.isAlive ? me.world.addWorker(me.app) : place);
    },
    forkSomewhere: ({ context: { me } }) => forkSomewhere(me),
    noteChild: ({ context: { me } }) => {
      me.isWoken = true;
    },
    noteHup: ({ context: { me }, event }) => {
      me.signals.push({ code: MESSAGE.hup, arg: event.arg });
    },
    noteTerm: ({ context: { me }, event }) => {
      me.startsAgain = false;
      me.signals.push({ code: MESSAGE.term, arg: event.arg });
    },
    /** Told to start before it has stopped, or has even heard that it is to stop: service managers wait for that. */
    noteStart: ({ context: { me } }) => {
      me.startsAgain = true;
    },
    forgetStart: ({ context: { me } }) => {
      me.startsAgain = false;
    },
    /** Back in its loop: what came meanwhile is heard now. */
    catchUp: ({ context: { me } }) => {
      if (me.isWoken) checkHeartbeats(me);
      me.isWoken = false;
      for (const { code, arg } of me.signals)
        me.world.queue.push(me.world.queue.nowUs, me.cell, code, arg);
      me.signals.length = 0;
    },
    signalled: ({ context: { me }, event }) =>
      me.world.record(EVENT['arbiter/signalled'], -1, me.app.instance, event.arg),
    /** New workers are forked first; then the oldest are told to stop until as many as wanted are left. */
    reload: ({ context: { me } }) => {
      const old = me.app.workers.filter((worker) => worker.isAlive);
      me.oldPid = me.lastPid;
      me.reloadsUntilUs = me.world.queue.nowUs + me.app.traits.gracefulUs;
      for (let i = 0; i < me.wanted; i++) forkSomewhere(me);
      for (const worker of old) me.world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
    },
    stopWorkers: ({ context: { me } }) => {
      const { app, world } = me;
      me.hasSocket = false;
      for (const worker of app.workers)
        if (worker.isAlive) world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
      world.kernel.send(me.cell, MESSAGE.proceed, 0);
    },
    killWorkers: ({ context: { me } }) => {
      for (const worker of me.app.workers)
        if (worker.isAlive) me.world.kernel.send(worker.cell, MESSAGE.sigkill, 9);
    },
    /** The last process that held the listening socket is gone. */
    closeSocket: ({ context: { me } }) => {
      me.app.listener.close();
      me.world.record(EVENT['app/stopped'], -1, me.app.instance, 0);
      if (me.startsAgain) me.world.queue.push(me.world.queue.nowUs, me.cell, MESSAGE.start, 0);
    },
    startAgain: ({ context: { me } }) => {
      const { app, world } = me;
      app.listener.isOpen = true;
      me.hasSocket = true;
      me.startsAgain = false;
      world.record(EVENT['app/started'], -1, app.instance, ++me.lastPid);
      for (let i = 0; i < me.wanted; i++) forkSomewhere(me);
    },
  },
  delays: {
    tick: ({ context: { me } }) => me.nextTickUs,
    spawnSleep: ({ context: { me } }) => {
      const { seed } = me.world.scenario;
      return Math.floor(uniform(seed, STREAMS.spawn, me.lastPid, me.app.instance) * SPAWN_SLEEP_US);
    },
    reloadStep: () => RELOAD_STEP_US,
    graceful_timeout: ({ context: { me } }) => me.app.traits.gracefulUs,
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
        childGone: [
          { guard: 'isShort', target: 'spawning', actions: ['checkHeartbeats', 'respawn'] },
          { target: 'watching', reenter: true, actions: ['checkHeartbeats'] },
        ],
        hup: [
          { guard: 'reloadBlocks', target: 'reloading', actions: ['signalled', 'reload'] },
          {
            target: 'watching',
            reenter: true,
            actions: ['signalled', 'reload', 'checkHeartbeats'],
          },
        ],
        term: { target: 'stopping', actions: ['signalled', 'stopWorkers'] },
      },
    },
    /** It sleeps after a fork, and hears nothing. */
    spawning: {
      after: {
        spawnSleep: [
          { guard: 'isShort', target: 'spawning', reenter: true, actions: ['forkSomewhere'] },
          { target: 'watching', actions: ['catchUp'] },
        ],
      },
      on: {
        childGone: { actions: ['noteChild'] },
        hup: { actions: ['noteHup'] },
        term: { actions: ['noteTerm'] },
        start: { guard: 'isToStop', actions: ['noteStart'] },
      },
    },
    /** 26.1: within the reload it waits for the old workers, and neither looks at heartbeats nor replaces anybody. */
    reloading: {
      after: {
        reloadStep: [
          { guard: 'oldOnesRemain', target: 'reloading', reenter: true },
          { guard: 'isShort', target: 'spawning', actions: ['checkHeartbeats', 'forkSomewhere'] },
          { target: 'watching', actions: ['checkHeartbeats', 'catchUp'] },
        ],
      },
      on: {
        hup: { actions: ['noteHup'] },
        term: { actions: ['noteTerm'] },
        start: { guard: 'isToStop', actions: ['noteStart'] },
      },
    },
    stopping: {
      after: { graceful_timeout: { actions: ['killWorkers'] } },
      on: {
        proceed: { guard: 'noneLeft', target: 'stopped', actions: ['closeSocket'] },
        childGone: { guard: 'noneLeft', target: 'stopped', actions: ['closeSocket'] },
        start: { actions: ['noteStart'] },
        term: { actions: ['forgetStart'] },
      },
    },
    stopped: { on: { start: { target: 'watching', actions: ['startAgain'] } } },
  },
});

const compiled = compileChart<Arbiter>(arbiterMachine as never);

function checkHeartbeats(me: Arbiter): void {
  me.ticks++;
  if (me.timeoutUs === 0) return;
  for (const worker of me.app.workers) if (worker.isAlive) checkHeartbeat(me, worker);
}

/** A worker silent for longer than --timeout gets SIGABRT, and at the next look SIGKILL. */
function checkHeartbeat(me: Arbiter, worker: Worker): void {
  const { world, app } = me;
  const silentUs = world.queue.nowUs - worker.heartbeatUs;
  if (silentUs <= me.timeoutUs) return;
  if (worker.wasAborted) {
    world.kernel.send(worker.cell, MESSAGE.sigkill, 9);
    return;
  }
  worker.wasAborted = true;
  const slot = worker.slots.find((one) => one.isHeld);
  world.record(EVENT['worker/timedOut'], slot?.current?.request ?? -1, worker.index, silentUs);
  // The one thread of a sync worker gets it wherever it is; others in their loop.
  const isInSlot = slot !== undefined && !app.traits.acceptsInLoop;
  world.kernel.send((isInSlot ? slot : worker).cell, MESSAGE.sigabrt, 6);
}

function fork(me: Arbiter, place: Worker): void {
  me.world.kernel.send(place.cell, MESSAGE.fork, ++me.lastPid);
}

/** Into a place whose worker has ended, or a new one. */
export function forkSomewhere(me: Arbiter): void {
  fork(me, me.app.workers.find((worker) => worker.isGone) ?? me.world.addWorker(me.app));
}
