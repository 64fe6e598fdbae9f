import { useState } from 'react';
import { msg, t } from '../../language/t.ts';
import { applyTheme, rememberedTheme, THEMES, type Theme } from './theme.ts';

const SIGN: Record<Theme, string> = { auto: '◐', light: '○', dark: '●' };

const WORDS: Record<Theme, string> = {
  auto: msg('auto##the theme: as the system has it'),
  light: msg('light##the theme'),
  dark: msg('dark##the theme'),
};

/** One button that goes round auto, light and dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(rememberedTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme;
  const words = t('Theme: {theme}. Change to {next}', {
    theme: t(WORDS[theme]),
    next: t(WORDS[next]),
  });
  return (
    <button
      type="button"
      className="app-button"
      aria-label={words}
      title={words}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      <span aria-hidden="true">{SIGN[theme]}</span>
      <span className="app-wideOnly"> {t(WORDS[theme])}</span>
    </button>
  );
}
