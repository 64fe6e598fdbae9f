import { durationText } from '../insight/plainWords.ts';
import type { Metrics, Percentiles } from '../insight/shapes.ts';
import { countOf } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import { formatRate } from '../scenario/units.ts';
import { fixedText } from '../stage/secondsText.ts';

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
    text: countOf(n),
    plain,
  });
  const figure = (term: string, text: string, plain: string): Figure => ({ term, text, plain });
  return [
    count(t('Arrived'), sums.arrived, t('requests')),
    count(t('Answered'), sums.answered, statuses || t('requests')),
    count(t('… with an error'), faulty, t('status ≥ 400')),
    count(
      t('No answer'),
      without,
      sums.refused > 0 ? t('of these {refused} refused', { refused: sums.refused }) : t('failed'),
    ),
    count(t('Given up'), sums.abandoned, t('by their clients')),
    count(
      t('Under way'),
      sums.inFlight,
      t('{count, plural, one {request} other {requests}}##the number stands above it', {
        count: sums.inFlight,
      }),
    ),
    figure(t('Throughput'), formatRate(sums.throughputPerSecond), t('answered')),
    figure(t('Workers held'), percentText(sums.workerUtilisation), t('of their time')),
    figure(t('… by clients'), percentText(sums.workerHeldByClients), t('waiting for them')),
    figure(t('Queue, mean'), fixedText(sums.meanQueue, 1), t('requests waiting')),
    figure(
      t('Queue, longest'),
      String(sums.maxQueue),
      t('{longestQueue} at most', { longestQueue: durationText(sums.longestQueueUs) }),
    ),
    ...someOf(sums),
    ...sums.hostUtilisation.map(({ name, share }) =>
      figure(t('Cores of {name}', { name }), percentText(share), t('busy, whole run')),
    ),
  ];
}

/** What only some runs have: clients that ask again, pages, locks, connections that carry more than one request. */
function someOf({ retries, cancelled, pageLoad, lockWait, reusedShare }: Metrics): Figure[] {
  const overAll = (
    term: string,
    { meanUs, maxUs, count }: Percentiles,
    counted: string,
  ): Figure => ({
    term,
    text: durationText(meanUs),
    plain: t('{count}, {max} at most', { count: t(counted, { count }), max: durationText(maxUs) }),
  });
  return [
    ...(retries > 0
      ? [{ term: t('Asked again'), text: String(retries), plain: t('retries by clients') }]
      : []),
    ...(cancelled > 0
      ? [{ term: t('Cancelled'), text: String(cancelled), plain: t('views of clients that left') }]
      : []),
    ...(reusedShare > 0
      ? [
          {
            term: t('Reused'),
            text: percentText(reusedShare),
            plain: t('came over an open connection'),
          },
        ]
      : []),
    ...(pageLoad.count > 0
      ? [
          overAll(
            t('Page load, mean'),
            pageLoad,
            msg('{count, plural, one {# page} other {# pages}}'),
          ),
        ]
      : []),
    ...(lockWait.count > 0
      ? [
          overAll(
            t('Row lock, mean'),
            lockWait,
            msg('{count, plural, one {# wait} other {# waits}}'),
          ),
        ]
      : []),
  ];
}

/** `60 %`; small shares with one digit more. */
export function percentText(share: number): string {
  return `${fixedText(share * 100, share > 0 && share < 0.1 ? 1 : 0)} %`;
}
