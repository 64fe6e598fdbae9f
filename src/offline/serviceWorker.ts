/// <reference lib="webworker" />
import { handlingOf, isEmbedded } from './handling.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file that the site needs without a network, and a name that changes with any of them. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const SITE = `roundtrip-site-${__VERSION__}`;
/** Pictures and pages that were looked at; they have names that stay, so they are asked for anew where there is a network. */
const SEEN = 'roundtrip-seen';

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SITE).then((cache) => cache.addAll([...__FILES__])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder());
});

async function forgetOlder(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith('roundtrip-site-') && name !== SITE) await caches.delete(name);
  await self.clients.claim();
}

// A new version waits until the reader says so: half of a page from one and half from another would break it.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting();
});

/** Pages that are embedded lessons: a script that a script imports no longer says which page it is for. */
const guests = new Set<string>();

self.addEventListener('fetch', (event) => {
  const { request, clientId, resultingClientId } = event;
  const { scope } = self.registration;
  if (request.mode === 'navigate' && isEmbedded(request.url, scope)) guests.add(resultingClientId);
  if (guests.has(clientId)) return;
  const handling = handlingOf({
    url: request.url,
    method: request.method,
    isNavigation: request.mode === 'navigate',
    referrer: request.referrer,
    scope,
  });
  if (handling === 'site') event.respondWith(fromSite(request, clientId));
  if (handling === 'seen') event.respondWith(fromNetwork(request));
});

async function fromSite(request: Request, clientId: string): Promise<Response> {
  // The worker may have been ended and begun again since that page was opened.
  const client = clientId === '' ? undefined : await self.clients.get(clientId);
  if (client && isEmbedded(client.url, self.registration.scope)) {
    guests.add(clientId);
    return fetch(request);
  }
  const cache = await caches.open(SITE);
  const isPage = request.mode === 'navigate';
  const kept = await cache.match(isPage ? new URL('./', self.registration.scope).href : request, {
    ignoreSearch: true,
    ignoreVary: true,
  });
  return kept ?? fetch(request);
}

async function fromNetwork(request: Request): Promise<Response> {
  const cache = await caches.open(SEEN);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
