import { checkConservation } from '../../src/insight/conservation.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT } from '../../src/recording/vocabulary.ts';
import type { Population } from '../../src/scenario/scenario.ts';
import type { Simulation } from '../../src/sim/simulate.ts';
import { COST } from '../../src/sim/versions.ts';

/** What nginx may still do for a client that has left, as long as the news of it is on its way. */
const TRAVELLING =
  / \((?:(?:head|body|upstream|socket|static)\/\w+|connection\/retried), (\d+) µs\): #(\d+) is over$/;

/** The breaches of a recording, less those that nginx commits before it can know that its client has left. */
export function breachesOf({ recording }: Simulation): string[] {
  const rows = requestTable(recording);
  return checkConservation(recording).filter((breach) => {
    const [, at, number] = TRAVELLING.exec(breach) ?? [];
    const row = rows[Number(number) - 1];
    if (!row) return true;
    const { population, arrival } = recording.seed(row.id);
    const { link, arrivals } = recording.scenario.clients[population] as Population;
    const own = arrivals.kind === 'list' ? arrivals.items[arrival]?.link : null;
    return Number(at) - (row.endUs ?? 0) > Math.round((own ?? link).rttUs / 2);
  });
}

/** What must hold of a world at any moment between two events; a sentence for each breach. */
export function checkWorld({ world, recording }: Simulation): string[] {
  const breaches: string[] = [];
  const law = (kept: boolean, what: string) => {
    if (!kept) breaches.push(what);
  };
  const over = new Uint8Array(recording.requests);
  for (let i = 0; i < recording.length; i++) {
    const type = recording.type(i);
    if (type === EVENT['worker/released'] || type === EVENT['worker/exited'])
      if (recording.request(i) >= 0) over[recording.request(i)] = 1;
  }

  const ended = world.answered + world.refused + world.failed + world.abandoned;
  law(
    world.arrived === recording.requests,
    `${world.arrived} arrived, ${recording.requests} recorded`,
  );
  law(ended <= world.arrived, `${ended} ended, but only ${world.arrived} arrived`);

  const holding = world.sessions.filter((session) => session.holdsSlot).length;
  law(world.sessionsOpen >= 0, `${world.sessionsOpen} sessions open`);
  law(
    world.sessionsOpen <= Math.max(0, world.sessionsUsable),
    `${world.sessionsOpen} sessions of ${world.sessionsUsable}`,
  );
  law(holding === world.sessionsOpen, `${holding} hold a slot, ${world.sessionsOpen} are counted`);
  for (const session of world.sessions)
    law(
      !session.holdsSlot || session.worker.isAlive,
      `session ${session.index} outlived its worker`,
    );

  const limit = world.scenario.socket.backlog;
  law(
    world.listener.backlog.length <= limit + 1,
    `${world.listener.backlog.length} in a backlog of ${limit}`,
  );
  const idle = new Set(world.listener.idle);
  law(idle.size === world.listener.idle.length, 'a worker waits twice');
  law(
    idle.size === 0 || world.listener.backlog.length === 0,
    'somebody waits while somebody is idle',
  );

  const held = new Set<number>();
  for (const worker of world.workers) {
    const state = worker.chart.states[worker.state] ?? '';
    const name = `worker ${worker.index} in ${state}`;
    law(worker.isHeld === state.startsWith('held'), `${name}: held is ${worker.isHeld}`);
    law(
      idle.has(worker.index) === (state === 'idle'),
      `${name}: waiting is ${idle.has(worker.index)}`,
    );
    law(
      worker.isAlive === !['dead', 'unborn'].includes(state),
      `${name}: alive is ${worker.isAlive}`,
    );
    if (worker.current === null) continue;
    const { request, worker: holder } = worker.current;
    law(!held.has(request), `${name}: request ${request} is held twice`);
    held.add(request);
    law(holder === worker, `${name}: its client believes otherwise`);
    law(over[request] === 0, `${name}: request ${request} had been released`);
  }
  const living = world.livingWorkers();
  const { wanted } = world.arbiter;
  law(
    living <= wanted && living + unheardDeaths(world) >= wanted,
    `${living} workers live, ${wanted} are wanted`,
  );

  law(world.frontConnections >= 0, `${world.frontConnections} connections at nginx`);
  law(
    world.scenario.front === null ||
      world.frontConnections <= world.scenario.front.worker_connections,
    `${world.frontConnections} connections at nginx`,
  );
  return breaches;
}

/** Workers that have ended so lately that the arbiter may not have heard of it. */
function unheardDeaths({ recording, queue }: Simulation['world']): number {
  let deaths = 0;
  for (let i = recording.length - 1; i >= 0; i--) {
    if (recording.at(i) < queue.nowUs - COST.dyingUs) break;
    if (recording.type(i) === EVENT['worker/exited']) deaths++;
  }
  return deaths;
}
