import type { ChartPicture } from '../../recording/chartShape.ts';
import { boxOf, type DrawnArrow, drawnArrows, isAmongEquals } from './drawnArrows.ts';

interface Box {
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a chart stands, in CSS px at zoom 1. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly arrows: readonly (DrawnArrow & {
    readonly points: readonly { readonly x: number; readonly y: number }[];
    /** Middle of its label. */
    readonly label: { readonly x: number; readonly y: number };
  })[];
}

const MARGIN = 10;

/** Room above the states within a state, for its name. */
const HEAD = 16;

/** Lays a chart out from left to right. The library is a chunk of its own: only those who open a chart load it. */
export async function layOutChart(
  picture: ChartPicture,
  withLabels: boolean,
): Promise<ChartLayout> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const outer = new Set(picture.states.flatMap(({ parent }) => (parent === null ? [] : [parent])));
  const drawn = drawnArrows(picture);
  const ranking = drawn.filter((arrow) => !isAmongEquals(drawn, arrow));

  const place = (exits: ReadonlyMap<string, string>) => {
    const graph = new Graph({ compound: true, multigraph: true });
    graph.setGraph({
      rankdir: 'LR',
      nodesep: 12,
      edgesep: 8,
      ranksep: withLabels ? 16 : 26,
      marginx: MARGIN,
      marginy: MARGIN,
    });
    for (const state of picture.states)
      graph.setNode(state.path, outer.has(state.path) ? {} : { ...boxOf(picture, state) });
    for (const { path, parent } of picture.states)
      if (parent !== null) graph.setParent(path, parent);
    for (const arrow of ranking) {
      const label = withLabels ? { width: arrow.labelWidth, height: 13 * arrow.lines.length } : {};
      // No arrow may begin at a state with states inside: the last of these stands for it.
      graph.setEdge(
        exits.get(arrow.from) ?? arrow.from,
        arrow.to,
        { ...label, labelpos: 'c' },
        arrow.key,
      );
    }
    layout(graph);
    return graph;
  };

  const innermost = picture.states.filter(({ path }) => !outer.has(path));
  const within = (path: string) => innermost.filter((leaf) => leaf.path.startsWith(`${path}.`));
  const first = new Map([...outer].map((path) => [path, within(path)[0]?.path ?? path]));
  const rough = place(first);
  const exits = new Map(
    [...outer].map((path) => {
      const rightmost = within(path).sort((a, b) => rough.node(b.path).x - rough.node(a.path).x);
      return [path, rightmost[0]?.path ?? path];
    }),
  );
  const graph = outer.size === 0 ? rough : place(exits);

  const boxes = new Map<string, Box>();
  for (const { path } of picture.states) {
    const { x, y, width, height } = graph.node(path);
    boxes.set(
      path,
      outer.has(path)
        ? { x, y: y - HEAD / 2, width, height: height + HEAD }
        : { x, y, width, height },
    );
  }
  const size = graph.graph();
  // The name of an outer state may stand above everything else.
  const top = Math.min(0, ...[...boxes.values()].map((box) => box.y - box.height / 2 - 2));
  const move = <P extends { readonly x: number; readonly y: number }>(point: P): P => ({
    ...point,
    y: point.y - top,
  });
  return {
    width: size.width ?? 0,
    height: (size.height ?? 0) - top,
    boxes: new Map([...boxes].map(([path, box]) => [path, move(box)])),
    arrows: drawn.map((arrow) => {
      if (!ranking.includes(arrow)) {
        const points = between(boxes.get(arrow.from) as Box, boxes.get(arrow.to) as Box).map(move);
        return { ...arrow, points, label: points[1] as { x: number; y: number } };
      }
      const edge = graph.edge(exits.get(arrow.from) ?? arrow.from, arrow.to, arrow.key);
      const outside = boxes.get(arrow.from) as Box;
      const points = (
        outer.has(arrow.from)
          ? fromBorder(outside, boxes.get(arrow.to) as Box, edge.points)
          : edge.points
      ).map(move);
      const middle = points[points.length >> 1] as { x: number; y: number };
      const hasPlace = withLabels && !outer.has(arrow.from) && edge.x !== undefined;
      return {
        ...arrow,
        points,
        label: hasPlace ? move({ x: edge.x as number, y: edge.y as number }) : middle,
      };
    }),
  };
}

/** From one state to another above or below it: downwards on its left, upwards on its right, around what stands between. */
function between(from: Box, to: Box): { x: number; y: number }[] {
  const down = to.y > from.y ? 1 : -1;
  const start = { x: from.x - 12 * down, y: from.y + (down * from.height) / 2 };
  const end = { x: to.x - 12 * down, y: to.y - (down * to.height) / 2 };
  const gap = Math.abs(end.y - start.y);
  const bulge = gap > 40 ? down * (Math.max(from.width, to.width) / 2 + 14) : 0;
  const middle = { x: (start.x + end.x) / 2 - bulge, y: (start.y + end.y) / 2 };
  return [start, middle, end];
}

/** Of a line that begins within a box, what is outside it. */
function fromBorder(
  box: Box,
  to: Box,
  points: readonly { x: number; y: number }[],
): { x: number; y: number }[] {
  const isInside = (point: { x: number; y: number }) =>
    Math.abs(point.x - box.x) <= box.width / 2 && Math.abs(point.y - box.y) <= box.height / 2;
  const outside = points.filter((point) => !isInside(point));
  const goesRight = to.x > box.x;
  const next = outside[0] ?? { x: to.x, y: to.y };
  const half = box.height / 2 - 12;
  const start = {
    x: box.x + (goesRight ? box.width : -box.width) / 2,
    y: Math.min(Math.max(next.y, box.y - half), box.y + half),
  };
  const end = outside[outside.length - 1] ?? {
    x: to.x + (goesRight ? -to.width : to.width) / 2,
    y: to.y,
  };
  const between = outside.slice(0, -1).filter((point) => point.x > start.x === goesRight);
  return [start, ...between, end];
}
