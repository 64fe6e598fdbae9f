import type { Intervention } from '../scenario/scenario.ts';
import type { PopulationSource } from './arrivals.ts';
import { forkSomewhere } from './charts/gunicorn/arbiter.ts';
import { MESSAGE } from './messages.ts';
import type { World } from './world.ts';

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
      app.arbiter.wanted++;
      forkSomewhere(app.arbiter);
      return never;
    }
    case 'remove-worker': {
      const [app] = world.apps;
      if (!app.arbiter.hasSocket || app.arbiter.wanted <= 1) return never;
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
      world.reloadFront();
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
    case 'abort-client': {
      const client = world.clientsToAbort.get(step.request);
      if (client) world.kernel.send(client.cell, MESSAGE.abort, 0);
      return never;
    }
  }
}
