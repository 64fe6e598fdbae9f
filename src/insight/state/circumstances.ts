import { NONE } from '../../recording/vocabulary.ts';
import type { Link, Micros, Pace, Population, Route } from '../../scenario/scenario.ts';
import type { TokenKind } from '../scene/scene.ts';
import type { Run } from '../shapes.ts';

/** What a request brings with it: its URL, and the client and line it comes over. */
export interface Circumstances {
  readonly route: Route;
  readonly population: Population;
  readonly link: Link;
  readonly pace: Pace;
  readonly patienceUs: Micros;
}

/** The circumstances of a request; an explicit arrival overrides what its population says. */
export function circumstances(run: Run, request: number): Circumstances {
  const seed = run.seed(request);
  const population = run.scenario.clients[seed.population] as Population;
  const route = run.scenario.routes[seed.route] as Route;
  const { arrivals } = population;
  const own =
    seed.arrival !== NONE && arrivals.kind === 'list' ? arrivals.items[seed.arrival] : undefined;
  return {
    route,
    population,
    link: own?.link ?? population.link,
    pace: own?.pace ?? population.pace,
    patienceUs: own?.patienceUs ?? population.patienceUs,
  };
}

/** Bodies from this size on are what a person would call an upload. */
const UPLOAD_BYTES = 16_000;

/** What kind of thing a request is, for the shape of its token. */
export function kindOf(route: Route, bodyBytes: number): TokenKind {
  if (route.isStatic) return 'static';
  if (bodyBytes >= UPLOAD_BYTES) return 'upload';
  if (route.contentType.includes('json') || route.path.startsWith('/api')) return 'api';
  return bodyBytes > 0 && route.method !== 'GET' ? 'upload' : 'page';
}
