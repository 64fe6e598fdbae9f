import { loadRoute, PAGES } from '../pages.tsx';
import { parseRoute } from '../route.ts';

/** Whether a visitor asked to save data: then nothing is fetched but what is asked for. */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}

/** What was asked for has the line and the processor to itself for so long. */
const SETTLES_MS = 1_500;

/** Fetches parts, one after the other, when the browser has nothing better to do. To be called once what was asked for is here. */
export function fetchWhenIdle(parts: readonly (() => Promise<unknown>)[]): void {
  if (savesData()) return;
  const fetchAll = async () => {
    for (const part of parts) await part().catch(() => {}); // it is fetched again when it is asked for, and then says what is wrong
  };
  setTimeout(() => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => void fetchAll());
    else void fetchAll();
  }, SETTLES_MS);
}

/**
 * Fetches pages before they are asked for: the page of a link that is pointed at or focused, and, when all is quiet, the two that
 * most people go to next, unless they asked to save data.
 */
export function fetchPagesAhead(): void {
  const ahead = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (link) loadRoute(parseRoute(link.getAttribute('href') ?? '')).catch(() => {});
  };
  document.addEventListener('pointerover', ahead, { passive: true });
  document.addEventListener('focusin', ahead, { passive: true });
  loadRoute(parseRoute(window.location.hash)).then(
    () => fetchWhenIdle([PAGES.lesson.load, PAGES.sandbox.load]),
    () => {}, // the page says so itself
  );
}
