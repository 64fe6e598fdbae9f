import { useState } from 'react';
import { applyTheme, rememberedTheme, THEMES, type Theme } from './theme.ts';

const SIGN: Record<Theme, string> = { auto: '◐', light: '○', dark: '●' };

/** One button that goes round auto, light and dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(rememberedTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme;
  return (
    <button
      type="button"
      className="app-button"
      aria-label={`Theme: ${theme}. Change to ${next}`}
      title={`Theme: ${theme}`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      <span aria-hidden="true">{SIGN[theme]}</span>
      <span className="app-wideOnly"> {theme}</span>
    </button>
  );
}
