import { msg, t } from '../../language/t.ts';
import { requestTable } from '../../recording/requestTable.ts';
import { EVENT, EVENTS, type EventName } from '../../recording/vocabulary.ts';
import { metrics } from '../metrics.ts';
import type { Metrics, Run } from '../shapes.ts';
import { slotTable } from '../state/slotTable.ts';
import { type MemoryPeak, memoryPeak } from './memoryPeak.ts';

/** What a whole run amounts to, as far as runs are compared by it. */
export interface Totals {
  readonly metrics: Metrics;
  /** Requests answered with a status below 400, and their share of those that started, 0..1. */
  readonly served: number;
  readonly servedShare: number;
  /** How often something went wrong, by kind: `answered 502`, `given up by the client`; {@link errorText} says them. */
  readonly errors: ReadonlyMap<string, number>;
  readonly memory: MemoryPeak;
  /** Mean time from a view's beginning to its end, µs; 0 where no view ended. */
  readonly meanViewUs: number;
  /** Mean time from a request's wish to its last byte on the way, µs: for a connection, for TLS, for its turn. */
  readonly meanUnsentUs: number;
  /**
   * Share of the workers' time in which clients held them, 0..1; null where none can (greenlets and tasks come as they are needed).
   */
  readonly heldByClients: number | null;
  /** How often each word of the vocabulary was said. */
  count(name: EventName): number;
}

const known = new WeakMap<Run, Totals>();

/** Totals of a run, worked out once. */
export function totals(run: Run): Totals {
  const before = known.get(run);
  if (before) return before;
  const counts = new Uint32Array(EVENTS.length);
  for (let i = 0; i < run.length; i++) counts[run.type(i)] = (counts[run.type(i)] ?? 0) + 1;
  const errors = new Map<string, number>();
  let served = 0;
  let started = 0;
  let views = 0;
  let viewsUs = 0;
  let sent = 0;
  let unsentUs = 0;
  for (const row of requestTable(run)) {
    started++;
    if (row.viewStartUs !== null && row.viewEndUs !== null) {
      views++;
      viewsUs += row.viewEndUs - row.viewStartUs;
    }
    if (row.sentUs !== null) {
      sent++;
      unsentUs += row.sentUs - row.startUs;
    }
    const kind = errorOf(row.outcome, row.status, row.error);
    if (kind) errors.set(kind, (errors.get(kind) ?? 0) + 1);
    else if (row.outcome === 'answered') served++;
  }
  const sums = metrics(run);
  const made: Totals = {
    metrics: sums,
    served,
    servedShare: started > 0 ? served / started : 1,
    errors,
    memory: memoryPeak(run),
    meanViewUs: views > 0 ? viewsUs / views : 0,
    meanUnsentUs: sent > 0 ? unsentUs / sent : 0,
    heldByClients: slotTable(run).fixed ? sums.workerHeldByClients : null,
    count: (name) => counts[EVENT[name]] ?? 0,
  };
  known.set(run, made);
  return made;
}

function errorOf(outcome: string, status: number | null, error: string | null): string | null {
  if (outcome === 'answered') return (status ?? 0) >= 400 ? `answered ${status}` : null;
  if (outcome === 'abandoned') return 'given up by the client';
  if (outcome === 'refused') return 'connection refused';
  return outcome === 'failed' ? (error ?? 'no answer').replaceAll('-', ' ') : null;
}

/** A kind of {@link Totals.errors} as a title: `Answered 502`. */
export function errorText(kind: string): string {
  const [, status] = /^answered (\d+)$/.exec(kind) ?? [];
  if (status !== undefined) return t('Answered {status}', { status });
  return t(ERRORS[kind] ?? msg('No answer'));
}

const ERRORS: Readonly<Record<string, string>> = {
  'given up by the client': msg('Given up by the client'),
  'connection refused': msg('Connection refused'),
  refused: msg('Refused##a connection'),
  'empty reply': msg('Empty reply'),
  truncated: msg('Truncated##an answer'),
  reset: msg('Reset##a connection'),
  'client abort': msg('Client abort'),
  'eof in request': msg('Eof in request##the server closed while the request was being sent'),
};
