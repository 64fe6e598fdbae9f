import { formatRate } from '../../scenario/units.ts';
import { bytesText, durationText } from '../plainWords.ts';
import type { Percentiles, Run } from '../shapes.ts';
import { isNoticeable } from './differences.ts';
import { type Totals, totals } from './totals.ts';

/** One measure of several runs. */
export interface CompareRow {
  readonly key: string;
  readonly label: string;
  /** What it is, in plain words; how it was come by where that needs saying. */
  readonly words: string;
  /** Null: this run has nothing to measure there. In µs, bytes, shares or counts; `texts` say the unit. */
  readonly values: readonly (number | null)[];
  readonly texts: readonly string[];
  /** The runs that do best; empty where all are alike or no value is better than another. */
  readonly best: readonly number[];
}

/** Runs that serve so much less than the best one may not win by being quick with the rest. */
const SERVED_WITHIN = 0.01;

/**
 * What runs amount to, side by side: answers and errors by kind, percentiles, throughput, cores, memory, whose time workers spent.
 * Latencies are of answered requests, so a run that loses requests is not marked as best in them.
 */
export function compareTable(runs: readonly Run[]): CompareRow[] {
  const all = runs.map(totals);
  const mostServed = Math.max(...all.map(({ servedShare }) => servedShare));
  const mayWin = all.map(({ servedShare }) => servedShare >= mostServed - SERVED_WITHIN);
  const rows: CompareRow[] = [];
  const row = (
    key: string,
    label: string,
    words: string,
    read: (each: Totals, index: number) => number | null,
    text: (value: number) => string,
    better: 'more' | 'less' | null,
    isLatency = false,
  ): void => {
    const values = all.map(read);
    const texts = values.map((value) => (value === null ? '–' : text(value)));
    const able = values.map((value, i) => (isLatency && !mayWin[i] ? null : value));
    const best = better === null ? [] : bestOf(able, texts, better, isLatency);
    rows.push({ key, label, words, values, texts, best });
  };
  const counted = (value: number): string => value.toLocaleString('en');

  row(
    'served',
    'Served',
    'requests answered with a status below 400',
    (t) => t.served,
    counted,
    'more',
  );
  for (const kind of kindsOf(all))
    row(
      `error ${kind}`,
      upperFirst(kind),
      'requests',
      (t) => t.errors.get(kind) ?? 0,
      counted,
      'less',
    );
  if (all.some((t) => t.metrics.inFlight > 0))
    row('inFlight', 'Under way at the end', 'requests', (t) => t.metrics.inFlight, counted, 'less');

  const latency = (key: string, of: string, read: (t: Totals) => Percentiles | undefined): void => {
    const names = { p50Us: 'p50', p95Us: 'p95', p99Us: 'p99', maxUs: 'longest' } as const;
    for (const [member, name] of Object.entries(names))
      row(
        `${key} ${name}`,
        `Latency ${name}${of}`,
        'of answered requests, first byte sent to last byte received',
        (t) => {
          const found = read(t);
          return found && found.count > 0 ? found[member as keyof typeof names] : null;
        },
        durationText,
        'less',
        true,
      );
  };
  const names = [...new Set(all.flatMap((t) => Object.keys(t.metrics.latencyOf)))];
  latency('latency', '', (t) => t.metrics.latency);
  if (names.length > 1)
    for (const name of names)
      row(
        `p95 of ${name}`,
        `Latency p95 of “${name}”`,
        'of these clients’ answered requests',
        (t) => (t.metrics.latencyOf[name]?.count ? t.metrics.latencyOf[name].p95Us : null),
        durationText,
        'less',
        true,
      );
  row(
    'throughput',
    'Throughput',
    'answered',
    (t) => t.metrics.throughputPerSecond,
    formatRate,
    'more',
  );
  row(
    'queue',
    'Longest wait in the queue',
    'for a worker, in the listen backlog',
    (t) => t.metrics.longestQueueUs,
    durationText,
    'less',
  );
  row(
    'held',
    'Workers’ time held by clients',
    'waiting for slow senders and readers; greenlets and tasks hold up nobody',
    (t) => t.heldByClients,
    percentText,
    'less',
  );
  row(
    'busy',
    'Workers’ time held at all',
    'by any request',
    (t) => t.metrics.workerUtilisation,
    percentText,
    null,
  );
  for (const name of [...new Set(runs.flatMap((run) => run.hosts.map((host) => host.name)))])
    row(
      `cpu ${name}`,
      `CPU of host “${name}”`,
      'share of its cores’ time',
      (t) => t.metrics.hostUtilisation.find((host) => host.name === name)?.share ?? null,
      percentText,
      null,
    );
  if (all.some((t) => t.count('session/connecting') > 0))
    row(
      'sessions',
      'Database connections opened',
      'each costs a password check',
      (t) => t.count('session/connecting'),
      counted,
      'less',
    );
  memoryRows(all, row);
  return rows;
}

type Row = (
  key: string,
  label: string,
  words: string,
  read: (each: Totals, index: number) => number | null,
  text: (value: number) => string,
  better: 'more' | 'less' | null,
) => void;

/** Counted and estimated figures are not of one kind, so each has a row of its own. */
function memoryRows(all: readonly Totals[], row: Row): void {
  const only = (isCounted: boolean) => (t: Totals) =>
    t.memory.isCounted === isCounted ? t.memory.bytes : null;
  if (all.some((t) => t.memory.isCounted))
    row(
      'memory',
      'Memory, peak',
      'of worker processes and what their requests need',
      only(true),
      bytesText,
      'less',
    );
  if (all.some((t) => !t.memory.isCounted))
    row(
      'memoryEstimate',
      'Memory, estimate',
      'most processes at once × memory of one',
      only(false),
      bytesText,
      'less',
    );
}

/** Every kind of error that any run has, the most frequent first. */
function kindsOf(all: readonly Totals[]): string[] {
  const sums = new Map<string, number>();
  for (const { errors } of all)
    for (const [kind, count] of errors) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return [...sums].sort((p, q) => q[1] - p[1]).map(([kind]) => kind);
}

/** Values that read the same are the same; latencies that nobody could tell apart likewise. */
function bestOf(
  values: readonly (number | null)[],
  texts: readonly string[],
  better: 'more' | 'less',
  isLatency: boolean,
): number[] {
  const present = values.filter((value) => value !== null);
  if (present.length < 2) return [];
  const top = better === 'more' ? Math.max(...present) : Math.min(...present);
  const topText = texts[values.indexOf(top)];
  const isBest = (value: number | null, i: number): boolean =>
    value !== null && (texts[i] === topText || (isLatency && !isNoticeable(top, value)));
  const best = values.flatMap((value, i) => (isBest(value, i) ? [i] : []));
  return best.length === present.length ? [] : best;
}

/** A share as people read it: `0.4 %`, `62 %`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
