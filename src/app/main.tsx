import '../stage/palette.css';
import './base.css';
import './shell/shell.css';
import { loadRoute } from './pages.tsx';
import { parseRoute } from './route.ts';
import { rememberedLanguage } from './shell/languages.ts';
import { applyTheme, rememberedTheme } from './shell/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
applyTheme(rememberedTheme());
const language = rememberedLanguage();
const spoken =
  language === 'en'
    ? null
    : import('./shell/chooseLanguage.ts').then(
        (chosen) => chosen.changeLanguage(language),
        () => {}, // its words cannot be fetched: English is better than nothing
      );
// React and the page that is asked for come side by side, the lesson once its language is known. Should the page fail, it says so where it would have been.
Promise.resolve(spoken)
  .then(() => loadRoute(parseRoute(window.location.hash)))
  .catch(() => {});
Promise.all([import('./start.tsx'), spoken]).then(
  ([{ start }]) => start(root),
  (error: unknown) => {
    root.textContent = `Roundtrip could not be fetched: ${String(error)}. Load the page again when the connection is back.`;
  },
);
