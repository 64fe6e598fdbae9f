import { useId, useMemo, useState } from 'react';
import { littleCheck } from '../insight/littleCheck.ts';
import { metrics } from '../insight/metrics.ts';
import { durationText } from '../insight/plainWords.ts';
import type { Metrics, Percentiles, Run } from '../insight/shapes.ts';
import { expectedQueue } from '../insight/theory/theory.ts';
import { countOf } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { formatRate } from '../scenario/units.ts';
import { rich } from '../stage/rich.ts';
import { fixedText } from '../stage/secondsText.ts';
import { Histogram } from './Histogram.tsx';
import { figuresOf } from './numbers.ts';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';
import './tables.css';

/** While time runs, the numbers are worked out anew this many times over the run, not with every frame. */
const RENEWALS = 200;

export interface MetricsPanelProps {
  readonly run: Run;
  readonly player: Player;
  /** The run before: its numbers stand beside those that are others now. */
  readonly ghost?: Run | null;
}

/** What the run amounts to, so far or as a whole: counts, latencies, throughput, utilisation and queue with their units. */
export function MetricsPanel({ run, player, ghost = null }: MetricsPanelProps) {
  const id = useId();
  const { atUs, playing } = usePlayerState(player);
  const [isWhole, setWhole] = useState(false);
  const stepUs = Math.max(run.endUs / RENEWALS, 1);
  const roundUs = playing ? Math.floor(atUs / stepUs) * stepUs : atUs;
  // Up to and with what happens at this very moment.
  const untilUs = isWhole ? run.endUs : Math.min(roundUs + 1, run.endUs);
  const sums = useMemo(() => metrics(run, { untilUs }), [run, untilUs]);
  const before = useMemo(
    () => ghost && metrics(ghost, { untilUs: isWhole ? ghost.endUs : untilUs }),
    [ghost, untilUs, isWhole],
  );
  const was = before && new Map(figuresOf(before).map((each) => [each.term, each.text]));

  return (
    <section className="panel-metrics" aria-label={t('Numbers')}>
      <div className="panel-head">
        <fieldset className="panel-segments">
          <legend className="panel-unseen">{t('Which part of the run')}</legend>
          {[false, true].map((each) => (
            <label key={String(each)}>
              <input
                type="radio"
                name={`${id}-window`}
                checked={isWhole === each}
                onChange={() => setWhole(each)}
              />
              <span>{each ? t('whole run') : t('so far')}</span>
            </label>
          ))}
        </fieldset>
        <TheoryLine run={run} untilUs={untilUs} />
      </div>
      <dl className="panel-figures">
        {figuresOf(sums).map(({ term, text, plain }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <b>{text}</b>
              {was && was.get(term) !== text && (
                <small className="panel-was">
                  {t('was {was}', { was: was.get(term) ?? t('none##there was nothing') })}
                </small>
              )}
              {plain && <small>{plain}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <LatencyTable sums={sums} before={before} />
      <Histogram run={run} untilUs={untilUs} />
    </section>
  );
}

/** Little's law held against the run, and what theory expects where it applies. */
function TheoryLine({ run, untilUs }: { run: Run; untilUs: number }) {
  const little = useMemo(() => littleCheck(run, untilUs), [run, untilUs]);
  const expected = useMemo(() => expectedQueue(run.scenario), [run]);
  return (
    <p className="panel-theory">
      {little === null ? (
        <span className="panel-quiet">{t('Little’s law: nothing has ended yet.')}</span>
      ) : (
        <>
          {rich('<b>Little’s law</b>: {product}; in flight on average {number}', {
            b: (words) => <b>{words}</b>,
            product: `${formatRate(little.perSecond)} × ${durationText(little.meanStayUs)} = ${fixedText(little.expectedNumber, 2)}`,
            number: fixedText(little.meanNumber, 2),
          })}{' '}
          <span className="panel-quiet">({errorText(little.error)})</span>
        </>
      )}
      {expected.applies && (
        <>
          {' · '}
          {rich('{model} expects a wait of {wait} on average, {queue} waiting', {
            model: <b translate="no">{expected.model}</b>,
            wait: durationText(expected.queue.meanWaitUs),
            queue: fixedText(expected.queue.meanQueue, 1),
          })}
        </>
      )}
    </p>
  );
}

function errorText(error: number): string {
  const percent = Math.abs(error * 100);
  return t('{percent} % apart', { percent: percent < 0.05 ? '0' : fixedText(percent, 1) });
}

const COLUMNS: readonly (readonly [keyof Percentiles, string])[] = [
  ['p50Us', 'p50'],
  ['p90Us', 'p90'],
  ['p95Us', 'p95'],
  ['p99Us', 'p99'],
  ['maxUs', msg('longest')],
  ['meanUs', msg('mean')],
];

function LatencyTable({ sums, before }: { sums: Metrics; before: Metrics | null }) {
  const rows: readonly (readonly [string, Percentiles, Percentiles | undefined])[] = [
    [t('all clients'), sums.latency, before?.latency],
    ...Object.entries(sums.latencyOf).map(
      ([name, latency]) => [name, latency, before?.latencyOf[name]] as const,
    ),
  ];
  const text = (of: Percentiles, key: keyof Percentiles) =>
    of.count === 0 ? '–' : durationText(of[key]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it on narrow screens
    <section className="panel-scrolls" aria-label={t('Latency by clients')} tabIndex={0}>
      <table className="panel-table">
        <caption>
          {t('Latency of answered requests, first byte sent to last byte received')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('clients')}</th>
            <th scope="col">{t('answered')}</th>
            {COLUMNS.map(([key, words]) => (
              <th key={key} scope="col">
                {t(words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, latency, was]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {countOf(latency.count)}
                {was && was.count !== latency.count && (
                  <small> {t('was {count}', { count: was.count })}</small>
                )}
              </td>
              {COLUMNS.map(([key]) => (
                <td key={key}>
                  {text(latency, key)}
                  {was && text(was, key) !== text(latency, key) && (
                    <small> {t('was {was}', { was: text(was, key) })}</small>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
