import { useMemo } from 'react';
import { durationText } from '../insight/plainWords.ts';
import { series } from '../insight/series.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import { lastAtOrBefore } from './spanLook.ts';

/** Bars per power of ten: 1, 2, 5. */
const EDGES_MS = [1, 2, 5];

/** How many requests took how long: bars on a scale of 1, 2, 5, 10 … ms. The counts stand beside them. */
export function Histogram({ run, untilUs }: { run: Run; untilUs: number }) {
  const bars = useMemo(() => barsOf(run, untilUs), [run, untilUs]);
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  if (bars.length === 0) return null;
  return (
    <table className="panel-histogram">
      <caption>{t('How many took how long')}</caption>
      <thead className="panel-unseen">
        <tr>
          <th scope="col">{t('up to')}</th>
          <th scope="col">{t('share')}</th>
          <th scope="col">{t('requests')}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ untilMs, count }) => (
          <tr key={untilMs}>
            <th scope="row">≤ {durationText(untilMs * 1000)}</th>
            <td aria-hidden="true">
              <i style={{ width: `${(count / most) * 100}%` }} />
            </td>
            <td className="panel-number">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function barsOf(run: Run, untilUs: number): { untilMs: number; count: number }[] {
  const { latency } = series(run);
  const last = lastAtOrBefore(latency.atUs, untilUs);
  const counts = new Map<number, number>();
  for (let i = 0; i <= last; i++) {
    const slot = slotOf(latency.value[i] as number);
    counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const from = Math.min(...counts.keys());
  const until = Math.max(...counts.keys());
  return Array.from({ length: until - from + 1 }, (_, k) => ({
    untilMs: edgeOf(from + k),
    count: counts.get(from + k) ?? 0,
  }));
}

function edgeOf(slot: number): number {
  const power = Math.floor(slot / EDGES_MS.length);
  return (EDGES_MS[slot - power * EDGES_MS.length] as number) * 10 ** power;
}

/** The first slot whose edge the latency does not exceed. */
function slotOf(ms: number): number {
  let slot = Math.floor(Math.log10(Math.max(ms, 0.001))) * EDGES_MS.length;
  while (edgeOf(slot) < ms) slot++;
  return slot;
}
