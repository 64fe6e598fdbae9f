import { requestTable } from '../recording/requestTable.ts';
import { lanes } from './lanes.ts';
import { percentiles } from './percentiles.ts';
import { series } from './series.ts';
import type { Metrics, Run, Series } from './shapes.ts';

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
  let longestQueueUs = 0;
  for (const row of requestTable(run)) {
    if (inside(row.startUs)) counts.arrived++;
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
  let aliveUs = 0;
  let heldUs = 0;
  let byClientsUs = 0;
  for (const lane of lanes(run)) {
    if (lane.kind !== 'worker') continue;
    for (const span of lane.spans) {
      const us = Math.min(span.untilUs, untilUs) - Math.max(span.fromUs, fromUs);
      if (us <= 0 || span.state === 'dead') continue;
      aliveUs += us;
      if (span.request !== null) heldUs += us;
      if (span.heldByClient) byClientsUs += us;
    }
  }
  return {
    workerUtilisation: aliveUs > 0 ? heldUs / aliveUs : 0,
    workerHeldByClients: aliveUs > 0 ? byClientsUs / aliveUs : 0,
  };
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
