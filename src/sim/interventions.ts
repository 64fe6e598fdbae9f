import { EVENT } from '../recording/vocabulary.ts';
import type { Intervention } from '../scenario/scenario.ts';
import type { PopulationSource } from './arrivals.ts';
import { forkSomewhere } from './charts/app/arbiterDeeds.ts';
import type { Worker } from './charts/app/worker.ts';
import { reloadFronts, startFronts, stopFronts } from './charts/front/frontService.ts';
import { ENDLESS_WORK_US, Neighbour } from './charts/neighbour.ts';
import { MESSAGE } from './messages.ts';
import { Suspension } from './suspension.ts';
import type { World } from './world.ts';

const SIGTTIN = 21;
const SIGTTOU = 22;

/** The program knows nothing of the kind. */
function ignored(world: World, signal: number): number {
  world.record(EVENT['arbiter/ignored'], -1, 0, signal);
  return Number.POSITIVE_INFINITY;
}

/**
 * Does one line of the script to the running world. Returns after how long it is to be taken back (call again with `restores`),
 * Infinity where it stays.
 */
export function intervene(
  world: World,
  step: Intervention,
  sources: readonly PopulationSource[],
  restores = false,
): number {
  const never = Number.POSITIVE_INFINITY;
  switch (step.do) {
    case 'kill-worker': {
      const worker = world.workers[step.worker];
      if (worker) world.kernel.send(worker.cell, MESSAGE.sigkill, 9);
      return never;
    }
    case 'add-worker': {
      const [app] = world.apps;
      // Stopped, or about to be: nobody is there to hear the signal.
      if (!app.arbiter.hasSocket) return never;
      if (!app.traits.scales) return ignored(world, SIGTTIN);
      app.arbiter.wanted++;
      forkSomewhere(app.arbiter);
      return never;
    }
    case 'remove-worker': {
      const [app] = world.apps;
      if (!app.arbiter.hasSocket) return never;
      if (!app.traits.scales) return ignored(world, SIGTTOU);
      if (app.arbiter.wanted <= 1) return never;
      app.arbiter.wanted--;
      // Gunicorn stops its oldest worker.
      const oldest = app.workers
        .filter((worker) => worker.isAlive && !worker.isStopping)
        .sort((a, b) => a.pid - b.pid)[0];
      if (oldest) world.kernel.send(oldest.cell, MESSAGE.sigterm, 15);
      return never;
    }
    case 'reload-app':
      world.kernel.send(world.apps[step.instance].arbiter.cell, MESSAGE.hup, 1);
      return never;
    case 'stop-app':
      world.kernel.send(world.apps[step.instance].arbiter.cell, MESSAGE.term, 15);
      return never;
    case 'start-app':
      world.kernel.send(world.apps[step.instance].arbiter.cell, MESSAGE.start, 0);
      return never;
    case 'reload-front':
      reloadFronts(world, step.front);
      return never;
    case 'restart-database':
      if (restores) {
        world.database?.start();
        return never;
      }
      world.database?.stop(step.downUs);
      return step.downUs;
    case 'slow-database':
      if (restores) {
        world.database?.restoreSpeed();
        return never;
      }
      world.database?.slow(step.factor, step.forUs);
      return step.forUs;
    case 'burst':
      sources[step.population].burst(step.count, step.route);
      return never;
    case 'hang-worker': {
      const worker = world.workers[step.worker];
      if (!worker?.isAlive) return never;
      const { nowUs } = world.queue;
      if (restores) {
        if (nowUs >= worker.stoppedUntilUs) resumeWorker(worker);
        return never;
      }
      pauseWorker(worker, step.forUs);
      return step.forUs;
    }
    case 'slow-client': {
      const { slowLines, queue } = world;
      if (restores) slowLines?.end(queue.nowUs);
      else slowLines?.begin(step, queue.nowUs);
      const factor = slowLines?.factor(step.population, step.client ?? -1) ?? 1;
      world.record(EVENT['client/slowed'], -1, step.population, Math.round(factor * 1000));
      return restores ? never : step.forUs;
    }
    case 'unplug-host': {
      // The cut itself has been known all along (resources/outage.ts): nothing has to be done but to say so.
      const { nowUs } = world.queue;
      if (restores) {
        const isCut = world.scenario.script.some(
          (one) =>
            one.do === 'unplug-host' &&
            one.host === step.host &&
            one.atUs <= nowUs &&
            one.atUs + one.forUs > nowUs,
        );
        if (!isCut) world.record(EVENT['host/plugged'], -1, step.host, 0);
        return never;
      }
      world.record(EVENT['host/unplugged'], -1, step.host, lasting(step.forUs));
      return step.forUs;
    }
    case 'busy-host': {
      const neighbours = world.neighbours[step.host];
      const cores = world.cores[step.host];
      for (let i = 0; i < step.processes; i++) {
        if (restores) cores.stop(neighbours.pop() as Neighbour);
        else {
          const neighbour = new Neighbour();
          neighbours.push(neighbour);
          cores.start(neighbour, ENDLESS_WORK_US);
        }
      }
      world.record(EVENT['host/busied'], -1, step.host, neighbours.length);
      return restores ? never : step.forUs;
    }
    case 'stop-front':
      stopFronts(world, step.front);
      return never;
    case 'start-front':
      startFronts(world, step.front);
      return never;
    case 'abort-client': {
      const client = world.clientsToAbort.get(step.request);
      if (client) world.kernel.send(client.cell, MESSAGE.abort, 0);
      return never;
    }
  }
}

/** A duration as events tell it: -1 = for good. */
function lasting(forUs: number): number {
  return forUs === Number.POSITIVE_INFINITY ? -1 : forUs;
}

/** SIGSTOP. A second one changes nothing but the moment of SIGCONT. */
function pauseWorker(worker: Worker, forUs: number): void {
  const { world } = worker;
  worker.stoppedUntilUs = Math.max(worker.stoppedUntilUs, world.queue.nowUs + forUs);
  if (worker.suspension !== null) return;
  world.record(EVENT['worker/paused'], requestIn(worker), worker.index, lasting(forUs));
  worker.suspension = new Suspension(worker);
}

/** SIGCONT. */
function resumeWorker(worker: Worker): void {
  const { suspension, world } = worker;
  if (suspension === null) return;
  const pausedUs = world.queue.nowUs - suspension.sinceUs;
  world.record(EVENT['worker/resumed'], requestIn(worker), worker.index, pausedUs);
  suspension.end();
}

function requestIn({ slots }: Worker): number {
  return slots.find((slot) => slot.current !== null)?.current?.request ?? -1;
}
