import { requestName } from '../../insight/plainWords.ts';
import type { TokenKind } from '../../insight/scene/scene.ts';
import type { Run } from '../../insight/shapes.ts';
import { kindOf } from '../../insight/state/circumstances.ts';
import { t } from '../../language/t.ts';
import { type RequestRow, requestTable } from '../../recording/requestTable.ts';
import type { Route } from '../../scenario/scenario.ts';

/** What the table can be sorted by. */
export type RequestKey = 'number' | 'kind' | 'path' | 'clients' | 'outcome' | 'size' | 'time';

/** What stays in the table. */
export interface RequestFilter {
  /** Part of number, path, route, clients, status or outcome; '' = all. */
  readonly text: string;
  readonly onlyFailed: boolean;
  /** The slowest 5 % of those that have ended. */
  readonly onlySlowest: boolean;
  /** Index of a population, or null for all. */
  readonly population: number | null;
  /** `200`, `refused`, `no answer`, `gave up`, `under way`; '' = all. */
  readonly outcome: string;
}

export const NO_FILTER: RequestFilter = {
  text: '',
  onlyFailed: false,
  onlySlowest: false,
  population: null,
  outcome: '',
};

/** What is known of one request at a moment. */
export interface RequestFacts {
  readonly row: RequestRow;
  readonly kind: TokenKind;
  readonly route: Route;
  readonly clients: string;
  readonly isOver: boolean;
  readonly outcome: string;
  readonly isFailed: boolean;
  /** Time since its start, or what it took, µs. */
  readonly tookUs: number;
  /** Bytes of the body that it brings, and of the answer as far as it has been answered. */
  readonly upBytes: number;
  readonly downBytes: number;
}

/** The facts of one request as they stand at the moment; it has started by then. */
export function factsOf(run: Run, request: number, atUs: number): RequestFacts {
  const row = requestTable(run)[request] as RequestRow;
  const seed = run.seed(request);
  const route = run.scenario.routes[seed.route] as Route;
  const isOver = row.endUs !== null && row.endUs <= atUs;
  return {
    row,
    route,
    kind: kindOf(route, seed.bodyBytes),
    clients: run.scenario.clients[seed.population]?.name ?? '',
    isOver,
    outcome: isOver ? outcomeOf(row) : t('under way'),
    isFailed: isOver && isFailure(row),
    tookUs: (isOver ? (row.endUs as number) : atUs) - row.startUs,
    upBytes: seed.bodyBytes,
    downBytes: isOver && row.status !== null ? seed.responseBytes : 0,
  };
}

/** Answered with 400 or more, or not at all. */
export function isFailure({ outcome, status }: RequestRow): boolean {
  return outcome === 'answered' ? (status ?? 0) >= 400 : outcome !== 'in-flight';
}

function outcomeOf({ outcome, status }: RequestRow): string {
  if (outcome === 'answered') return String(status);
  if (outcome === 'abandoned') return t('gave up');
  return outcome === 'refused' ? t('refused') : t('no answer');
}

/** How many requests have started by the moment: they are numbered in that order. */
export function startedBy(run: Run, atUs: number): number {
  const rows = requestTable(run);
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as RequestRow).startUs <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The requests that have started by the moment, filtered and sorted: by number where nothing is asked for. */
export function listRequests(
  run: Run,
  atUs: number,
  filter: RequestFilter,
  sort: { readonly key: RequestKey; readonly descending: boolean },
): Int32Array {
  const count = startedBy(run, atUs);
  const wanted = filter.text.trim().toLowerCase();
  const isAll =
    wanted === '' &&
    !filter.onlyFailed &&
    !filter.onlySlowest &&
    filter.population === null &&
    filter.outcome === '';
  const slowUs = filter.onlySlowest ? slowestFrom(run, atUs, count) : 0;
  let list = new Int32Array(count);
  let n = 0;
  for (let r = 0; r < count; r++) {
    if (!isAll && !fits(factsOf(run, r, atUs), filter, wanted, slowUs, run.seed(r).population))
      continue;
    list[n++] = r;
  }
  list = list.slice(0, n);
  if (sort.key === 'number') return sort.descending ? list.reverse() : list;
  const sorted = SORTS[sort.key];
  const values = new Map<number, number | string>();
  for (const r of list) values.set(r, sorted(factsOf(run, r, atUs)));
  const way = sort.descending ? -1 : 1;
  return list.sort((a, b) => {
    const x = values.get(a) as number | string;
    const y = values.get(b) as number | string;
    return (x < y ? -way : x > y ? way : 0) || a - b;
  });
}

const SORTS: Record<Exclude<RequestKey, 'number'>, (facts: RequestFacts) => number | string> = {
  kind: ({ kind }) => kind,
  path: ({ route }) => `${route.path} ${route.method}`,
  clients: ({ clients }) => clients,
  outcome: ({ outcome }) => outcome,
  size: ({ upBytes, downBytes }) => upBytes + downBytes,
  time: ({ tookUs }) => tookUs,
};

function fits(
  facts: RequestFacts,
  filter: RequestFilter,
  wanted: string,
  slowUs: number,
  population: number,
): boolean {
  const { row, route, kind, clients, outcome, isFailed, isOver, tookUs } = facts;
  if (filter.onlyFailed && !isFailed) return false;
  if (filter.onlySlowest && (!isOver || tookUs < slowUs)) return false;
  if (filter.population !== null && population !== filter.population) return false;
  if (filter.outcome !== '' && outcome !== filter.outcome) return false;
  if (wanted === '') return true;
  if (wanted.startsWith('#')) return requestName(row.id) === wanted;
  return `${route.method} ${route.path} ${route.name} ${kind} ${clients} ${outcome}`
    .toLowerCase()
    .includes(wanted);
}

/** The least time of the slowest 5 % of those that have ended, µs. */
function slowestFrom(run: Run, atUs: number, count: number): number {
  const rows = requestTable(run);
  const took: number[] = [];
  for (let r = 0; r < count; r++) {
    const { startUs, endUs } = rows[r] as RequestRow;
    if (endUs !== null && endUs <= atUs) took.push(endUs - startUs);
  }
  took.sort((a, b) => b - a);
  return took[Math.max(Math.ceil(took.length * 0.05) - 1, 0)] ?? 0;
}
