import { useMemo } from 'react';
import { percentiles } from '../../insight/percentiles.ts';
import { durationText } from '../../insight/plainWords.ts';
import type { Run, Series } from '../../insight/shapes.ts';
import { countOf } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';
import { fixedText, secondsText } from '../../stage/secondsText.ts';
import { valueAt } from '../spanLook.ts';
import { type TableColumn, WindowedTable } from '../WindowedTable.tsx';
import { latencyPoints, pointsBy, timesOf } from './latencyPoints.ts';
import { type LoadStrip, loadStrips } from './loadStrips.ts';

interface LoadTableProps {
  readonly run: Run;
  readonly ghost: Run | null;
  readonly player: Player;
  readonly untilUs: number;
  readonly population: number | null;
}

/** Rows of the table over the whole run. */
const ROWS = 60;

/** What the plots show, as numbers: one row for each sixtieth of the run, as far as it has been watched. */
export function LoadTable({ run, ghost, player, untilUs, population }: LoadTableProps) {
  const strips = loadStrips(run);
  const points = latencyPoints(run);
  const wideUs = Math.max(run.endUs / ROWS, 1);
  const count = Math.min(Math.ceil(untilUs / wideUs), ROWS);
  const ghostPoints = ghost && latencyPoints(ghost);
  const columns = useMemo(
    (): readonly TableColumn[] => [
      { key: 'from', label: t('from##when it begins') },
      { key: 'answered', label: t('answered'), isNumber: true },
      ...['p50', 'p95', 'p99'].map((name) => ({ key: name, label: name, isNumber: true })),
      ...(ghost ? [{ key: 'before', label: t('p50 before'), isNumber: true }] : []),
      ...strips.map(({ key, title, series }) => ({
        key,
        label: t('{title}, {unit}, mean', { title, unit: t(series.unit) }),
        isNumber: true,
      })),
    ],
    [strips, ghost],
  );
  return (
    <WindowedTable
      caption={t('Latency and load over time')}
      columns={columns}
      count={count}
      cells={(row) => {
        const fromUs = row * wideUs;
        const endUs = Math.min(fromUs + wideUs, untilUs);
        const within = (of: typeof points) =>
          percentiles(timesOf(of, population, pointsBy(of, fromUs), pointsBy(of, endUs)));
        const sums = within(points);
        const was = ghostPoints && within(ghostPoints);
        const text = (us: number, of = sums) => (of.count > 0 ? durationText(us) : '–');
        return [
          <button key="go" type="button" className="panel-link" onClick={() => player.seek(fromUs)}>
            {secondsText(fromUs, 2)}
          </button>,
          sums.count,
          text(sums.p50Us),
          text(sums.p95Us),
          text(sums.p99Us),
          ...(was ? [text(was.p50Us, was)] : []),
          ...strips.map((strip) => meanText(strip, fromUs, endUs)),
        ];
      }}
    />
  );
}

function meanText({ series }: LoadStrip, fromUs: number, untilUs: number): string {
  const mean = meanOver(series, fromUs, untilUs);
  return mean >= 99.5 ? countOf(Math.round(mean)) : fixedText(mean, 1);
}

/** Mean over time of a number that changes in steps. */
function meanOver(series: Series, fromUs: number, untilUs: number): number {
  const { atUs, value } = series;
  if (untilUs <= fromUs) return valueAt(series, fromUs);
  let area = 0;
  let at = fromUs;
  let now = valueAt(series, fromUs);
  let low = 0;
  let high = atUs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((atUs[middle] as number) <= fromUs) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < atUs.length && (atUs[i] as number) < untilUs; i++) {
    area += now * ((atUs[i] as number) - at);
    at = atUs[i] as number;
    now = value[i] as number;
  }
  return (area + now * (untilUs - at)) / (untilUs - fromUs);
}
