import type { SessionView, WorkerView } from '../insight/scene/scene.ts';
import type { Box, Zones } from './zones.ts';

/** Lines from each worker to the session that works for it, and the way back out of the file door. */
export function QueryLines(props: {
  zones: Zones;
  lanes: readonly WorkerView[];
  /** Processes are drawn as spaces, without lanes. */
  hasSpaces: boolean;
  rows: readonly (SessionView | null)[];
  hasDoor: boolean;
  /** Places of several app servers, by the zone of their boxes; empty where there is one. */
  fan: readonly string[];
  /** Share of each where they differ, by place in `fan`. */
  weights: readonly number[] | null;
  /** Nobody sends anything there at present. */
  isCutOff: (place: number) => boolean;
  dimQueries: boolean;
  dimDoor: boolean;
  dimFan: boolean;
}) {
  const { zones, lanes, rows } = props;
  return (
    <svg className="stage-lines" width={zones.width} height={zones.height} aria-hidden="true">
      <g data-dimmed={props.dimFan || undefined}>
        <Fan zones={zones} boxes={props.fan} weights={props.weights} isCutOff={props.isCutOff} />
      </g>
      <g data-dimmed={props.dimQueries || undefined}>
        {rows.map((session, row) => {
          // From top to bottom they would run through the servers below.
          if (!session || session.request === null || (zones.vertical && props.fan.length > 0))
            return null;
          const lane = lanes.findIndex((w) => w.request === session.request);
          const from = props.hasSpaces
            ? (zones.boxes.get(`slots:${lanes[lane]?.process}`) ?? zones.boxes.get('slots:all'))
            : zones.boxes.get(`lane:${lane}`);
          const d = from ? lineBetween(zones, from, row) : null;
          return (
            d && (
              <path
                key={session.session}
                className="stage-query-line"
                data-state={session.state}
                d={d}
              />
            )
          );
        })}
      </g>
      <g data-dimmed={props.dimDoor || undefined}>{props.hasDoor && <DoorArrow zones={zones} />}</g>
    </svg>
  );
}

function lineBetween(zones: Zones, from: Box, row: number): string | null {
  const to = zones.boxes.get(`sessionRow:${row}`);
  if (!to) return null;
  if (zones.vertical) {
    // Out at the right, down beside the lanes, and across between the cards.
    const x1 = from.x + from.w;
    const y1 = from.y + from.h / 2;
    const x2 = to.x + to.w / 2;
    const y2 = zones.boxes.get('tier:database')?.y ?? to.y;
    return `M${x1} ${y1}Q${x1 + 6} ${y1} ${x1 + 6} ${y1 + 6}V${y2 - 24}C${x1 + 6} ${y2} ${x2} ${y2 - 24} ${x2} ${y2}`;
  }
  // From the edge of the card: other app servers may stand beside this one.
  const card = zones.boxes.get('tier:app');
  const isFar = card !== undefined && card.x + card.w - (from.x + from.w) > 20;
  const x1 = isFar ? card.x + card.w : from.x + from.w;
  const y1 = from.y + from.h / 2;
  const y2 = to.y + to.h / 2;
  const half = (to.x - x1) / 2;
  return `M${x1} ${y1}C${x1 + half} ${y1} ${to.x - half} ${y2} ${to.x} ${y2}`;
}

/** From the front tier (or the internet) to each row of app servers. */
function Fan(props: {
  zones: Zones;
  boxes: readonly string[];
  weights: readonly number[] | null;
  isCutOff: (place: number) => boolean;
}) {
  const { zones, boxes, weights } = props;
  const strip = zones.boxes.get('tier:socket');
  const app = zones.boxes.get('tier:app');
  if (zones.vertical || !strip || !app || boxes.length === 0) return null;
  const rows = new Map<number, number[]>();
  boxes.forEach((name, place) => {
    const box = zones.boxes.get(name);
    if (!box) return;
    const y = Math.round(box.y + box.h / 2);
    rows.set(y, [...(rows.get(y) ?? []), place]);
  });
  const all = [...rows.keys()];
  const x1 = strip.x;
  const x2 = app.x - 8;
  const y1 = all.reduce((sum, y) => sum + y, 0) / Math.max(1, all.length);
  const half = (x2 - x1) / 2;
  return [...rows].map(([y, places]) => (
    <g key={y} className="stage-fan" data-off={places.every(props.isCutOff) || undefined}>
      <path d={`M${x1} ${y1}C${x1 + half} ${y1} ${x2 - half} ${y} ${x2} ${y}`} />
      <path className="stage-fan-head" d={`M${x2 + 7} ${y}l-8 -4v8z`} />
      {weights && (
        <text x={x2 - 4} y={y - 6} textAnchor="end">
          {places.map((place) => `×${weights[place]}`).join(' ')}
        </text>
      )}
    </g>
  ));
}

/** The turn-round: out of the door and back towards the clients, past no worker. */
function DoorArrow({ zones }: { zones: Zones }) {
  const door = zones.boxes.get('door');
  const card = zones.boxes.get('tier:front');
  if (!door || !card || zones.vertical) return null;
  const y = door.y + door.h + 12;
  const x = door.x + door.w * 0.5;
  const end = card.x - 4;
  return (
    <g className="stage-door-arrow">
      <path d={`M${x} ${door.y + door.h}C${x} ${y} ${x - 12} ${y} ${x - 30} ${y}H${end + 8}`} />
      <path className="stage-door-head" d={`M${end} ${y}l9 -5v10z`} />
    </g>
  );
}
