import type { Gunicorn } from '../scenario/scenario.ts';
import { Arbiter } from './charts/gunicorn/arbiter.ts';
import { Listener } from './charts/gunicorn/listener.ts';
import type { Worker } from './charts/gunicorn/worker.ts';
import {
  CLASSES,
  type ClassTraits,
  FORK_US,
  GUNICORN,
  type GunicornTraits,
  type WaitingLimits,
} from './versions.ts';
import type { World } from './world.ts';

/** Process ids as they come out on a quiet machine: the arbiter first, its workers behind it. */
const ARBITER_PID = 100;

/** One Gunicorn: its socket, its arbiter, its workers. */
export class AppServer {
  readonly world: World;
  /** 0-based among the instances behind nginx. */
  readonly instance: number;
  readonly settings: Gunicorn;
  readonly gunicorn: GunicornTraits;
  readonly traits: ClassTraits;
  readonly limits: WaitingLimits;
  readonly listener: Listener;
  readonly arbiter: Arbiter;
  readonly workers: Worker[] = [];
  /** From fork to ready. */
  readonly bootUs: number;
  /** How many requests a worker deals with at once; 0 = as many as come. */
  readonly slotsPerWorker: number;

  constructor(world: World, instance: number) {
    const settings = world.scenario.app;
    this.world = world;
    this.instance = instance;
    this.settings = settings;
    this.gunicorn = GUNICORN[settings.version];
    this.traits = CLASSES[settings.worker_class](this.gunicorn, settings);
    this.limits = this.traits.limits;
    this.bootUs = settings.preload_app ? FORK_US : settings.bootUs;
    this.slotsPerWorker =
      settings.worker_class === 'sync'
        ? 1
        : settings.worker_class === 'gthread'
          ? settings.threads
          : 0;
    this.listener = new Listener(world, world.scenario.socket.backlog, this.traits.loopRunsViews);
    this.arbiter = new Arbiter(
      world,
      this,
      settings.timeoutUs,
      settings.workers,
      ARBITER_PID * (instance + 1),
    );
  }

  /** A process has closed its end of the listening socket. With the last of them, and the arbiter's own, the socket is gone. */
  socketClosedBy(worker: Worker): void {
    worker.hasSocket = false;
    if (this.arbiter.hasSocket || !this.listener.isOpen) return;
    if (!this.workers.some((one) => one.hasSocket)) this.listener.close();
  }

  /** Workers that are alive, whether or not they are about to end. */
  livingWorkers(): number {
    let living = 0;
    for (const worker of this.workers) if (worker.isAlive) living++;
    return living;
  }
}
