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

/** The present route; the component renders again when the address changes, by whatever hand. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes to a route and leaves an entry in the history, so that Back returns. */
export function goTo(route: Exclude<Route, { page: 'unknown' }>): void {
  window.location.hash = routeHash(route);
}

/** Changes the address of the page one is on without adding to the history: Back must not walk through every knob turned. */
export function replaceRoute(route: Exclude<Route, { page: 'unknown' }>): void {
  const hash = routeHash(route);
  if (hash === window.location.hash) return;
  window.history.replaceState(window.history.state, '', hash);
  window.dispatchEvent(new Event('roundtrip:addressReplaced'));
}
