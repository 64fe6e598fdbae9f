import type { AppServer } from '../../appServer.ts';
import { STREAMS, uniform } from '../../chance.ts';
import type { Compiled } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import type { Cores } from '../../resources/cores.ts';
import { ARBITER_TICK_US } from '../../versions.ts';
import type { World } from '../../world.ts';
import { compiled } from './arbiterChart.ts';

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
