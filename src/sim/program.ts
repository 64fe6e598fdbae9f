import type { Route } from '../scenario/scenario.ts';

/** What a slot can do for a route, one after another. */
export const OP = {
  /** The view is over. */
  leave: 0,
  /** arg: work of the database for it, µs. */
  query: 1,
  /** arg: µs of Python's own work. */
  cpu: 2,
  /** arg: µs, -1 = as drawn for the request. */
  wait: 3,
  crash: 4,
  segv: 5,
  sigkill: 6,
  hang: 7,
  spin: 8,
  /** The server itself sends a file: no view at all. */
  file: 9,
} as const;

/** A span that begins or ends: index of the span, and whether it begins. */
export interface SpanMark {
  readonly span: number;
  readonly begins: boolean;
}

/** What Django does for one route, flat: `ops[i]` with `args[i]`; before it the spans that end and begin there. The last op is `leave`. */
export interface Program {
  readonly ops: Uint8Array;
  readonly args: Float64Array;
  /** null for nearly every op. */
  readonly marks: readonly (readonly SpanMark[] | null)[];
}

/**
 * Django's work for a route as a program. SIMPLIFIED: within a part the queries come first, then its own work, then its wait; the route's
 * own queries, work and wait follow its named parts.
 */
export function programOf(route: Route, servesFiles = false): Program {
  if (servesFiles && route.isStatic) return FILE;
  const ops: number[] = [];
  const args: number[] = [];
  const marks: (SpanMark[] | null)[] = [];
  let pending: SpanMark[] = [];
  const add = (op: number, arg: number) => {
    ops.push(op);
    args.push(arg);
    marks.push(pending.length > 0 ? pending : null);
    pending = [];
  };
  const part = (asks: number, queryUs: number, cpuUs: number, waits: boolean, waitUs: number) => {
    for (let i = 0; i < asks; i++) add(OP.query, queryUs);
    if (cpuUs > 0) add(OP.cpu, cpuUs);
    if (waits) add(OP.wait, waitUs);
  };
  route.spans.forEach((span, index) => {
    pending.push({ span: index, begins: true });
    part(span.queries, span.queryUs, span.cpuUs, span.waitUs > 0, span.waitUs);
    pending.push({ span: index, begins: false });
  });
  const effect = EFFECTS[route.effect];
  if (effect >= 0) add(effect, 0);
  // A request may draw a wait though its route has none, so the op is always there; where nothing was drawn it is passed over.
  part(route.queries, route.queryUs, route.cpuUs, true, -1);
  add(OP.leave, 0);
  return { ops: Uint8Array.from(ops), args: Float64Array.from(args), marks };
}

const FILE: Program = {
  ops: Uint8Array.of(OP.file),
  args: Float64Array.of(0),
  marks: [null],
};

const EFFECTS: Readonly<Record<Route['effect'], number>> = {
  none: -1,
  crash: OP.crash,
  segv: OP.segv,
  sigkill: OP.sigkill,
  hang: OP.hang,
  'hang-hard': OP.hang,
  spin: OP.spin,
};
