import { type ReactNode, useId, useMemo, useState } from 'react';
import { metrics } from '../insight/metrics.ts';
import { countText, durationText } from '../insight/plainWords.ts';
import type { Metrics, Percentiles, Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { formatRate } from '../scenario/units.ts';
import { Histogram } from './Histogram.tsx';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';
import './tables.css';

/** While time runs, the numbers are worked out anew this many times over the run, not with every frame. */
const RENEWALS = 200;

/** What the run amounts to, so far or as a whole: counts, latencies, throughput, utilisation and queue with their units. */
export function MetricsPanel({ run, player }: { run: Run; player: Player }) {
  const id = useId();
  const { atUs, playing } = usePlayerState(player);
  const [isWhole, setWhole] = useState(false);
  const stepUs = Math.max(run.endUs / RENEWALS, 1);
  const roundUs = playing ? Math.floor(atUs / stepUs) * stepUs : atUs;
  // Up to and with what happens at this very moment.
  const untilUs = isWhole ? run.endUs : Math.min(roundUs + 1, run.endUs);
  const sums = useMemo(() => metrics(run, { untilUs }), [run, untilUs]);

  return (
    <section className="panel-metrics" aria-label="Numbers">
      <fieldset className="panel-segments">
        <legend className="panel-unseen">Which part of the run</legend>
        {[false, true].map((each) => (
          <label key={String(each)}>
            <input
              type="radio"
              name={`${id}-window`}
              checked={isWhole === each}
              onChange={() => setWhole(each)}
            />
            <span>{each ? 'whole run' : 'so far'}</span>
          </label>
        ))}
      </fieldset>
      <dl className="panel-figures">
        {figuresOf(sums).map(([term, figure, plain]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <b>{figure}</b>
              {plain && <small>{plain}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <LatencyTable sums={sums} />
      <Histogram run={run} untilUs={untilUs} />
    </section>
  );
}

function figuresOf(sums: Metrics): readonly (readonly [string, ReactNode, string])[] {
  const without = sums.failed + sums.refused;
  const faulty = Object.entries(sums.byStatus)
    .filter(([status]) => Number(status) >= 400)
    .reduce((sum, [, count]) => sum + count, 0);
  const statuses = Object.entries(sums.byStatus)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');
  return [
    ['Arrived', sums.arrived, 'requests'],
    ['Answered', sums.answered, statuses || 'requests'],
    ['… with an error', faulty, 'status ≥ 400'],
    ['No answer', without, sums.refused > 0 ? `of these ${sums.refused} refused` : 'failed'],
    ['Given up', sums.abandoned, 'by their clients'],
    ['Under way', sums.inFlight, 'requests'],
    ['Throughput', formatRate(sums.throughputPerSecond), 'answered'],
    ['Workers held', percent(sums.workerUtilisation), 'of their time'],
    ['… by clients', percent(sums.workerHeldByClients), 'waiting for them'],
    ['Queue, mean', sums.meanQueue.toFixed(1), 'requests waiting'],
    ['Queue, longest', sums.maxQueue, `${durationText(sums.longestQueueUs)} at most`],
    ...more(sums),
    ...sums.hostUtilisation.map(
      ({ name, share }) => [`Cores of ${name}`, percent(share), 'busy, whole run'] as const,
    ),
  ];
}

/** What only some runs have: clients that ask again, pages, locks, connections that carry more than one request. */
function more(sums: Metrics): readonly (readonly [string, ReactNode, string])[] {
  const { retries, cancelled, pageLoad, lockWait, reusedShare } = sums;
  return [
    ...(retries > 0 ? [['Asked again', retries, 'retries by clients'] as const] : []),
    ...(cancelled > 0 ? [['Cancelled', cancelled, 'views of clients that left'] as const] : []),
    ...(reusedShare > 0
      ? [['Reused', percent(reusedShare), 'came over an open connection'] as const]
      : []),
    ...(pageLoad.count > 0 ? [['Page load, mean', ...overAll(pageLoad, 'page')] as const] : []),
    ...(lockWait.count > 0 ? [['Row lock, mean', ...overAll(lockWait, 'wait')] as const] : []),
  ];
}

/** The mean, and of how many it is. */
function overAll({ meanUs, maxUs, count }: Percentiles, noun: string): [string, string] {
  return [durationText(meanUs), `${countText(count, noun)}, ${durationText(maxUs)} at most`];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

const COLUMNS: readonly (readonly [keyof Percentiles, string])[] = [
  ['p50Us', 'p50'],
  ['p90Us', 'p90'],
  ['p95Us', 'p95'],
  ['p99Us', 'p99'],
  ['maxUs', 'longest'],
  ['meanUs', 'mean'],
];

function LatencyTable({ sums }: { sums: Metrics }) {
  const rows: readonly (readonly [string, Percentiles])[] = [
    ['all clients', sums.latency],
    ...Object.entries(sums.latencyOf),
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it on narrow screens
    <section className="panel-scrolls" aria-label="Latency by clients" tabIndex={0}>
      <table className="panel-table">
        <caption>Latency of answered requests, first byte sent to last byte received</caption>
        <thead>
          <tr>
            <th scope="col">clients</th>
            <th scope="col">answered</th>
            {COLUMNS.map(([key, words]) => (
              <th key={key} scope="col">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, latency]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{latency.count}</td>
              {COLUMNS.map(([key]) => (
                <td key={key}>{latency.count === 0 ? '–' : durationText(latency[key])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
