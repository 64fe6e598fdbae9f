import { useEffect, useReducer, useRef } from 'react';
import { isRouteHere, loadRoute } from '../pages.tsx';
import type { Route } from '../route.ts';
import { useRoute } from './useRoute.ts';

/**
 * The route to draw: the present one as soon as its page is here; until then the page before it stays, without a flash. The first page of a visit
 * has none before it. One that cannot be fetched is drawn all the same, and says so itself.
 */
export function useLoadedRoute(): Route {
  const asked = useRoute();
  const shown = useRef(asked);
  const failed = useRef<Route | null>(null);
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const isHere = isRouteHere(asked) || failed.current === asked;
  if (isHere || shown.current.page === asked.page) shown.current = asked;
  useEffect(() => {
    if (isHere) return;
    let isGone = false;
    loadRoute(asked)
      .catch(() => {
        failed.current = asked;
      })
      .then(() => {
        if (!isGone) drawAgain();
      });
    return () => {
      isGone = true;
    };
  }, [asked, isHere]);
  return shown.current;
}
