import { useMemo } from 'react';
import { percentiles } from '../../insight/percentiles.ts';
import { bytesText, countText, durationText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { factsOf, startedBy } from './requestList.ts';

/** While time runs, the sums are worked out anew this many times over the run. */
const RENEWALS = 240;

interface RequestTotalsProps {
  readonly run: Run;
  /** How far the run has been watched, µs. */
  readonly untilUs: number;
  /** The moment that is shown, µs: earlier where somebody stepped back. */
  readonly atUs: number;
  readonly playing: boolean;
  /** How many a filter leaves, or null without one. */
  readonly shown: number | null;
}

/** What all of them amount to, in one line. */
export function RequestTotals({ run, untilUs, atUs, playing, shown }: RequestTotalsProps) {
  const stepUs = run.endUs / RENEWALS;
  const roundUs = playing ? Math.floor(untilUs / stepUs) * stepUs : untilUs;
  const sums = useMemo(() => {
    const count = startedBy(run, roundUs);
    const took: number[] = [];
    let answered = 0;
    let failed = 0;
    let bytes = 0;
    for (let r = 0; r < count; r++) {
      const facts = factsOf(run, r, roundUs);
      if (facts.isOver && facts.row.outcome === 'answered') took.push(facts.tookUs);
      if (facts.isFailed) failed++;
      else if (facts.isOver) answered++;
      bytes += facts.downBytes;
    }
    return { count, answered, failed, bytes, times: percentiles(took) };
  }, [run, roundUs]);
  const { count, answered, failed, bytes, times } = sums;
  return (
    <p className="panel-requests-totals">
      <b>{countText(count, 'request')}</b>{' '}
      {atUs < untilUs ? `watched, up to ${durationText(untilUs)}` : 'so far'}
      {shown !== null && <>, {shown.toLocaleString('en')} shown</>} ·{' '}
      {answered.toLocaleString('en')} answered · {failed.toLocaleString('en')} failed ·{' '}
      {bytesText(bytes)} sent to clients
      {times.count > 0 && (
        <>
          {' '}
          · half within {durationText(times.p50Us)}, 95 % within {durationText(times.p95Us)}
        </>
      )}
    </p>
  );
}
