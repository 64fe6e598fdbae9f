import { type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { CapacityCurve, CapacityPoint } from '../../insight/capacityShape.ts';
import { durationText } from '../../insight/plainWords.ts';
import { countOf } from '../../language/numbers.ts';
import { msg, t } from '../../language/t.ts';
import { formatRate } from '../../scenario/units.ts';
import { EndLabels, Line, pathOf } from './CapacityLine.tsx';
import { logScale, logTicks } from './capacityScale.ts';
import { factorText, presentLoadText } from './capacityWords.ts';

const LATENCY_PX = 116;
const SHARE_PX = 58;
const GAP_PX = 18;
const LEFT_PX = 56;
const RIGHT_PX = 74;
const TOP_PX = 34;
const FOOT_PX = 40;
const HEIGHT_PX = TOP_PX + LATENCY_PX + GAP_PX + SHARE_PX + FOOT_PX;

const LATENCIES = [
  ['p99Us', 'p99'],
  ['p95Us', 'p95'],
  ['p50Us', 'p50'],
] as const;

const SHARES = [
  ['errorShare', msg('errors')],
  ['workerUtilisation', msg('workers')],
  ['coreUtilisation', msg('cores')],
] as const;

/** What gives way, in a word. */
const CAUSE_WORDS = {
  errors: msg('errors'),
  queue: msg('queue'),
  latency: msg('latency'),
} as const;

interface CapacityChartProps {
  readonly curve: CapacityCurve;
  /** The point that is looked at. */
  readonly at: number;
  onLook(point: number): void;
}

/** Latency over load, and below it errors and utilisation, on one axis of load. The table beside it holds the same figures. */
export function CapacityChart({ curve, at, onLook }: CapacityChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const clip = useId();
  const [widthPx, setWidthPx] = useState(640);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = new ResizeObserver(() => setWidthPx(Math.max(260, element.clientWidth)));
    size.observe(element);
    setWidthPx(Math.max(260, element.clientWidth));
    return () => size.disconnect();
  }, []);

  const { points, knee, theory } = curve;
  const first = points[0] as CapacityPoint;
  const last = points.at(-1) as CapacityPoint;
  const rightPx = widthPx - RIGHT_PX;
  const x = logScale(first.factor, last.factor * 1.0001, LEFT_PX, rightPx);
  const answered = points.filter(({ p95Us }) => p95Us.mid > 0);
  // A run in which nobody was answered has no latency: nothing to make room for.
  const all = answered
    .flatMap(({ p50Us, p99Us }) => [p50Us.low, p99Us.high])
    .filter((us) => us > 0);
  const [least, most] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [1e3, 1e6];
  const bottomPx = TOP_PX + LATENCY_PX;
  const y = logScale(Math.max(1, least * 0.8), most * 1.25, bottomPx, TOP_PX);
  const sharesPx = bottomPx + GAP_PX;
  const yShare = (share: number) => sharesPx + SHARE_PX * (1 - Math.min(1, share));
  const looked = points[at];
  const kneePx = knee ? x(Math.sqrt(knee.factor * knee.beyondFactor)) : null;
  const nowPx = first.factor <= 1 && last.factor >= 1 ? x(1) : null;
  const inPlots = `M${LEFT_PX} ${TOP_PX}H${rightPx}V${bottomPx}H${LEFT_PX}Z`;

  const look = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>) => {
    const px = clientX - currentTarget.getBoundingClientRect().left;
    const distance = points.map(({ factor }) => Math.abs(x(factor) - px));
    onLook(distance.indexOf(Math.min(...distance)));
  };

  return (
    <div ref={box} className="panel-capacity-chart">
      <svg
        width={widthPx}
        height={HEIGHT_PX}
        aria-hidden="true"
        onPointerMove={look}
        onPointerDown={look}
      >
        <clipPath id={clip}>
          <path d={inPlots} />
        </clipPath>
        {kneePx !== null && (
          <rect
            className="panel-capacity-beyond"
            x={kneePx}
            y={TOP_PX}
            width={Math.max(0, rightPx - kneePx)}
            height={LATENCY_PX + GAP_PX + SHARE_PX}
          />
        )}
        {logTicks(y.min, y.max, 5).map((us) => (
          <g key={us} className="panel-capacity-grid">
            <path d={`M${LEFT_PX} ${y(us)}H${rightPx}`} />
            <text x={LEFT_PX - 6} y={y(us) + 4} textAnchor="end">
              {durationText(us)}
            </text>
          </g>
        ))}
        {[0, 0.5, 1].map((share) => (
          <g key={share} className="panel-capacity-grid">
            <path d={`M${LEFT_PX} ${yShare(share)}H${rightPx}`} />
            <text x={LEFT_PX - 6} y={yShare(share) + 4} textAnchor="end">
              {share * 100} %
            </text>
          </g>
        ))}
        <LoadAxis points={points} x={x} widthPx={widthPx} />
        {nowPx !== null && (
          <g className="panel-capacity-now">
            <path d={`M${nowPx} ${TOP_PX}V${sharesPx + SHARE_PX}`} />
            <text x={nowPx} y={12} textAnchor={anchorAt(nowPx, widthPx)}>
              {t('now: {curve}', { curve: presentLoadText(curve) })}
            </text>
          </g>
        )}
        {kneePx !== null && knee && (
          <g className="panel-capacity-knee">
            <path d={`M${kneePx} ${TOP_PX - 6}V${sharesPx + SHARE_PX}`} />
            <text x={kneePx} y={TOP_PX - 9} textAnchor={anchorAt(kneePx, widthPx)}>
              {t('gives way: {cause}', { cause: t(CAUSE_WORDS[knee.cause]) })}
            </text>
          </g>
        )}
        {LATENCIES.map(([key, name]) => (
          <Line key={key} name={name} points={answered} of={key} x={x} y={y} />
        ))}
        <EndLabels
          lines={LATENCIES.map(([key, name]) => [name, y(answered.at(-1)?.[key].mid ?? least)])}
          topPx={TOP_PX}
          bottomPx={bottomPx}
          leftPx={rightPx + 6}
        />
        {theory && (
          <g clipPath={`url(#${clip})`}>
            {(['p95Us', 'p50Us'] as const).map((key) => (
              <path
                key={key}
                className="panel-capacity-theory"
                d={pathOf(
                  theory.points
                    .filter((point) => Number.isFinite(point[key]))
                    .map((point) => [x(point.factor), y(point[key])]),
                )}
              />
            ))}
          </g>
        )}
        {SHARES.map(([key, name]) => (
          <Line key={key} name={t(name)} points={points} of={key} x={x} y={yShare} />
        ))}
        <EndLabels
          lines={SHARES.map(([key, name]) => [t(name), yShare(last[key].mid)])}
          topPx={sharesPx}
          bottomPx={sharesPx + SHARE_PX}
          leftPx={rightPx + 6}
        />
        {looked && (
          <path
            className="panel-capacity-look"
            d={`M${x(looked.factor)} ${TOP_PX}V${sharesPx + SHARE_PX}`}
          />
        )}
      </svg>
    </div>
  );
}

/** Text beside a line must not leave the picture. */
function anchorAt(px: number, widthPx: number): 'start' | 'middle' | 'end' {
  if (px < LEFT_PX + 60) return 'start';
  return px > widthPx - RIGHT_PX - 60 ? 'end' : 'middle';
}

interface LoadAxisProps {
  readonly points: readonly CapacityPoint[];
  x(factor: number): number;
  readonly widthPx: number;
}

function LoadAxis({ points, x, widthPx }: LoadAxisProps) {
  const first = points[0] as CapacityPoint;
  const last = points.at(-1) as CapacityPoint;
  const isMixed = first.clients > 0 && first.offeredPerSecond > 0;
  const of = (point: CapacityPoint) =>
    isMixed ? point.factor : point.clients > 0 ? point.clients : point.offeredPerSecond;
  const perFactor = of(last) / last.factor;
  const round = logTicks(of(first), of(last), Math.floor((widthPx - LEFT_PX - RIGHT_PX) / 52));
  const ticks = round.length > 1 ? round : [of(first), of(last)];
  const words = (load: number) =>
    isMixed ? factorText(load) : first.clients > 0 ? countOf(load) : formatRate(load, 3);
  const topPx = HEIGHT_PX - FOOT_PX;
  return (
    <g className="panel-capacity-grid">
      {ticks.map((load) => (
        <g key={load}>
          <path d={`M${x(load / perFactor)} ${topPx}v5`} />
          <text x={x(load / perFactor)} y={topPx + 17} textAnchor="middle">
            {words(load)}
          </text>
        </g>
      ))}
      <text x={(LEFT_PX + widthPx - RIGHT_PX) / 2} y={HEIGHT_PX - 4} textAnchor="middle">
        {isMixed
          ? t('times the present load')
          : first.clients > 0
            ? t('clients')
            : t('requests asked for')}
      </text>
    </g>
  );
}
