import { useMemo } from 'react';
import { percentiles } from '../../insight/percentiles.ts';
import { bytesText, durationText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { rich } from '../../stage/rich.ts';
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
      {rich(
        atUs < untilUs
          ? '<b>{count, plural, one {# request} other {# requests}}</b> watched, up to {until}'
          : '<b>{count, plural, one {# request} other {# requests}}</b> so far',
        { b: (words) => <b>{words}</b>, count, until: durationText(untilUs) },
      )}
      {shown !== null && t(', {shown} shown', { shown })}
      {t(' · {answered} answered · {failed} failed · {bytes} sent to clients', {
        answered,
        failed,
        bytes: bytesText(bytes),
      })}
      {times.count > 0 &&
        t(' · half within {p50}, 95 % within {p95}', {
          p50: durationText(times.p50Us),
          p95: durationText(times.p95Us),
        })}
    </p>
  );
}
