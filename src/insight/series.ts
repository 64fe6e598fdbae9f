import { msg, t } from '../language/t.ts';
import { EVENT, EVENTS } from '../recording/vocabulary.ts';
import { appProgram, takerOf } from './programs.ts';
import type { Run, Series } from './shapes.ts';
import { NEVER, runIndex } from './state/runIndex.ts';
import { newWorld, step } from './state/world.ts';

/** The numbers over time that a run is judged by. */
export interface RunSeries {
  /** Requests in the backlog. */
  readonly backlog: Series;
  /** Requests accepted by a process that has no thread for them. */
  readonly pooled: Series;
  readonly inFlight: Series;
  /** Workers (or their threads, greenlets, tasks) held by a request. */
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
  const pooled = new Steps();
  const latency = { atUs: [] as number[], value: [] as number[] };
  const startedUs = new Float64Array(run.requests);
  const index = runIndex(run);
  const world = newWorld(run);
  const follow = (at: number): void => {
    let held = 0;
    let waiting = 0;
    for (const p of world.processes) {
      held += p.busy;
      waiting += p.pooled.length;
    }
    busy.set(at, held);
    pooled.set(at, waiting);
  };
  for (let i = 0; i < run.length; i++) {
    const at = run.at(i);
    const r = run.request(i);
    step(world, run, i, index);
    const type = run.type(i);
    if (CHANGES_HOLDING[type]) follow(at);
    switch (type) {
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
    }
  }
  for (const { at, change } of backlogChanges(run)) backlog.add(at, change);
  const made: RunSeries = {
    backlog: {
      get label() {
        const taker = takerOf(appProgram(run.scenario));
        return t('waiting for {taker} (backlog)', { taker });
      },
      unit: msg('requests'),
      ...backlog.columns(),
    },
    pooled: {
      get label() {
        return t('waiting for a thread');
      },
      unit: msg('requests'),
      ...pooled.columns(),
    },
    inFlight: {
      get label() {
        return t('requests in flight');
      },
      unit: msg('requests'),
      ...inFlight.columns(),
    },
    busyWorkers: {
      get label() {
        return t('busy workers');
      },
      unit: msg('workers'),
      ...busy.columns(),
    },
    latency: {
      get label() {
        return t('latency of answered requests');
      },
      unit: 'ms',
      ...latency,
    },
  };
  known.set(run, made);
  return made;
}

const CHANGES_HOLDING = EVENTS.map((name) =>
  /^worker\/(accepted|released|killed|exited|forked)|^connection\//.test(name),
);

/** Every entering and leaving of a backlog, in order. */
function backlogChanges(run: Run): { at: number; change: number }[] {
  const { queuedAt, unqueuedAt, stays } = runIndex(run);
  const changes: { i: number; change: number }[] = [];
  const stay = (from: number, until: number): void => {
    if (from !== NEVER) changes.push({ i: from, change: 1 });
    if (from !== NEVER && until !== NEVER) changes.push({ i: until, change: -1 });
  };
  for (let r = 0; r < run.requests; r++) stay(queuedAt[r] as number, unqueuedAt[r] as number);
  for (const list of stays.values()) for (const [from, until] of list) stay(from, until);
  return changes.sort((a, b) => a.i - b.i).map(({ i, change }) => ({ at: run.at(i), change }));
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

  set(at: number, value: number): void {
    if (value !== this.now) this.add(at, value - this.now);
  }

  columns(): { atUs: readonly number[]; value: readonly number[] } {
    return { atUs: this.atUs, value: this.value };
  }
}
