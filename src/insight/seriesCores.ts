import { msg, t } from '../language/t.ts';
import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { Route } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import type { Run, Series } from './shapes.ts';
import { slotTable } from './state/slotTable.ts';

/** Cores of one host that have work, over time. */
export interface CoresOverTime extends Series {
  readonly host: string;
  readonly cores: number;
}

const known = new WeakMap<Run, CoresOverTime[]>();

/**
 * How many cores of each host are busy, over time, worked out from the events: Python's own work in views, queries in their database,
 * and workers that start. What takes microseconds only (nginx, Gunicorn around the view, a worker's end) is left out, and a host's total
 * for the whole run (`recording.hosts`) is therefore a little more. Python threads of one process share one core.
 */
export function coresOverTime(run: Run): readonly CoresOverTime[] {
  const before = known.get(run);
  if (before) return before;
  const { app, database, hosts } = run.scenario;
  const changes: { at: number; by: number; host: number; process: number }[] = [];
  const work = (host: number, fromUs: number, untilUs: number, process: number): void => {
    const until = Math.min(untilUs, run.endUs);
    if (until <= fromUs) return;
    changes.push({ at: fromUs, by: 1, host, process }, { at: until, by: -1, host, process });
  };
  const { instanceOf } = slotTable(run);
  /** Of a process; where nobody has taken a request yet, of the first app server. */
  const hostOfProcess = (process: number): number =>
    hostOf(app, process === NONE ? 0 : instanceOf(process));
  /** A file is read where the process is that asks. */
  const databaseHost = (process: number): number =>
    !database || database.kind === 'sqlite' ? hostOfProcess(process) : database.host;
  const isAFile = !database || database.kind === 'sqlite';
  const halfUs = isAFile ? 0 : database.rttUs / 2;

  /** Python's own work of a request since, or -1; which part of its route it is in; where it runs. */
  const sinceUs = new Float64Array(run.requests).fill(-1);
  const part = new Int32Array(run.requests).fill(NONE);
  const workerOf = new Int32Array(run.requests).fill(NONE);
  const askedUs = new Float64Array(run.requests).fill(-1);
  const bootingUs = new Map<number, number>();
  const neighbours = new Map<number, number>();
  let paused: number[] = [];
  let cutUs = Number.NEGATIVE_INFINITY;
  const stop = (r: number, at: number, isCut: boolean): void => {
    const from = sinceUs[r] as number;
    sinceUs[r] = -1;
    if (r < 0 || from < 0) return;
    const seed = run.seed(r);
    const route = run.scenario.routes[seed.route] as Route;
    const span = route.spans[part[r] as number];
    const cpuUs = span ? span.cpuUs : route.cpuUs;
    const isSpinning = route.effect === 'spin';
    if (cpuUs === 0 && !isSpinning) return;
    // Within a part its work comes before its wait; one that was cut short may not have come to the wait.
    const waitUs = span ? span.waitUs : seed.waitUs;
    const untilUs = isSpinning || isCut ? at : at - waitUs;
    const process = workerOf[r] as number;
    work(
      hostOfProcess(process),
      from,
      isCut && !isSpinning ? Math.min(untilUs, from + cpuUs) : untilUs,
      process,
    );
  };
  for (let i = 0; i < run.length; i++) {
    const r = run.request(i);
    const at = run.at(i);
    switch (run.type(i)) {
      case EVENT['host/busied']: {
        // Other programs compute there: so many more, or fewer, from now on.
        const by = run.arg(i) - (neighbours.get(run.actor(i)) ?? 0);
        neighbours.set(run.actor(i), run.arg(i));
        if (by !== 0) changes.push({ at, by, host: run.actor(i), process: NONE });
        break;
      }
      case EVENT['worker/paused']:
        for (let k = 0; k < run.requests; k++)
          if (workerOf[k] === run.actor(i) && (sinceUs[k] as number) >= 0) {
            stop(k, at, true);
            paused.push(k);
          }
        break;
      case EVENT['worker/resumed']:
        for (const k of paused) if (workerOf[k] === run.actor(i)) sinceUs[k] = at;
        paused = paused.filter((k) => workerOf[k] !== run.actor(i));
        break;
      case EVENT['worker/forked']:
        bootingUs.set(run.actor(i), at);
        break;
      case EVENT['worker/booted']:
        if (traitsOf(app).bootUs === app.bootUs)
          work(hostOfProcess(run.actor(i)), bootingUs.get(run.actor(i)) ?? at, at, NONE);
        bootingUs.delete(run.actor(i));
        break;
      case EVENT['worker/accepted']:
        workerOf[r] = run.slots[run.actor(i)]?.process ?? run.actor(i);
        break;
      case EVENT['view/entered']:
        sinceUs[r] = at;
        part[r] = NONE;
        break;
      case EVENT['span/entered']:
      case EVENT['span/left']:
        stop(r, at, false);
        part[r] = run.type(i) === EVENT['span/entered'] ? run.arg(i) : NONE;
        sinceUs[r] = at;
        break;
      case EVENT['session/connecting']:
        stop(r, at, false);
        if (r !== NONE) askedUs[r] = at + 2 * halfUs;
        break;
      case EVENT['session/connected']:
      case EVENT['session/refused']:
        // Checking a password is work of the database; while a host was unplugged, nobody knows how much of the time it was.
        if (r !== NONE && (askedUs[r] as number) > cutUs)
          work(databaseHost(workerOf[r] as number), askedUs[r] as number, at - halfUs, NONE);
        if (r !== NONE) askedUs[r] = -1;
        if (run.type(i) === EVENT['session/refused'] && r !== NONE) sinceUs[r] = at;
        break;
      case EVENT['host/unplugged']:
      case EVENT['host/plugged']:
        cutUs = at;
        break;
      case EVENT['query/started']:
        // A query after the view's own work is one of the next part: what lay between was work alone.
        stop(r, at, false);
        askedUs[r] = at + halfUs;
        break;
      case EVENT['lock/waiting']:
        askedUs[r] = -1;
        break;
      case EVENT['lock/taken']:
        askedUs[r] = at;
        break;
      case EVENT['query/finished']:
      case EVENT['query/failed']:
        if (r === NONE) break;
        if ((askedUs[r] as number) >= 0)
          work(
            databaseHost(workerOf[r] as number),
            // What waited for a host that was away is no work: only the query itself is.
            (askedUs[r] as number) > cutUs
              ? (askedUs[r] as number)
              : Math.max(askedUs[r] as number, at - halfUs - queryUsOf(run, r, part[r] as number)),
            at - halfUs,
            isAFile ? (workerOf[r] as number) : NONE,
          );
        askedUs[r] = -1;
        sinceUs[r] = at;
        break;
      case EVENT['view/left']:
        stop(r, at, false);
        break;
      case EVENT['worker/released']:
      case EVENT['view/cancelled']:
        if (r !== NONE) stop(r, at, true);
        break;
      case EVENT['worker/killed']:
      case EVENT['worker/exited']:
        bootingUs.delete(run.actor(i));
        for (let k = 0; k < run.requests; k++)
          if (workerOf[k] === run.actor(i) && (sinceUs[k] as number) >= 0) stop(k, at, true);
        break;
    }
  }
  for (let r = 0; r < run.requests; r++) if ((sinceUs[r] as number) >= 0) stop(r, run.endUs, true);
  for (const [process, from] of bootingUs) work(hostOfProcess(process), from, run.endUs, NONE);

  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  const made = hosts.map((host, index): CoresOverTime => {
    const atUs = [0];
    const value = [0];
    let free = 0;
    const inProcess = new Map<number, number>();
    for (const { at, by, host: of, process: p } of changes) {
      if (of !== index) continue;
      if (p === NONE) free += by;
      else {
        const left = (inProcess.get(p) ?? 0) + by;
        if (left > 0) inProcess.set(p, left);
        else inProcess.delete(p);
      }
      const busy = Math.min(host.cores, free + inProcess.size);
      if (atUs.at(-1) === at) value[value.length - 1] = busy;
      else if (busy !== value.at(-1)) {
        atUs.push(at);
        value.push(busy);
      }
    }
    return {
      host: host.name,
      cores: host.cores,
      get label() {
        return t('busy cores of {host}', { host: host.name });
      },
      unit: msg('cores'),
      atUs,
      value,
    };
  });
  known.set(run, made);
  return made;
}

/** Work of the database for one query of the part of a route that a request is in. */
function queryUsOf(run: Run, request: number, part: number): number {
  const route = run.scenario.routes[run.seed(request).route] as Route;
  return route.spans[part]?.queryUs ?? route.queryUs;
}
