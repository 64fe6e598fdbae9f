import { memo } from 'react';
import type { Fare, Scene } from '../insight/scene/scene.ts';
import { type Bundle, FEW } from './arrange.ts';
import { fareShown } from './look.ts';
import { indexOf } from './sceneIndex.ts';
import { CELL_PX, cellsIn, type Zones } from './zones.ts';

/** Side of the square that stands for one request, and from one to the next, px. */
const DOT_PX = 4;
const STEP_PX = 6;
/** Below the tokens that stand for the rest. */
const BELOW_PX = 6;

type Look = Fare | 'database';

/** Squares in the order in which they lie: by how they fare. */
const ORDER: readonly Look[] = [
  'held',
  'slow',
  'waiting',
  'database',
  'moving',
  'failed',
  'abandoned',
  'answered',
];

/** What is only counted in a roomy place, one small square for each request: how much there is of what, at a glance. */
export function Heaps(props: { scene: Scene; bundles: readonly Bundle[]; zones: Zones }) {
  const { scene, bundles, zones } = props;
  return (
    <svg className="stage-heaps" width={zones.width} height={zones.height} aria-hidden="true">
      {bundles.map((bundle) => {
        const box = zones.boxes.get(bundle.key);
        if (!box || bundle.direction !== null) return null;
        // A few rows from its top, or, in a low place that keeps to its middle, wherever the count stands.
        const below = Math.max(
          Math.ceil(FEW / cellsIn(box).columns) * CELL_PX + BELOW_PX,
          bundle.y - box.y + CELL_PX / 2 + BELOW_PX,
        );
        const columns = Math.floor((box.w - 4) / STEP_PX);
        const rows = Math.floor((box.h - below - 2) / STEP_PX);
        if (rows < 2) return null;
        // Where there are more than squares, each stands for several.
        const each = Math.max(1, Math.ceil(bundle.requests.length / (columns * rows)));
        const counts = countsOf(scene, bundle.requests);
        let n = 0;
        return ORDER.map((look) => {
          const all = counts.get(look) ?? 0;
          const from = n;
          n += Math.ceil(all / each);
          return (
            n > from && (
              <Squares
                key={`${bundle.key} ${look}`}
                look={look}
                x={Math.round(box.x + 3)}
                y={Math.round(box.y + below)}
                columns={columns}
                from={from}
                until={n}
              />
            )
          );
        });
      })}
    </svg>
  );
}

function countsOf(scene: Scene, requests: readonly number[]): ReadonlyMap<Look, number> {
  const counts = new Map<Look, number>();
  for (const request of requests) {
    const look = lookOf(scene, request);
    if (look !== null) counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  return counts;
}

function lookOf(scene: Scene, request: number): Look | null {
  const token = indexOf(scene).tokens.get(request);
  if (!token) return null;
  const fare = fareShown(token);
  return token.place === 'database' && fare === 'moving' ? 'database' : fare;
}

const Squares = memo(function Squares(props: {
  look: Look;
  x: number;
  y: number;
  columns: number;
  from: number;
  until: number;
}) {
  const { x, y, columns } = props;
  let d = '';
  for (let i = props.from; i < props.until; i++)
    d += `M${x + (i % columns) * STEP_PX} ${y + Math.floor(i / columns) * STEP_PX}h${DOT_PX}v${DOT_PX}h-${DOT_PX}z`;
  return <path className="stage-heap" data-look={props.look} d={d} />;
});
