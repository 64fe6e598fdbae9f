import { readTable, under } from './fields.ts';
import { itemsOf, refuseTwins, writtenAt } from './place.ts';
import { Problems } from './problems.ts';
import type { Route } from './scenario.ts';
import { MOST_ROUTES } from './schema.ts';
import { ROUTE } from './serverSchema.ts';

/** Settings of a route whose default depends on its other settings. */
export function routeFallbacks(index: number, path: string, isStatic: boolean): Partial<Route> {
  const name = index === 0 ? 'route' : `route${index + 1}`;
  return isStatic ? { name, cpuUs: 500, contentType: typeOf(path) } : { name };
}

/** `routes:`, the URLs of the app. */
export function parseRoutes(
  problems: Problems,
  input: unknown,
  hasDatabase: boolean,
  areWritten: boolean,
): Route[] {
  const items = itemsOf(problems, 'routes', input, MOST_ROUTES);
  if (items.length === 0) {
    problems.add('routes', input, 'names no route; allowed: at least one');
    return [{ ...readTable(new Problems(), '', {}, ROUTE) }];
  }
  const routes = items.map((item, index) => {
    const at = `routes[${index}]`;
    const isStatic = writtenAt(item, 'static');
    const path = writtenAt(item, 'path');
    const fallbacks = routeFallbacks(
      index,
      typeof path === 'string' ? path : '/',
      isStatic === true || isStatic === 'on',
    );
    const route = readTable(problems, at, item, ROUTE, [], fallbacks);
    if (route.queries === 0 || hasDatabase) return route;
    // The routes that nobody wrote do without a database.
    if (!areWritten) return { ...route, queries: 0 };
    problems.add(
      under(at, 'queries'),
      route.queries,
      'needs a database, and this scenario has none; allowed: 0',
    );
    return route;
  });
  refuseTwins(
    problems,
    'routes',
    routes.map((route) => route.name),
  );
  return routes;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  html: 'text/html',
  woff2: 'font/woff2',
  json: 'application/json',
  txt: 'text/plain',
};

function typeOf(path: string): string {
  const extension = /\.([a-z0-9]{1,5})$/.exec(path)?.[1] ?? '';
  return Object.hasOwn(TYPES, extension)
    ? (TYPES[extension] as string)
    : 'application/octet-stream';
}
