import { Recording } from '../../recording/recording.ts';
import { EVENT, EVENTS, NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { counterpart } from './pairRequests.ts';

/** Several runs as one that can be played and stepped through. */
export interface MergedPlayable {
  /**
   * One event for each step, to be played, stepped through and marked above a scrubber; no more than that. It tells when, and of what
   * happens then in any run the weightiest: a failure, or a worker taken or released. Requests are numbered as in the first run.
   */
  readonly steps: Run;
  /** The last event of run `side` that has happened once step `index` has (-1 = none): its own event index. */
  ownEvent(side: number, index: number): number;
}

const matching = (pattern: RegExp): boolean[] => EVENTS.map((name) => pattern.test(name));
const FAILURE = matching(
  /(failed|refused|abandoned|timedOut|overflowed|killed|database\/stopped)$/,
);
const TURN = matching(/^(worker\/(accepted|released)|intervention\/applied)$/);
/** These say nothing without the request whose end they are. */
const ENDS_REQUEST = matching(/^request\/(failed|abandoned)$/);
/** Stands for whatever is worth a step and no mark. */
const QUIET = EVENT['front/closed'];

/**
 * Merges runs in order of time, so that a step leads to the next event in any of them. What happens in several runs at the same moment
 * happens in one step: runs that are alike go in lockstep, event by event.
 */
export function mergedPlayable(runs: readonly Run[]): MergedPlayable {
  const [first] = runs;
  if (!first) throw new Error('there is nothing to merge');
  const steps: Run = new Recording(first.scenario);
  steps.endUs = Math.max(...runs.map((run) => run.endUs));
  for (let r = 0; r < first.requests; r++) {
    const { population, client, arrival, route, bodyBytes, responseBytes, waitUs } = first.seed(r);
    steps.addRequest(population, client, arrival, route, bodyBytes, responseBytes, waitUs);
  }
  const done: number[][] = runs.map(() => []);
  const next = runs.map(() => 0);
  const nextUs = (run: Run, side: number): number => {
    const own = next[side] as number;
    return own < run.length ? run.at(own) : Number.POSITIVE_INFINITY;
  };
  for (;;) {
    const atUs = Math.min(...runs.map(nextUs));
    if (atUs === Number.POSITIVE_INFINITY) break;
    let mark = { type: QUIET, request: NONE, arg: 0, weight: 0 };
    for (const [side, run] of runs.entries()) {
      if (nextUs(run, side) !== atUs) continue;
      const own = next[side] as number;
      next[side] = own + 1;
      const found = markOf(run, own, first);
      if (found.weight > mark.weight) mark = found;
    }
    steps.push(atUs, mark.type, mark.request, NONE, mark.arg);
    for (const [side, own] of next.entries()) done[side]?.push(own - 1);
  }
  return {
    steps,
    ownEvent: (side, index) => (index < 0 ? NONE : (done[side]?.[index] ?? NONE)),
  };
}

function markOf(run: Run, index: number, first: Run) {
  const type = run.type(index);
  const arg = run.arg(index);
  const quiet = { type: QUIET, request: NONE, arg: 0, weight: 0 };
  if (ENDS_REQUEST[type]) {
    const request = counterpart(run, first, run.request(index));
    return request === null ? quiet : { type, request, arg, weight: 3 };
  }
  if (FAILURE[type]) return { type, request: NONE, arg, weight: 2 };
  const startsQueue = type === EVENT['socket/queued'] && arg === 1;
  return TURN[type] || startsQueue ? { type, request: NONE, arg, weight: 1 } : quiet;
}
