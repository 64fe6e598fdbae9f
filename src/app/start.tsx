import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { holdDrops } from './shell/earlyDrop.ts';
import { fetchPagesAhead } from './shell/fetchAhead.ts';

/** Draws the site into the element. */
export function start(root: HTMLElement): void {
  holdDrops();
  createRoot(root).render(
    <ErrorBoundary what="the page">
      <App />
    </ErrorBoundary>,
  );
  fetchPagesAhead();
}
