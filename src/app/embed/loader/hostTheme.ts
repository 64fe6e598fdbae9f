/** Attributes in which documentation sites keep their theme: Sphinx's Furo, Docusaurus and Starlight; MkDocs Material and Zensical. */
const ATTRIBUTES = ['data-theme', 'data-md-color-scheme', 'data-color-mode', 'class', 'style'];
const SAYS: Readonly<Record<string, 'light' | 'dark'>> = {
  light: 'light',
  default: 'light',
  dark: 'dark',
  slate: 'dark',
};

/** The theme of the page around: what its generator says, its `color-scheme`, or how its background is; the system's where it says nothing. */
export function hostTheme(): 'light' | 'dark' {
  const isSystemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  for (const element of [document.documentElement, document.body]) {
    const { dataset, classList } = element;
    for (const word of [dataset.theme, dataset.mdColorScheme, dataset.colorMode]) {
      const said = SAYS[word ?? ''];
      if (said) return said;
    }
    if (classList.contains('dark')) return 'dark';
    if (classList.contains('light')) return 'light';
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === 'dark' || scheme === 'light') return scheme;
  // A page that names no scheme is light, whatever the system prefers, unless it follows that itself.
  const [red, green, blue, alpha = 1] = (
    getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []
  ).map(Number);
  if (red === undefined || alpha === 0)
    return isSystemDark && scheme.includes('dark') ? 'dark' : 'light';
  return red + (green ?? 0) + (blue ?? 0) < 384 ? 'dark' : 'light';
}

/** Calls back whenever the theme of the page around may have changed; answers how to stop. */
export function watchHostTheme(changed: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body])
    observer.observe(element, { attributes: true, attributeFilter: ATTRIBUTES });
  query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', changed);
  };
}
