import '../stage/palette.css';
import './base.css';
import './shell.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { applyTheme, rememberedTheme } from './theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
applyTheme(rememberedTheme());
createRoot(root).render(
  <ErrorBoundary what="the page">
    <App />
  </ErrorBoundary>,
);
