/**
 * Links of the site (`#/…`) lead out of the frame: to the site itself, in a tab of its own, so that the page around the frame stays. They are rewritten
 * when they are pointed at, focused or followed, wherever they were drawn.
 */
export function leadLinksOut(site: string): void {
  const lead = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    if (!link) return;
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#')) link.href = new URL(`index.html${href}`, site).href;
    link.target = '_blank';
    link.rel = 'noopener';
  };
  for (const kind of ['pointerover', 'focusin', 'click', 'auxclick', 'contextmenu'])
    document.addEventListener(kind, lead, { capture: true });
}
