import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import type { AppServer } from '../../appServer.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { type Compiled, compileChart } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import type { Cores } from '../../resources/cores.ts';
import {
  ARBITER_TICK_US,
  RELOAD_EXIT_CODE,
  RELOAD_STEP_US,
  SPAWN_SLEEP_US,
} from '../../versions.ts';
import type { World } from '../../world.ts';
import type { Worker } from './worker.ts';

/**
 * The process over the workers: Gunicorn's arbiter, uWSGI's master, Apache's parent. It forks workers, replaces the dead, looks at
 * heartbeats and at requests that take too long. Gunicorn's looks once a second, and whenever a signal or the end of a worker has woken it,
 * from which the next second counts; the others once a second, whatever happens. Where a server has none, this is the server itself.
 */
export class Arbiter extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly app: AppServer;
  declare readonly cores: Cores;
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
  /** Its process has ended and is begun anew: an autoreloader. */
  declare isRenewed: boolean;
  /** It has something to look for once a second. */
  declare readonly looks: boolean;

  constructor(world: World, app: AppServer, pid: number) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.app = app;
    this.cores = world.cores[app.host];
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
    this.isRenewed = false;
    const { seesDeathAtLook, requestLimitUs, respawns } = app.traits;
    this.looks = this.timeoutUs > 0 || requestLimitUs > 0 || (respawns && seesDeathAtLook);
  }

  /** It runs, or will again as soon as it has stopped. */
  get isUp(): boolean {
    return this.hasSocket || this.startsAgain;
  }

  /** The first look falls anywhere within a second, the next ones follow at one second each. */
  get nextTickUs(): number {
    if (!this.looks) return Number.POSITIVE_INFINITY;
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
    isRenewed: ({ context: { me } }) => me.isRenewed && me.app.livingWorkers() === 0,
    /** Nobody replaces anybody, and the last process is gone. */
    isOver: ({ context: { me } }) => !me.app.traits.respawns && me.app.livingWorkers() === 0,
    isLeftToLook: ({ context: { me } }) =>
      !me.app.traits.respawns || me.app.traits.seesDeathAtLook || me.isRenewed,
    mastersFirst: ({ context: { me } }) => me.app.traits.masterBootUs > 0,
    reloadsOldFirst: ({ context: { me } }) => me.app.traits.reloads === 'old-first',
    reloadsInPlace: ({ context: { me } }) => me.app.traits.reloads === 'in-place',
    reloadsAtOnce: ({ context: { me } }) => me.app.traits.reloads === 'at-once',
    knowsNoReload: ({ context: { me } }) => me.app.traits.reloads === 'none',
    noneLeft: ({ context: { me } }) => me.app.livingWorkers() === 0,
    isToStop: ({ context: { me } }) => me.signals.some(({ code }) => code === MESSAGE.term),
    reloadBlocks: ({ context: { me } }) => me.app.traits.reloadBlocks,
    oldOnesRemain: ({ context: { me } }) =>
      me.world.queue.nowUs < me.reloadsUntilUs &&
      me.app.workers.some((worker) => worker.isAlive && worker.pid <= me.oldPid),
  },
  actions: {
    checkHeartbeats: ({ context: { me } }) => checkHeartbeats(me),
    /** Its look of every second. */
    look: ({ context: { me } }) => {
      checkHeartbeats(me);
      // In this order: whom it ends now it finds dead with its next look.
      if (me.app.traits.seesDeathAtLook) replaceDead(me);
      if (me.app.traits.requestLimitUs > 0) checkRequests(me);
    },
    ignore: ({ context: { me }, event }) =>
      me.world.record(EVENT['arbiter/ignored'], -1, me.app.instance, event.arg),
    /** Each is replaced when it has ended. */
    renewAll: ({ context: { me } }) => {
      for (const worker of me.app.workers)
        if (worker.isAlive) me.world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
    },
    proceed: ({ context: { me } }) => me.world.kernel.send(me.cell, MESSAGE.proceed, 0),
    /** The process ends this very moment, and its socket with it. */
    endAll: ({ context: { me } }) => {
      const { app, world } = me;
      me.isRenewed = true;
      for (const worker of app.workers)
        if (worker.isAlive) world.kernel.send(worker.cell, MESSAGE.end, RELOAD_EXIT_CODE);
      if (app.traits.bindsLate) app.listener.close();
    },
    /** The app is imported before anybody is forked: work on the host's cores like any other. */
    import: ({ context: { me } }) => me.cores.start(me, me.app.traits.masterBootUs),
    stopImport: ({ context: { me } }) => {
      me.hasSocket = false;
      me.cores.stop(me);
    },
    forkAll: ({ context: { me } }) => {
      me.isRenewed = false;
      for (let i = me.app.livingWorkers(); i < me.wanted; i++) forkSomewhere(me);
    },
    loseSocket: ({ context: { me } }) => {
      me.hasSocket = false;
    },
    openSocket: ({ context: { me } }) => {
      const { app, world } = me;
      app.listener.isOpen = !app.traits.bindsLate;
      me.hasSocket = true;
      me.startsAgain = false;
      world.record(EVENT['app/started'], -1, app.instance, ++me.lastPid);
    },
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
      me.isRenewed = false;
      for (const worker of app.workers)
        if (worker.isAlive) world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
      world.kernel.send(me.cell, MESSAGE.proceed, 0);
    },
    /** Where there is no grace the first signal ends them. */
    killWorkers: ({ context: { me } }) => {
      const signal = me.app.traits.stopGraceUs === 0 ? 15 : 9;
      for (const worker of me.app.workers)
        if (worker.isAlive) me.world.kernel.send(worker.cell, MESSAGE.sigkill, signal);
    },
    /** The last process that held the listening socket is gone. */
    closeSocket: ({ context: { me } }) => {
      me.app.listener.close();
      me.world.record(EVENT['app/stopped'], -1, me.app.instance, 0);
      if (me.startsAgain) me.world.queue.push(me.world.queue.nowUs, me.cell, MESSAGE.start, 0);
    },
  },
  delays: {
    tick: ({ context: { me } }) => me.nextTickUs,
    spawnSleep: ({ context: { me } }) => {
      const { seed } = me.world.scenario;
      return Math.floor(uniform(seed, STREAMS.spawn, me.lastPid, me.app.instance) * SPAWN_SLEEP_US);
    },
    reloadStep: () => RELOAD_STEP_US,
    stop_grace: ({ context: { me } }) => me.app.traits.stopGraceUs,
  },
}).createMachine({
  id: 'arbiter',
  context: ({ input }) => ({ me: input }),
  initial: 'starting',
  states: {
    starting: { on: { start: 'watching' } },
    watching: {
      after: { tick: { target: 'watching', reenter: true, actions: ['look'] } },
      on: {
        childGone: [
          { guard: 'isRenewed', actions: ['forkAll'] },
          { guard: 'isOver', target: 'stopped', actions: ['loseSocket', 'closeSocket'] },
          { guard: 'isLeftToLook' },
          { guard: 'isShort', target: 'spawning', actions: ['checkHeartbeats', 'respawn'] },
          { target: 'watching', reenter: true, actions: ['checkHeartbeats'] },
        ],
        hup: [
          { guard: 'knowsNoReload', actions: ['ignore'] },
          { guard: 'reloadsAtOnce', actions: ['signalled', 'endAll'] },
          { guard: 'reloadsInPlace', actions: ['signalled', 'renewAll'] },
          {
            guard: 'reloadsOldFirst',
            target: 'draining',
            actions: ['signalled', 'renewAll', 'proceed'],
          },
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
    /** uWSGI: it has told all workers to end, and begins anew when they have. */
    draining: {
      on: {
        proceed: { guard: 'noneLeft', target: 'importing', actions: ['import'] },
        childGone: { guard: 'noneLeft', target: 'importing', actions: ['import'] },
        term: { target: 'stopping', actions: ['signalled', 'stopWorkers'] },
      },
    },
    /** It imports the app; callers wait in the backlog. */
    importing: {
      on: {
        cpuDone: { target: 'watching', actions: ['forkAll'] },
        term: { target: 'stopped', actions: ['signalled', 'stopImport', 'closeSocket'] },
      },
    },
    stopping: {
      after: { stop_grace: { actions: ['killWorkers'] } },
      on: {
        proceed: { guard: 'noneLeft', target: 'stopped', actions: ['closeSocket'] },
        childGone: { guard: 'noneLeft', target: 'stopped', actions: ['closeSocket'] },
        start: { actions: ['noteStart'] },
        term: { actions: ['forgetStart'] },
      },
    },
    stopped: {
      on: {
        start: [
          { guard: 'mastersFirst', target: 'importing', actions: ['openSocket', 'import'] },
          { target: 'watching', actions: ['openSocket', 'forkAll'] },
        ],
      },
    },
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

/** A request that has taken too long ends its process: by SIGKILL, or with a while to finish. */
function checkRequests(me: Arbiter): void {
  const { world, app } = me;
  for (const worker of app.workers) {
    if (!worker.isAlive || worker.isEnding) continue;
    const tookUs = requestTimeUs(me, worker);
    if (tookUs <= app.traits.requestLimitUs) continue;
    const slot = worker.slots.find((one) => one.isHeld);
    world.record(EVENT['worker/timedOut'], slot?.current?.request ?? -1, worker.index, tookUs);
    if (app.traits.requestLimitGraceUs > 0) world.kernel.send(worker.cell, MESSAGE.sigterm, 2);
    else world.kernel.send(worker.cell, MESSAGE.sigkill, 9);
  }
}

/** How long the longest request of a worker has taken, or all of them together in relation to its slots, by the server's own clock. */
function requestTimeUs({ world, app }: Arbiter, { slots }: Worker): number {
  const { requestLimitStepUs, requestLimitIsMean } = app.traits;
  const { nowUs } = world.queue;
  let sumUs = 0;
  let longestUs = 0;
  for (const { isHeld, heldSinceUs } of slots) {
    if (!isHeld) continue;
    sumUs += nowUs - heldSinceUs;
    longestUs = Math.max(
      longestUs,
      steps(world, nowUs, requestLimitStepUs) - steps(world, heldSinceUs, requestLimitStepUs),
    );
  }
  return requestLimitIsMean ? sumUs / slots.length : longestUs;
}

/** What a clock shows that counts in steps; where within a step a run begins is chance. */
function steps(world: World, atUs: number, stepUs: number): number {
  if (stepUs === 0) return atUs;
  const phaseUs = uniform(world.seed, STREAMS.masterClock, 0, 0) * stepUs;
  return Math.floor((atUs + phaseUs) / stepUs) * stepUs;
}

/** In the place of each that has died; where spares are counted, only as long as there are too few. */
function replaceDead(me: Arbiter): void {
  const { app } = me;
  const { respawns, spareSlots } = app.traits;
  if (!respawns) return;
  for (let i = app.livingWorkers(); i < me.wanted; i++)
    if (app.idleSlots() < spareSlots) forkSomewhere(me);
}

function fork(me: Arbiter, place: Worker): void {
  me.world.kernel.send(place.cell, MESSAGE.fork, ++me.lastPid);
}

/** Into a place whose worker has ended, or a new one. */
export function forkSomewhere(me: Arbiter): void {
  fork(me, me.app.workers.find((worker) => worker.isGone) ?? me.world.addWorker(me.app));
}
