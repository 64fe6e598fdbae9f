import { keep, recall } from './deviceMemory.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme chosen on this device; `auto` follows the system. */
export function rememberedTheme(): Theme {
  const theme = recall('theme');
  return THEMES.find((known) => known === theme) ?? 'auto';
}

/** Shows the page in the theme and remembers it. The palette reads `data-theme` of the root element. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  keep('theme', theme === 'auto' ? null : theme);
}
