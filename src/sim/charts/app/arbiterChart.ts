import { setup } from 'xstate';
import { STREAMS, uniform } from '../../chance.ts';
import { compileChart } from '../../compile.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { RELOAD_STEP_US, SPAWN_SLEEP_US } from '../../versions.ts';
import type { Arbiter } from './arbiter.ts';
import { arbiterActions } from './arbiterActions.ts';

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
  actions: arbiterActions,
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

export const compiled = compileChart<Arbiter>(arbiterMachine as never);
