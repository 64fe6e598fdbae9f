import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { Run, Series } from './shapes.ts';

/** The four numbers over time that a run is judged by. */
export interface RunSeries {
  /** Requests in the backlog. */
  readonly backlog: Series;
  readonly inFlight: Series;
  /** Workers held by a request. */
  readonly busyWorkers: Series;
  /** One point per answered request: at its last byte, ms from its start. Not steps: single points. */
  readonly latency: Series;
}

const known = new WeakMap<Run, RunSeries>();

/** Backlog, requests in flight, busy workers and latency over time. One pass, then remembered. */
export function series(run: Run): RunSeries {
  const before = known.get(run);
  if (before) return before;
  const backlog = new Steps();
  const inFlight = new Steps();
  const busy = new Steps();
  const latency = { atUs: [] as number[], value: [] as number[] };
  const startedUs = new Float64Array(run.requests);
  const holder = new Map<number, number>();
  const free = (worker: number, at: number): void => {
    if (holder.delete(worker)) busy.add(at, -1);
  };
  for (let i = 0; i < run.length; i++) {
    const at = run.at(i);
    const r = run.request(i);
    switch (run.type(i)) {
      case EVENT['request/started']:
        startedUs[r] = at;
        inFlight.add(at, 1);
        break;
      case EVENT['request/answered']:
        latency.atUs.push(at);
        latency.value.push((at - (startedUs[r] as number)) / 1000);
        inFlight.add(at, -1);
        break;
      case EVENT['request/failed']:
      case EVENT['request/abandoned']:
        inFlight.add(at, -1);
        break;
      case EVENT['socket/queued']:
        backlog.add(at, 1);
        break;
      case EVENT['worker/accepted']:
        backlog.add(at, -1);
        holder.set(run.actor(i), r);
        busy.add(at, 1);
        break;
      case EVENT['worker/released']:
      case EVENT['worker/killed']:
      case EVENT['worker/exited']:
        if (run.actor(i) !== NONE) free(run.actor(i), at);
        break;
    }
  }
  const made: RunSeries = {
    backlog: { label: 'waiting for a worker (backlog)', unit: 'requests', ...backlog.columns() },
    inFlight: { label: 'requests in flight', unit: 'requests', ...inFlight.columns() },
    busyWorkers: { label: 'busy workers', unit: 'workers', ...busy.columns() },
    latency: { label: 'latency of answered requests', unit: 'ms', ...latency },
  };
  known.set(run, made);
  return made;
}

/** A count that goes up and down; at most one step per moment, no step without a change. */
class Steps {
  private readonly atUs: number[] = [0];
  private readonly value: number[] = [0];
  private now = 0;

  add(at: number, change: number): void {
    this.now += change;
    const last = this.atUs.length - 1;
    if (this.atUs[last] === at) this.value[last] = this.now;
    else {
      this.atUs.push(at);
      this.value.push(this.now);
    }
  }

  columns(): { atUs: readonly number[]; value: readonly number[] } {
    return { atUs: this.atUs, value: this.value };
  }
}
