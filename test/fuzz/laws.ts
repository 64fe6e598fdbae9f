import { checkConservation } from '../../src/insight/conservation.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT } from '../../src/recording/vocabulary.ts';
import type { Population } from '../../src/scenario/scenario.ts';
import type { AppServer } from '../../src/sim/appServer.ts';
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
    // The news may have been lost on its way, and sent again when the network was back.
    if (recording.scenario.script.some((step) => step.do === 'unplug-host')) return false;
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
    const request = recording.request(i);
    if (type === EVENT['worker/released'] || type === EVENT['worker/exited'])
      if (request >= 0 && over[request] === 0) over[request] = 1;
    // Sent to the app once more: whoever had it before may be done with it, or not.
    if (type === EVENT['upstream/retried']) over[request] = 2;
  }

  const ended = world.answered + world.refused + world.failed + world.abandoned;
  law(
    world.arrived === recording.requests,
    `${world.arrived} arrived, ${recording.requests} recorded`,
  );
  law(ended <= world.arrived, `${ended} ended, but only ${world.arrived} arrived`);

  const { database } = world;
  if (database !== null) {
    const holding = world.sessions.filter((session) => session.holdsSlot).length;
    const { sessionsOpen, sessionsUsable } = database;
    law(sessionsOpen >= 0, `${sessionsOpen} sessions open`);
    law(
      sessionsOpen <= Math.max(0, sessionsUsable),
      `${sessionsOpen} of ${sessionsUsable} sessions`,
    );
    law(holding === sessionsOpen, `${holding} hold a slot, ${sessionsOpen} are counted`);
  }
  for (const slot of world.slots)
    law(
      !slot.session?.holdsSlot || slot.worker.isAlive,
      `session ${slot.session?.index} outlived its worker`,
    );

  const held = new Set<number>();
  const hold = (request: number, name: string) => {
    law(!held.has(request), `${name}: request ${request} is held twice`);
    held.add(request);
    law(over[request] !== 1, `${name}: request ${request} had been released`);
  };
  for (const app of world.apps) checkApp(app, law, hold, recording);

  for (const { connections, places, traits, actor } of world.fronts) {
    const name = `front server ${actor}`;
    law(connections >= 0, `${name}: ${connections} connections`);
    if (places === null)
      law(connections <= traits.connections, `${name}: ${connections} connections`);
    else {
      law(places.inUse <= traits.connections, `${name}: ${places.inUse} threads in use`);
      law(
        places.queued === 0 || !places.hasFree,
        `${name}: a thread is free, ${places.queued} wait`,
      );
    }
  }
  return breaches;
}

type Law = (kept: boolean, what: string) => void;

function checkApp(
  app: AppServer,
  law: Law,
  hold: (request: number, name: string) => void,
  recording: Simulation['recording'],
): void {
  const { listener, traits } = app;
  const limit = app.world.scenario.socket.backlog;
  law(listener.backlog.length <= limit + 1, `${listener.backlog.length} in a backlog of ${limit}`);
  const idle = new Set<object>(listener.idle);
  law(idle.size === listener.idle.length, 'somebody waits twice at the socket');
  law(
    !listener.hasTaker || listener.backlog.length === 0,
    'somebody waits in the backlog while somebody could take it',
  );
  for (const worker of app.workers) {
    const life = worker.chart.states[worker.state] ?? '';
    const place = `worker ${worker.index} in ${life}`;
    law(
      worker.isAlive === !['dead', 'unborn'].includes(life),
      `${place}: alive is ${worker.isAlive}`,
    );
    law(
      worker.pooled.length === 0 || worker.freeSlots.length === 0 || life.endsWith('lingering'),
      `${place}: ${worker.pooled.length} wait for a slot while one is free`,
    );
    law(worker.connections >= 0, `${place}: ${worker.connections} connections`);
    law(worker.isAlive || worker.parked.size === 0, `${place}: keeps connections`);
    if (traits.acceptsInLoop)
      law(!idle.has(worker) || worker.isAlive, `${place}: waits at the socket`);
    for (const slot of worker.slots) {
      const state = slot.chart.states[slot.state] ?? '';
      const name = `slot ${slot.index} in ${state}`;
      law(slot.isHeld === state.startsWith('held'), `${name}: held is ${slot.isHeld}`);
      law(!slot.isHeld || worker.isAlive, `${name}: holds a request of a dead process`);
      if (!traits.acceptsInLoop)
        law(
          idle.has(slot) === (state === 'idle') || worker.isStopping || worker.suspension !== null,
          `${name}: waiting is ${idle.has(slot)}`,
        );
      if (slot.current === null) continue;
      // What nginx has given up may be dealt with elsewhere by now.
      if (!slot.current.upstreamGone) hold(slot.current.request, name);
      law(slot.current.slot === slot, `${name}: its client believes otherwise`);
    }
  }
  const living = app.livingWorkers();
  const { wanted } = app.arbiter;
  const phase = app.arbiter.chart.states[app.arbiter.state];
  const { respawns, seesDeathAtLook, reloads } = app.traits;
  // Elsewhere nobody replaces the dead, or only when somebody looks.
  if (phase === 'watching' && respawns && !seesDeathAtLook && reloads !== 'at-once')
    law(
      living + unheardDeaths(recording, app.world.queue.nowUs) >= wanted,
      `${living} workers live, ${wanted} are wanted`,
    );
}

/** Workers that have ended so lately that the arbiter may not have heard of it. */
function unheardDeaths(recording: Simulation['recording'], nowUs: number): number {
  let deaths = 0;
  for (let i = recording.length - 1; i >= 0; i--) {
    if (recording.at(i) < nowUs - COST.dyingUs) break;
    if (recording.type(i) === EVENT['worker/exited']) deaths++;
  }
  return deaths;
}
