import { EVENT } from '../../../recording/vocabulary.ts';
import type { Call } from '../../compile.ts';
import { MESSAGE } from '../../messages.ts';
import { RELOAD_EXIT_CODE } from '../../versions.ts';
import type { Arbiter } from './arbiter.ts';
import {
  checkHeartbeats,
  checkRequests,
  fork,
  forkSomewhere,
  replaceDead,
} from './arbiterDeeds.ts';

type Of = Call<Arbiter>;

/** What the process over the workers does when something ends, when a signal comes, and once a second. */
export const arbiterActions = {
  checkHeartbeats: ({ context: { me } }: Of) => checkHeartbeats(me),
  /** Its look of every second. */
  look: ({ context: { me } }: Of) => {
    checkHeartbeats(me);
    // In this order: whom it ends now it finds dead with its next look.
    if (me.app.traits.seesDeathAtLook) replaceDead(me);
    if (me.app.traits.requestLimitUs > 0) checkRequests(me);
  },
  ignore: ({ context: { me }, event }: Of) =>
    me.world.record(EVENT['arbiter/ignored'], -1, me.app.instance, event.arg),
  /** Each is replaced when it has ended. */
  renewAll: ({ context: { me } }: Of) => {
    for (const worker of me.app.workers)
      if (worker.isAlive) me.world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
  },
  proceed: ({ context: { me } }: Of) => me.world.kernel.send(me.cell, MESSAGE.proceed, 0),
  /** The process ends this very moment, and its socket with it. */
  endAll: ({ context: { me } }: Of) => {
    const { app, world } = me;
    me.isRenewed = true;
    for (const worker of app.workers)
      if (worker.isAlive) world.kernel.send(worker.cell, MESSAGE.end, RELOAD_EXIT_CODE);
    if (app.traits.bindsLate) app.listener.close();
  },
  /** The app is imported before anybody is forked: work on the host's cores like any other. */
  import: ({ context: { me } }: Of) => me.cores.start(me, me.app.traits.masterBootUs),
  stopImport: ({ context: { me } }: Of) => {
    me.hasSocket = false;
    me.cores.stop(me);
  },
  forkAll: ({ context: { me } }: Of) => {
    me.isRenewed = false;
    for (let i = me.app.livingWorkers(); i < me.wanted; i++) forkSomewhere(me);
  },
  loseSocket: ({ context: { me } }: Of) => {
    me.hasSocket = false;
  },
  openSocket: ({ context: { me } }: Of) => {
    const { app, world } = me;
    app.listener.isOpen = !app.traits.bindsLate;
    me.hasSocket = true;
    me.startsAgain = false;
    world.record(EVENT['app/started'], -1, app.instance, ++me.lastPid);
  },
  /** Into the place of the dead, unless somebody else has come there meanwhile. */
  respawn: ({ context: { me }, event }: Of) => {
    const place = me.world.workers[event.arg];
    fork(me, place.isAlive ? me.world.addWorker(me.app) : place);
  },
  forkSomewhere: ({ context: { me } }: Of) => forkSomewhere(me),
  noteChild: ({ context: { me } }: Of) => {
    me.isWoken = true;
  },
  noteHup: ({ context: { me }, event }: Of) => {
    me.signals.push({ code: MESSAGE.hup, arg: event.arg });
  },
  noteTerm: ({ context: { me }, event }: Of) => {
    me.startsAgain = false;
    me.signals.push({ code: MESSAGE.term, arg: event.arg });
  },
  /** Told to start before it has stopped, or has even heard that it is to stop: service managers wait for that. */
  noteStart: ({ context: { me } }: Of) => {
    me.startsAgain = true;
  },
  forgetStart: ({ context: { me } }: Of) => {
    me.startsAgain = false;
  },
  /** Back in its loop: what came meanwhile is heard now. */
  catchUp: ({ context: { me } }: Of) => {
    if (me.isWoken) checkHeartbeats(me);
    me.isWoken = false;
    for (const { code, arg } of me.signals)
      me.world.queue.push(me.world.queue.nowUs, me.cell, code, arg);
    me.signals.length = 0;
  },
  signalled: ({ context: { me }, event }: Of) =>
    me.world.record(EVENT['arbiter/signalled'], -1, me.app.instance, event.arg),
  /** New workers are forked first; then the oldest are told to stop until as many as wanted are left. */
  reload: ({ context: { me } }: Of) => {
    const old = me.app.workers.filter((worker) => worker.isAlive);
    me.oldPid = me.lastPid;
    me.reloadsUntilUs = me.world.queue.nowUs + me.app.traits.gracefulUs;
    for (let i = 0; i < me.wanted; i++) forkSomewhere(me);
    for (const worker of old) me.world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
  },
  stopWorkers: ({ context: { me } }: Of) => {
    const { app, world } = me;
    me.hasSocket = false;
    me.isRenewed = false;
    for (const worker of app.workers)
      if (worker.isAlive) world.kernel.send(worker.cell, MESSAGE.sigterm, 15);
    world.kernel.send(me.cell, MESSAGE.proceed, 0);
  },
  /** Where there is no grace the first signal ends them. */
  killWorkers: ({ context: { me } }: Of) => {
    const signal = me.app.traits.stopGraceUs === 0 ? 15 : 9;
    for (const worker of me.app.workers)
      if (worker.isAlive) me.world.kernel.send(worker.cell, MESSAGE.sigkill, signal);
  },
  /** The last process that held the listening socket is gone. */
  closeSocket: ({ context: { me } }: Of) => {
    me.app.listener.close();
    me.world.record(EVENT['app/stopped'], -1, me.app.instance, 0);
    if (me.startsAgain) me.world.queue.push(me.world.queue.nowUs, me.cell, MESSAGE.start, 0);
  },
};
