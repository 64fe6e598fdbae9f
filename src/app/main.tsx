import '../stage/palette.css';
import './base.css';
import './shell/shell.css';
import { loadRoute } from './pages.tsx';
import { parseRoute } from './route.ts';
import { applyTheme, rememberedTheme } from './shell/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
applyTheme(rememberedTheme());
// React and the page that is asked for come side by side. Should the page fail, it says so where it would have been.
loadRoute(parseRoute(window.location.hash)).catch(() => {});
import('./start.tsx').then(
  ({ start }) => start(root),
  (error: unknown) => {
    root.textContent = `Roundtrip could not be fetched: ${String(error)}. Load the page again when the connection is back.`;
  },
);
