import { useSyncExternalStore } from 'react';

/** Below this a stage runs from top to bottom: two of them would be far apart. */
const NARROW = '(width < 840px)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the window has room for one stage only. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
}
