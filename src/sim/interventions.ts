import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { Intervention } from '../scenario/scenario.ts';
import { MOST_CLIENTS, type PopulationSource } from './arrivals.ts';
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
  const { nowUs } = world.queue;
  switch (step.do) {
    case 'kill-worker': {
      const worker = world.workers[step.worker];
      if (worker) world.kernel.send(worker, MESSAGE.sigkill, 9);
      return never;
    }
    case 'add-worker': {
      world.arbiter.wanted++;
      const worker =
        world.workers.find(
          (slot) =>
            !slot.isAlive &&
            slot.pid > 0 &&
            world.livingWorkers() < world.arbiter.wanted &&
            isDead(slot),
        ) ?? world.addWorker();
      world.kernel.send(worker, MESSAGE.fork, ++world.arbiter.lastPid);
      return never;
    }
    case 'remove-worker': {
      if (world.arbiter.wanted <= 1) return never;
      world.arbiter.wanted--;
      // Gunicorn stops its oldest worker.
      const oldest = world.workers
        .filter((worker) => worker.isAlive && !worker.stopsAfterRequest)
        .sort((a, b) => a.pid - b.pid)[0];
      if (oldest) world.kernel.send(oldest, MESSAGE.sigterm, 15);
      return never;
    }
    case 'restart-database':
      if (restores) {
        // Another restart may have begun meanwhile; the last one to end brings it back.
        if (nowUs >= world.databaseAwayUntilUs) world.record(EVENT['database/started'], -1, -1, 0);
        return never;
      }
      world.databaseAwayUntilUs = Math.max(world.databaseAwayUntilUs, nowUs + step.downUs);
      world.record(EVENT['database/stopped'], -1, -1, step.downUs);
      for (const session of world.sessions) world.kernel.send(session, MESSAGE.serverStopped, 0);
      return step.downUs;
    case 'slow-database':
      if (restores) {
        if (nowUs < world.databaseSlowUntilUs) return never;
        world.databaseSlowness = 1;
      } else {
        world.databaseSlowness = step.factor;
        world.databaseSlowUntilUs = Math.max(world.databaseSlowUntilUs, nowUs + step.forUs);
      }
      world.record(EVENT['database/slowed'], -1, -1, Math.round(world.databaseSlowness * 1000));
      return restores ? never : step.forUs;
    case 'burst':
      for (let i = 0; i < step.count; i++)
        sources[step.population].start(BURST_CLIENT + i, 0, NONE, null, step.route);
      return never;
    case 'abort-client': {
      const client = world.clientsToAbort.get(step.request);
      if (client) world.kernel.send(client, MESSAGE.abort, 0);
      return never;
    }
  }
}

/** Numbers of clients that a burst adds, apart from a population's own. */
const BURST_CLIENT = MOST_CLIENTS / 2;

function isDead(worker: {
  readonly chart: { readonly states: readonly string[] };
  readonly state: number;
}): boolean {
  return worker.chart.states[worker.state] === 'dead';
}
