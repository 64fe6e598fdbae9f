import type { EmbedOptions } from '../../embed/parameters.ts';

const DARK = '(prefers-color-scheme: dark)';

/** Shows the frame in the theme; `auto` follows the page around it, as its `color-scheme` tells the browser. */
export function showTheme(theme: EmbedOptions['theme']): void {
  const { dataset } = document.documentElement;
  if (theme === 'auto') delete dataset.theme;
  else dataset.theme = theme;
  for (const picture of document.querySelectorAll<HTMLSourceElement>('source[data-dark]'))
    picture.media = theme === 'auto' ? DARK : theme === 'dark' ? 'all' : 'not all';
}
