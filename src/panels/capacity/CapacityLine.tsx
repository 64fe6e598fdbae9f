import type { Band, CapacityPoint } from '../../insight/capacityShape.ts';

/** Names of lines at the right edge need this much room each. */
const LABEL_PX = 13;

/** The figures of a point that have a band. */
type Key = {
  [K in keyof CapacityPoint]: CapacityPoint[K] extends Band ? K : never;
}[keyof CapacityPoint];

interface LineProps {
  readonly name: string;
  readonly points: readonly CapacityPoint[];
  readonly of: Key;
  x(factor: number): number;
  y(value: number): number;
}

/** The median of the seeds as a line with a mark for each load, the least and the most as a band. */
export function Line({ name, points, of, x, y }: LineProps) {
  const at = (end: keyof Band) =>
    points.map((point): [number, number] => [x(point.factor), y(point[of][end])]);
  const middle = at('mid');
  return (
    <g className={`panel-capacity-line panel-capacity-${name}`}>
      <path
        className="panel-capacity-band"
        d={`${pathOf([...at('low'), ...at('high').reverse()])}Z`}
      />
      <path d={pathOf(middle)} />
      {middle.map(([px, py]) => (
        <path key={px} className="panel-capacity-mark" d={markOf(name, px, py)} />
      ))}
    </g>
  );
}

/** Shapes that tell the lines apart without their colour: circle, square, triangle. */
function markOf(name: string, x: number, y: number): string {
  if (name === 'p50' || name === 'cores') return `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z`;
  if (name === 'p95' || name === 'workers') return `M${x - 3} ${y - 3}h6v6h-6Z`;
  return `M${x} ${y - 4}l4 7h-8Z`;
}

/** Straight lines from place to place. */
export function pathOf(places: readonly (readonly [number, number])[]): string {
  return places
    .map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

interface EndLabelsProps {
  readonly lines: readonly (readonly [string, number])[];
  readonly topPx: number;
  readonly bottomPx: number;
  readonly leftPx: number;
}

/** The names of lines where they end, pushed apart where they would lie upon one another. */
export function EndLabels({ lines, topPx, bottomPx, leftPx }: EndLabelsProps) {
  const sorted = [...lines].sort((a, b) => a[1] - b[1]);
  let reachedPx = Number.NEGATIVE_INFINITY;
  const placed = sorted.map(([name, px], i) => {
    const roomPx = bottomPx - (sorted.length - 1 - i) * LABEL_PX;
    reachedPx = Math.max(reachedPx + LABEL_PX, Math.min(Math.max(px, topPx + 4), roomPx));
    return { name, px: reachedPx };
  });
  return placed.map(({ name, px }) => (
    <g key={name} className={`panel-capacity-line panel-capacity-${name}`}>
      <path className="panel-capacity-mark" d={markOf(name, leftPx + 3, px)} />
      <text x={leftPx + 11} y={px + 4}>
        {name}
      </text>
    </g>
  ));
}
