import { useMemo, useSyncExternalStore } from 'react';
import { parseRoute, type Route, routeHash } from '../route.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  window.addEventListener('roundtrip:addressReplaced', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
    window.removeEventListener('roundtrip:addressReplaced', listener);
  };
}

/** The address of a page that has none of its own, or null: it stands behind `#` in the browser's. */
let own: string | null = null;

/**
 * Keeps the address in memory from now on: an embedded page is in another's history, and must leave nothing there. Called before anything is drawn, and
 * again to go somewhere else.
 */
export function keepAddressHere(hash: string): void {
  own = hash;
  window.dispatchEvent(new Event('roundtrip:addressReplaced'));
}

const hashNow = (): string => own ?? window.location.hash;

/** The present route; the component renders again when the address changes, by whatever hand. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, hashNow);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes to a route and leaves an entry in the history, so that Back returns. */
export function goTo(route: Exclude<Route, { page: 'unknown' }>): void {
  if (own === null) window.location.hash = routeHash(route);
  else keepAddressHere(routeHash(route));
}

/**
 * Changes the address of the page one is on without adding to the history: Back must not walk through every knob turned. A page stays
 * until the one asked for after it is here: once the address is no longer of the page `from`, it is left as it is.
 */
export function replaceRoute(
  route: Exclude<Route, { page: 'unknown' }>,
  from: Route['page'] = route.page,
): void {
  const hash = routeHash(route);
  if (hash === hashNow()) return;
  if (parseRoute(hashNow()).page !== from) return;
  if (own !== null) keepAddressHere(hash);
  else {
    window.history.replaceState(window.history.state, '', hash);
    window.dispatchEvent(new Event('roundtrip:addressReplaced'));
  }
}
