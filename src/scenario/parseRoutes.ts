import { t } from '../language/t.ts';
import { readTable, under } from './fields.ts';
import { itemsOf, refuseTwins, writtenAt } from './place.ts';
import { Problems } from './problems.ts';
import { ROUTE, SPAN } from './routeSchema.ts';
import type { Route, Span } from './scenario.ts';
import { MOST_ROUTES, MOST_SPANS } from './schema.ts';

/** Settings of a route whose default depends on its other settings. */
export function routeFallbacks(
  index: number,
  path: string,
  isStatic: boolean,
  hasSpans: boolean,
): Partial<Route> {
  const name = index === 0 ? 'route' : `route${index + 1}`;
  if (isStatic) return { name, cpuUs: 500, contentType: typeOf(path) };
  // Who spells the parts out has said where the time goes.
  return hasSpans ? { name, cpuUs: 0 } : { name };
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
    problems.add('routes', input, t('names no route; allowed: at least one'));
    return [{ ...readTable(new Problems(), '', {}, ROUTE), spans: [] }];
  }
  const routes = items.map((item, index) => {
    const at = `routes[${index}]`;
    const isStatic = writtenAt(item, 'static');
    const path = writtenAt(item, 'path');
    const written = writtenAt(item, 'spans');
    const spans =
      written === undefined ? [] : parseSpans(problems, under(at, 'spans'), written, hasDatabase);
    const fallbacks = routeFallbacks(
      index,
      typeof path === 'string' ? path : '/',
      isStatic === true || isStatic === 'on',
      spans.length > 0,
    );
    const route = { ...readTable(problems, at, item, ROUTE, ['spans'], fallbacks), spans };
    if (hasDatabase) return route;
    // The routes that nobody wrote do without a database.
    if (!areWritten) return { ...route, queries: 0 };
    refuseQueries(problems, at, route);
    if (route.locks !== '') {
      problems.add(
        under(at, 'locks'),
        route.locks,
        t('needs a database, and this scenario has none; allowed: none'),
      );
    }
    return route;
  });
  refuseTwins(
    problems,
    'routes',
    routes.map((route) => route.name),
  );
  return routes;
}

function parseSpans(problems: Problems, at: string, input: unknown, hasDatabase: boolean): Span[] {
  return itemsOf(problems, at, input, MOST_SPANS).map((item, index) => {
    const place = `${at}[${index}]`;
    const kind = writtenAt(item, 'kind');
    const name = SPAN.kind.choices.includes(String(kind)) ? String(kind) : SPAN.name.fallback;
    const span = readTable(problems, place, item, SPAN, [], { name });
    if (!hasDatabase) refuseQueries(problems, place, span);
    return span;
  });
}

function refuseQueries(problems: Problems, at: string, { queries }: { queries: number }): void {
  if (queries > 0) {
    problems.add(
      under(at, 'queries'),
      queries,
      t('needs a database, and this scenario has none; allowed: 0'),
    );
  }
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
