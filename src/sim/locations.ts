import { matchLocation } from '../scenario/matchLocation.ts';
import type { Location, Route } from '../scenario/scenario.ts';

export { matchLocation } from '../scenario/matchLocation.ts';

/** Matches every route once, by index. */
export function matchRoutes(locations: readonly Location[], routes: readonly Route[]): Int32Array {
  return Int32Array.from(routes, (route) => matchLocation(locations, route.path));
}
