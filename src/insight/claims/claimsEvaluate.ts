import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { type RequestRow, requestTable } from '../../recording/requestTable.ts';
import { EVENT } from '../../recording/vocabulary.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { formatRate } from '../../scenario/units.ts';
import { metrics } from '../metrics.ts';
import { percentiles } from '../percentiles.ts';
import { bytesText, durationText, requestName } from '../plainWords.ts';
import type { Metrics, Run, Stretch } from '../shapes.ts';
import { waterfall } from '../waterfall.ts';
import {
  kindOfMeasure,
  type Measure,
  type MeasureKind,
  STRETCHES,
  type Statistic,
  type StretchKey,
} from './claimsMeasure.ts';
import { longestQueue, momentOf, queueAt, requestOf } from './claimsReference.ts';
import { stretchText } from './stretchText.ts';

/** A measure's value in a run: µs, bytes, a count, a share from 0 to 1, or words. */
export type Measured = number | string;

/** Reads a measure off a run; null where the run has nothing to measure (no such request, nobody answered). */
export function evaluate(run: Run, measure: Measure): Measured | null {
  switch (measure.of) {
    case 'latency':
      return statistic(latencies(run, measure.population), measure.statistic);
    case 'wait':
      return statistic(waits(run, measure.population), measure.statistic);
    case 'tally':
      return rowsOf(run, measure.population).filter(
        (row) =>
          measure.tally === 'requests' ||
          (measure.tally === 'unanswered'
            ? row.outcome !== 'answered'
            : row.outcome === measure.tally),
      ).length;
    case 'status':
      return rowsOf(run, measure.population).filter((row) => row.status === measure.status).length;
    case 'events':
      return countOf(run, EVENT[measure.event]);
    case 'moment':
      return momentOf(run, measure.moment);
    case 'queue': {
      if (measure.moment === null) return longestQueue(run).length;
      const at = momentOf(run, measure.moment);
      return at === null ? null : queueAt(run, at);
    }
    case 'workers':
      return traitsOf(run.scenario.app).processes;
    case 'workers busy':
      return metricsOf(run).workerUtilisation;
    case 'workers held by clients':
      return metricsOf(run).workerHeldByClients;
    case 'mean queue':
      return metricsOf(run).meanQueue;
    case 'throughput':
      return metricsOf(run).throughputPerSecond;
    default: {
      const request = requestOf(run, measure.request);
      return request === null ? null : ofRequest(run, measure, request);
    }
  }
}

const known = new WeakMap<Run, Metrics>();

/** Of the whole run, and remembered: a lesson claims several of them. */
function metricsOf(run: Run): Metrics {
  let found = known.get(run);
  if (!found) {
    found = metrics(run);
    known.set(run, found);
  }
  return found;
}

function ofRequest(
  run: Run,
  measure: Extract<Measure, { request: unknown }>,
  request: number,
): Measured | null {
  const row = requestTable(run)[request] as RequestRow;
  switch (measure.of) {
    case 'total':
      return row.endUs === null ? null : row.endUs - row.startUs;
    case 'hold':
      return row.acceptedUs === null ? 0 : heldUntil(run, row) - row.acceptedUs;
    case 'answer':
      return row.status;
    case 'number':
      return requestName(request);
    case 'worker':
      return row.worker === null ? null : row.worker + 1;
    case 'body':
      return run.seed(request).bodyBytes;
    case 'stretch':
      return stretchTotals(run, request).get(measure.stretch) ?? 0;
    case 'longest stretch': {
      const [longest] = [...stretchTotals(run, request)].sort((a, b) => b[1] - a[1]);
      return longest?.[0] ?? null;
    }
  }
}

/** When a request let go of its worker: released it, or ended with it; the end of the run where neither came. */
function heldUntil(run: Run, { acceptedUs, releasedUs, process }: RequestRow): number {
  if (releasedUs !== null) return releasedUs;
  for (let i = run.countUntil(acceptedUs ?? 0); i < run.length; i++)
    if (run.type(i) === EVENT['worker/exited'] && run.actor(i) === process) return run.at(i);
  return run.endUs;
}

/** Time of each kind of stretch in a request's waterfall. */
function stretchTotals(run: Run, request: number): Map<Stretch['key'], number> {
  const totals = new Map<Stretch['key'], number>();
  for (const { key, fromUs, untilUs } of waterfall(run, request))
    totals.set(key, (totals.get(key) ?? 0) + (untilUs ?? run.endUs) - fromUs);
  return totals;
}

function rowsOf(run: Run, population: string | null): RequestRow[] {
  const rows = requestTable(run);
  if (population === null) return [...rows];
  const index = run.scenario.clients.findIndex(({ name }) => name === population);
  return rows.filter((row) => run.seed(row.id).population === index);
}

function latencies(run: Run, population: string | null): number[] {
  return rowsOf(run, population).flatMap((row) =>
    row.outcome === 'answered' && row.endUs !== null ? [row.endUs - row.startUs] : [],
  );
}

function waits(run: Run, population: string | null): number[] {
  return rowsOf(run, population).flatMap((row) =>
    row.queuedUs === null ? [] : [(row.acceptedUs ?? run.endUs) - row.queuedUs],
  );
}

/** As the charts compute it, so that text and picture agree. Null for no values. */
function statistic(values: number[], which: Statistic): number | null {
  if (values.length === 0) return null;
  const p = percentiles(values);
  switch (which) {
    case 'mean':
      return Math.round(p.meanUs);
    case 'median':
      return p.p50Us;
    case 'longest':
      return p.maxUs;
    default:
      return p[`${which}Us`];
  }
}

function countOf(run: Run, type: number): number {
  let count = 0;
  for (let i = 0; i < run.length; i++) if (run.type(i) === type) count++;
  return count;
}

/** For people: `3.9 s`, `40 %`, `12`, `900 kB`. */
export function measuredText(kind: MeasureKind, value: Measured): string {
  if (typeof value === 'string') return value;
  switch (kind) {
    case 'duration':
      return durationText(value);
    case 'share':
      return t('{percent} %', { percent: String(Math.round(value * 100)) });
    case 'rate':
      return formatRate(value);
    case 'bytes':
      return bytesText(value);
    case 'count':
      if (Number.isInteger(value)) return numberText(value);
      return value < 1000 ? numberText(value, 0, 1) : String(Number(value.toFixed(1)));
    case 'text':
      return String(value);
  }
}

/** A value of a measure for people. */
export const valueText = (measure: Measure, value: Measured): string =>
  measure.of === 'longest stretch' && isStretch(value)
    ? stretchText(value)
    : measuredText(kindOfMeasure(measure), value);

const isStretch = (value: Measured): value is StretchKey =>
  (STRETCHES as readonly Measured[]).includes(value);

/** A measure's value as people read it, or null where there is nothing to measure. */
export function measureText(run: Run, measure: Measure): string | null {
  const value = evaluate(run, measure);
  return value === null ? null : valueText(measure, value);
}
