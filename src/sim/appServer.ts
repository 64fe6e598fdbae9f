import type { Micros, AppServer as Settings } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import type { AppTraits, WaitingLimits } from '../scenario/servers/appTraits.ts';
import type { Writing } from '../scenario/servers/frontTraits.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import { Arbiter } from './charts/app/arbiter.ts';
import { Gate } from './charts/app/gate.ts';
import { Listener } from './charts/app/listener.ts';
import type { Worker } from './charts/app/worker.ts';
import { COST, WRITERS } from './versions.ts';
import type { World } from './world.ts';

/** Process ids as they come out on a quiet machine: the arbiter first, its workers behind it. */
const ARBITER_PID = 100;

/** One app server: its socket, its master, its processes. */
export class AppServer {
  readonly world: World;
  /** 0-based among the instances behind the front server. */
  readonly instance: number;
  readonly settings: Settings;
  readonly traits: AppTraits;
  /** The host it runs on. */
  readonly host: number;
  readonly limits: WaitingLimits;
  readonly listener: Listener;
  readonly arbiter: Arbiter;
  /** Connections may outlive their answers, and even where the slots accept themselves. */
  readonly keeps: boolean;
  readonly slotsKeep: boolean;
  /** Head and body of an answer leave apart. */
  readonly writesTwice: boolean;
  readonly writer: Writing;
  /** What a request costs around its view. */
  readonly beforeViewUs: Micros;
  readonly afterViewUs: Micros;
  readonly workers: Worker[] = [];
  constructor(world: World, instance: number) {
    const settings = world.scenario.app;
    this.world = world;
    this.instance = instance;
    this.settings = settings;
    this.traits = traitsOf(settings);
    this.host = hostOf(settings, instance);
    this.limits = this.traits.limits;
    const { traits } = this;
    this.keeps = this.limits.keepaliveUs > 0 || traits.closesUnsaid;
    this.slotsKeep = this.keeps && !traits.acceptsInLoop;
    this.writesTwice = traits.delayedAckUs > 0;
    this.writer = WRITERS[traits.writes];
    this.beforeViewUs = COST.beforeViewUs + traits.extraUs / 2;
    this.afterViewUs = COST.afterViewUs + traits.extraUs / 2;
    this.listener = new Listener(world, world.scenario.socket.backlog, traits.loopRunsViews);
    if (world.scenario.front === null && traits.defersAcceptUs + traits.routesForUs > 0)
      this.listener.gate = new Gate(
        world,
        this.listener,
        traits.defersAcceptUs,
        traits.routesForUs,
      );
    this.arbiter = new Arbiter(world, this, ARBITER_PID * (instance + 1));
  }

  /** A process has closed its end of the listening socket. With the last of them, and the arbiter's own, the socket is gone. */
  socketClosedBy(worker: Worker): void {
    worker.hasSocket = false;
    if (this.arbiter.hasSocket || !this.listener.isOpen) return;
    if (!this.workers.some((one) => one.hasSocket)) this.listener.close();
  }

  /** Slots of living workers that deal with nobody. */
  idleSlots(): number {
    let idle = 0;
    for (const worker of this.workers)
      if (worker.isAlive && !worker.isEnding)
        for (const slot of worker.slots) if (!slot.isHeld && slot.staysFor === null) idle++;
    return idle;
  }

  /** Workers that are alive, whether or not they are about to end. */
  livingWorkers(): number {
    let living = 0;
    for (const worker of this.workers) if (worker.isAlive) living++;
    return living;
  }
}
