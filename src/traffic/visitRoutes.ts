import { looksStatic, patternOf } from './routePattern.ts';
import type { Visit } from './traffic.ts';

/** Routes that are told apart; the rest are merged by kind. */
export const MOST_TOLD_APART = 17;

/** A route of a record, with all the visits to it. */
export interface VisitedRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly isStatic: boolean;
  readonly visits: readonly Visit[];
}

/** The methods that a scenario knows, and what stands for others. */
const METHODS: Readonly<Record<string, VisitedRoute['method']>> = {
  GET: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  DELETE: 'DELETE',
  PATCH: 'PUT',
};

export const methodOf = (method: string): VisitedRoute['method'] =>
  Object.hasOwn(METHODS, method) ? (METHODS[method] as VisitedRoute['method']) : 'GET';

/** Visits by method and pattern of path, the most visited first; what is beyond the limit is merged into files, readers and writers. */
export function routesOf(visits: readonly Visit[]): {
  routes: VisitedRoute[];
  merged: number;
} {
  const groups = new Map<string, { key: Omit<VisitedRoute, 'name' | 'visits'>; visits: Visit[] }>();
  for (const visit of visits) {
    const isStatic = looksStatic(visit.method, visit.path);
    const method = methodOf(visit.method);
    const path = patternOf(visit.path, isStatic);
    const key = `${method} ${path} ${isStatic}`;
    const group = groups.get(key) ?? { key: { method, path, isStatic }, visits: [] };
    groups.set(key, group);
    group.visits.push(visit);
  }
  const ranked = [...groups.values()].sort(
    (a, b) => b.visits.length - a.visits.length || (a.key.path < b.key.path ? -1 : 1),
  );
  // Three merged routes take three places; a rest that would fit need not be merged.
  const isFew = ranked.length <= MOST_TOLD_APART + 3;
  const kept = isFew ? ranked : ranked.slice(0, MOST_TOLD_APART);
  const rest = isFew ? [] : ranked.slice(MOST_TOLD_APART);
  const names = new Set<string>();
  const routes = kept.map(({ key, visits: own }) => ({
    ...key,
    name: nameOf(key.method, key.path, names),
    visits: own,
  }));
  for (const merged of MERGED) {
    const own = rest.filter(({ key }) => merged.takes(key)).flatMap((group) => group.visits);
    if (own.length === 0) continue;
    const { method, path, isStatic } = merged;
    routes.push({ name: unused(merged.name, names), method, path, isStatic, visits: own });
  }
  return { routes, merged: rest.length };
}

const MERGED: readonly (Omit<VisitedRoute, 'visits'> & {
  takes(key: { method: string; isStatic: boolean }): boolean;
})[] = [
  {
    name: 'other-files',
    method: 'GET',
    path: '/static/other',
    isStatic: true,
    takes: ({ isStatic }) => isStatic,
  },
  {
    name: 'other-pages',
    method: 'GET',
    path: '/other',
    isStatic: false,
    takes: ({ isStatic, method }) => !isStatic && method === 'GET',
  },
  {
    name: 'other-writes',
    method: 'POST',
    path: '/other',
    isStatic: false,
    takes: ({ isStatic, method }) => !isStatic && method !== 'GET',
  },
];

/** A name that a scenario takes: `home`, `orders-id`, `post-orders`. */
function nameOf(method: string, path: string, taken: Set<string>): string {
  const words = path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const verb = method === 'GET' ? '' : `${method.toLowerCase()}-`;
  const plain = `${verb}${words || 'home'}`.slice(0, 28);
  return unused(/^[A-Za-z]/.test(plain) ? plain : `r-${plain}`.slice(0, 28), taken);
}

function unused(name: string, taken: Set<string>): string {
  let found = name;
  for (let n = 2; taken.has(found); n++) found = `${name}-${n}`;
  taken.add(found);
  return found;
}
