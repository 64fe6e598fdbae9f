/** What the service worker looks at in a request. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly isNavigation: boolean;
  /** The page that asks, as far as the browser tells; may be empty. */
  readonly referrer: string;
  /** The folder of the site, with a slash at its end. */
  readonly scope: string;
}

/**
 * `site`: answered from what was kept when the site was installed. `seen`: from the network, or else as it was seen last. `none`: none of our business. An
 * embedded lesson is a guest on another page and never has a service worker between itself and the network, nor has what it asks for.
 */
export function handlingOf({
  url,
  method,
  isNavigation,
  referrer,
  scope,
}: Asked): 'site' | 'seen' | 'none' {
  if (method !== 'GET' || !url.startsWith(scope) || isEmbedded(referrer, scope)) return 'none';
  const path = (url.slice(scope.length).split(/[?#]/, 1)[0] as string).replace(/^\.\//, '');
  if (isEmbedded(url, scope) || path === 'embed.v1.js' || path === 'sw.js') return 'none';
  if (isNavigation) return path === '' || path === 'index.html' ? 'site' : 'seen';
  return path.startsWith('assets/') ? 'site' : 'seen';
}

/** Whether the address is that of an embedded lesson. */
export const isEmbedded = (url: string, scope: string): boolean => url.startsWith(`${scope}embed/`);
