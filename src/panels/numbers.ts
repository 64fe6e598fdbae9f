import { countText, durationText } from '../insight/plainWords.ts';
import type { Metrics, Percentiles } from '../insight/shapes.ts';
import { formatRate } from '../scenario/units.ts';

/** One number with its unit or what it counts. */
export interface Figure {
  readonly term: string;
  readonly text: string;
  readonly plain: string;
}

/** What a run amounts to, as numbers with their units; some only where there is something to count. */
export function figuresOf(sums: Metrics): readonly Figure[] {
  const without = sums.failed + sums.refused;
  const faulty = Object.entries(sums.byStatus)
    .filter(([status]) => Number(status) >= 400)
    .reduce((sum, [, count]) => sum + count, 0);
  const statuses = Object.entries(sums.byStatus)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
  const count = (term: string, n: number, plain: string): Figure => ({
    term,
    text: n.toLocaleString('en'),
    plain,
  });
  const figure = (term: string, text: string, plain: string): Figure => ({ term, text, plain });
  return [
    count('Arrived', sums.arrived, 'requests'),
    count('Answered', sums.answered, statuses || 'requests'),
    count('… with an error', faulty, 'status ≥ 400'),
    count('No answer', without, sums.refused > 0 ? `of these ${sums.refused} refused` : 'failed'),
    count('Given up', sums.abandoned, 'by their clients'),
    count('Under way', sums.inFlight, sums.inFlight === 1 ? 'request' : 'requests'),
    figure('Throughput', formatRate(sums.throughputPerSecond), 'answered'),
    figure('Workers held', percentText(sums.workerUtilisation), 'of their time'),
    figure('… by clients', percentText(sums.workerHeldByClients), 'waiting for them'),
    figure('Queue, mean', sums.meanQueue.toFixed(1), 'requests waiting'),
    figure('Queue, longest', String(sums.maxQueue), `${durationText(sums.longestQueueUs)} at most`),
    ...someOf(sums),
    ...sums.hostUtilisation.map(({ name, share }) =>
      figure(`Cores of ${name}`, percentText(share), 'busy, whole run'),
    ),
  ];
}

/** What only some runs have: clients that ask again, pages, locks, connections that carry more than one request. */
function someOf({ retries, cancelled, pageLoad, lockWait, reusedShare }: Metrics): Figure[] {
  const overAll = (term: string, { meanUs, maxUs, count }: Percentiles, noun: string): Figure => ({
    term,
    text: durationText(meanUs),
    plain: `${countText(count, noun)}, ${durationText(maxUs)} at most`,
  });
  return [
    ...(retries > 0
      ? [{ term: 'Asked again', text: String(retries), plain: 'retries by clients' }]
      : []),
    ...(cancelled > 0
      ? [{ term: 'Cancelled', text: String(cancelled), plain: 'views of clients that left' }]
      : []),
    ...(reusedShare > 0
      ? [{ term: 'Reused', text: percentText(reusedShare), plain: 'came over an open connection' }]
      : []),
    ...(pageLoad.count > 0 ? [overAll('Page load, mean', pageLoad, 'page')] : []),
    ...(lockWait.count > 0 ? [overAll('Row lock, mean', lockWait, 'wait')] : []),
  ];
}

/** `60 %`; small shares with one digit more. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
