import { useMemo } from 'react';
import { percentiles } from '../../insight/percentiles.ts';
import { bytesText, countText, durationText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { factsOf, startedBy } from './requestList.ts';

/** While time runs, the sums are worked out anew this many times over the run. */
const RENEWALS = 240;

interface RequestTotalsProps {
  readonly run: Run;
  readonly untilUs: number;
  /** How many a filter leaves, or null without one. */
  readonly shown: number | null;
}

/** What all of them amount to, in one line. */
export function RequestTotals({ run, untilUs, shown }: RequestTotalsProps) {
  const stepUs = run.endUs / RENEWALS;
  const roundUs = untilUs >= run.endUs ? run.endUs : Math.floor(untilUs / stepUs) * stepUs;
  const sums = useMemo(() => {
    const count = startedBy(run, roundUs);
    const took: number[] = [];
    let failed = 0;
    let bytes = 0;
    for (let r = 0; r < count; r++) {
      const facts = factsOf(run, r, roundUs);
      if (facts.isOver && facts.row.outcome === 'answered') took.push(facts.tookUs);
      if (facts.isFailed) failed++;
      bytes += facts.downBytes;
    }
    return { count, failed, bytes, times: percentiles(took) };
  }, [run, roundUs]);
  const { count, failed, bytes, times } = sums;
  return (
    <p className="panel-requests-totals">
      <b>{countText(count, 'request')}</b> so far
      {shown !== null && <>, {shown.toLocaleString('en')} shown</>} ·{' '}
      {times.count.toLocaleString('en')} answered · {failed.toLocaleString('en')} failed ·{' '}
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
