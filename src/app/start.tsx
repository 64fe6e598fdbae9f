import { createRoot } from 'react-dom/client';
import { msg } from '../language/t.ts';
import { App } from './App.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { holdDrops } from './shell/earlyDrop.ts';
import { fetchPagesAhead } from './shell/fetchAhead.ts';
import { useLanguage } from './shell/useLanguage.ts';

/** Another language is another page: all of it is drawn anew. */
const Speaking = () => <App key={useLanguage()} />;

/** Draws the site into the element. */
export function start(root: HTMLElement): void {
  holdDrops();
  createRoot(root).render(
    <ErrorBoundary what={msg('the page')}>
      <Speaking />
    </ErrorBoundary>,
  );
  fetchPagesAhead();
}
