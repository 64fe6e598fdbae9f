import { requestTable } from '../recording/requestTable.ts';
import { lanes } from './lanes.ts';
import { percentiles } from './percentiles.ts';
import { series } from './series.ts';
import type { Metrics, Run, Series } from './shapes.ts';
import { slotTable } from './state/slotTable.ts';

/**
 * What a run amounts to within a window (the whole run unless given; `fromUs` belongs to it, `untilUs` does not, unless
 * it is the end of the run). Requests are counted where they start, ends and latencies where they end; `inFlight` is
 * what is under way at the end of the window. Shares are of the workers' time while they exist.
 */
export function metrics(run: Run, within: { fromUs?: number; untilUs?: number } = {}): Metrics {
  const fromUs = Math.max(0, within.fromUs ?? 0);
  const untilUs = Math.min(run.endUs, within.untilUs ?? run.endUs);
  const inside = (at: number): boolean =>
    at >= fromUs && (at < untilUs || (at === untilUs && untilUs === run.endUs));
  const spanUs = Math.max(1, untilUs - fromUs);
  const counts = { arrived: 0, answered: 0, refused: 0, failed: 0, abandoned: 0, inFlight: 0 };
  const byStatus: Record<string, number> = {};
  const latencies: number[] = [];
  const latenciesOf: number[][] = run.scenario.clients.map(() => []);
  const pageLoads: number[] = [];
  const lockWaits: number[] = [];
  const more = { retries: 0, cancelled: 0, reused: 0 };
  let longestQueueUs = 0;
  for (const row of requestTable(run)) {
    if (inside(row.startUs)) {
      counts.arrived++;
      if (row.repeats !== null) more.retries++;
      if (row.carriedBefore !== null && row.carriedBefore > 0) more.reused++;
    }
    if (row.pageLoadUs !== null && inside(row.startUs + row.pageLoadUs))
      pageLoads.push(row.pageLoadUs);
    if (row.lockUs > 0 && inside(row.viewEndUs ?? row.endUs ?? untilUs)) lockWaits.push(row.lockUs);
    if (row.cancelled && inside(row.viewEndUs ?? row.endUs ?? untilUs)) more.cancelled++;
    if (row.queuedUs !== null) {
      const queueEndUs = Math.min(row.acceptedUs ?? untilUs, untilUs);
      if (queueEndUs >= fromUs)
        longestQueueUs = Math.max(longestQueueUs, queueEndUs - Math.max(row.queuedUs, fromUs));
    }
    const ended = row.endUs !== null && (row.endUs < untilUs || inside(row.endUs));
    if (!ended && (row.startUs < untilUs || inside(row.startUs))) counts.inFlight++;
    if (row.endUs === null || row.outcome === 'in-flight' || !inside(row.endUs)) continue;
    counts[row.outcome]++;
    if (row.outcome !== 'answered') continue;
    byStatus[String(row.status)] = (byStatus[String(row.status)] ?? 0) + 1;
    latencies.push(row.endUs - row.startUs);
    latenciesOf[run.seed(row.id).population]?.push(row.endUs - row.startUs);
  }
  const s = series(run);
  return {
    ...counts,
    byStatus,
    latency: percentiles(latencies),
    latencyOf: Object.fromEntries(
      run.scenario.clients.map((p, i) => [p.name, percentiles(latenciesOf[i] ?? [])]),
    ),
    throughputPerSecond: (counts.answered * 1e6) / spanUs,
    retries: more.retries,
    cancelled: more.cancelled,
    pageLoad: percentiles(pageLoads),
    lockWait: percentiles(lockWaits),
    reusedShare: counts.arrived > 0 ? more.reused / counts.arrived : 0,
    ...workerShares(run, fromUs, untilUs),
    hostUtilisation: run.hosts.map((h) => ({
      name: h.name,
      share: run.endUs > 0 ? h.busyUs / (h.cores * run.endUs) : 0,
    })),
    ...queueOver(s.backlog, fromUs, untilUs),
    longestQueueUs,
  };
}

/** Core-time of hosts is only known for the whole run; workers are known to the microsecond. */
function workerShares(
  run: Run,
  fromUs: number,
  untilUs: number,
): Pick<Metrics, 'workerUtilisation' | 'workerHeldByClients'> {
  const inWindow = (span: { fromUs: number; untilUs: number }): number =>
    Math.min(span.untilUs, untilUs) - Math.max(span.fromUs, fromUs);
  const all = lanes(run).filter((lane) => lane.kind === 'worker');
  const { fixed } = slotTable(run);
  let aliveUs = 0;
  let heldUs = 0;
  let byClientsUs = 0;
  if (fixed)
    for (const { spans } of all)
      for (const span of spans) {
        const us = inWindow(span);
        if (us <= 0 || span.state === 'dead' || span.state === 'ended') continue;
        aliveUs += us;
        if (span.request !== null) heldUs += us;
        if (span.heldByClient) byClientsUs += us;
      }
  else
    for (const process of new Set(all.map((lane) => lane.process))) {
      const spans = all.filter((lane) => lane.process === process).flatMap((lane) => lane.spans);
      aliveUs += Math.max(0, untilUs - fromUs);
      heldUs += coveredUs(spans.filter((s) => s.request !== null).map(clipped));
      byClientsUs += coveredUs(spans.filter((s) => s.heldByClient).map(clipped));
    }
  return {
    workerUtilisation: aliveUs > 0 ? heldUs / aliveUs : 0,
    workerHeldByClients: aliveUs > 0 ? byClientsUs / aliveUs : 0,
  };

  function clipped(span: { fromUs: number; untilUs: number }): [number, number] {
    return [Math.max(span.fromUs, fromUs), Math.min(span.untilUs, untilUs)];
  }
}

/** Time that at least one of the stretches covers. */
function coveredUs(stretches: [number, number][]): number {
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const [from, until] of stretches.sort((a, b) => a[0] - b[0])) {
    if (until > Math.max(from, reached)) sum += until - Math.max(from, reached);
    reached = Math.max(reached, until);
  }
  return sum;
}

/** Mean over time, and the most at any moment at which time passes. */
function queueOver(
  backlog: Series,
  fromUs: number,
  untilUs: number,
): { meanQueue: number; maxQueue: number } {
  let area = 0;
  let most = 0;
  for (let i = 0; i < backlog.atUs.length; i++) {
    const from = Math.max(backlog.atUs[i] as number, fromUs);
    const until = Math.min(backlog.atUs[i + 1] ?? untilUs, untilUs);
    if (until <= from) continue;
    area += (backlog.value[i] as number) * (until - from);
    most = Math.max(most, backlog.value[i] as number);
  }
  return { meanQueue: area / Math.max(1, untilUs - fromUs), maxQueue: most };
}
