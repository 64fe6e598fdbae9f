import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { formatRate } from '../../scenario/units.ts';
import { bytesText, durationText } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { isNoticeable } from './differences.ts';
import { errorText, type Totals, totals } from './totals.ts';

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
const PERCENTILES = [
  ['p50Us', 'p50'],
  ['p95Us', 'p95'],
  ['p99Us', 'p99'],
] as const;

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
  const counted = (value: number): string => numberText(value, 0, 3);

  row(
    'served',
    t('Served'),
    t('requests answered with a status below 400'),
    ({ served }) => served,
    counted,
    'more',
  );
  for (const kind of kindsOf(all))
    row(
      `error ${kind}`,
      errorText(kind),
      t('requests'),
      (each) => each.errors.get(kind) ?? 0,
      counted,
      'less',
    );
  if (all.some(({ metrics }) => metrics.inFlight > 0))
    row(
      'inFlight',
      t('Under way at the end'),
      t('requests'),
      ({ metrics }) => metrics.inFlight,
      counted,
      'less',
    );

  const latency = (member: 'p50Us' | 'p95Us' | 'p99Us' | 'maxUs', key: string, label: string) =>
    row(
      `latency ${key}`,
      label,
      t('of answered requests, first byte sent to last byte received'),
      ({ metrics: { latency: found } }) => (found.count > 0 ? found[member] : null),
      durationText,
      'less',
      true,
    );
  const names = [...new Set(all.flatMap(({ metrics }) => Object.keys(metrics.latencyOf)))];
  for (const [member, name] of PERCENTILES)
    latency(member, name, t('Latency {percentile}', { percentile: name }));
  latency('maxUs', 'longest', t('Latency longest'));
  if (names.length > 1)
    for (const name of names)
      row(
        `p95 of ${name}`,
        t('Latency p95 of “{name}”', { name }),
        t('of these clients’ answered requests'),
        ({ metrics: { latencyOf } }) => (latencyOf[name]?.count ? latencyOf[name].p95Us : null),
        durationText,
        'less',
        true,
      );
  row(
    'throughput',
    t('Throughput'),
    t('answered'),
    ({ metrics }) => metrics.throughputPerSecond,
    formatRate,
    'more',
  );
  row(
    'queue',
    t('Longest wait in the queue'),
    t('for a worker, in the listen backlog'),
    ({ metrics }) => metrics.longestQueueUs,
    durationText,
    'less',
  );
  row(
    'held',
    t('Workers’ time held by clients'),
    t('waiting for slow senders and readers; greenlets and tasks hold up nobody'),
    ({ heldByClients }) => heldByClients,
    percentText,
    'less',
  );
  row(
    'busy',
    t('Workers’ time held at all'),
    t('by any request'),
    ({ metrics }) => metrics.workerUtilisation,
    percentText,
    null,
  );
  for (const name of [...new Set(runs.flatMap((run) => run.hosts.map((host) => host.name)))])
    row(
      `cpu ${name}`,
      t('CPU of host “{name}”', { name }),
      t('share of its cores’ time'),
      ({ metrics }) => metrics.hostUtilisation.find((host) => host.name === name)?.share ?? null,
      percentText,
      null,
    );
  if (all.some((each) => each.count('session/connecting') > 0))
    row(
      'sessions',
      t('Database connections opened'),
      t('each costs a password check'),
      (each) => each.count('session/connecting'),
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
  const only =
    (isCounted: boolean) =>
    ({ memory }: Totals) =>
      memory.isCounted === isCounted ? memory.bytes : null;
  if (all.some(({ memory }) => memory.isCounted))
    row(
      'memory',
      t('Memory, peak'),
      t('of worker processes and what their requests need'),
      only(true),
      bytesText,
      'less',
    );
  if (all.some(({ memory }) => !memory.isCounted))
    row(
      'memoryEstimate',
      t('Memory, estimate'),
      t('most processes at once × memory of one'),
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
  const percent = numberText(share * 100, share > 0 && share < 0.1 ? 1 : 0);
  return t('{percent} %', { percent });
}
