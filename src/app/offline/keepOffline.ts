/** Told when a newer version of the site has been fetched; `take` shows it. */
export type OnUpdate = (take: () => void) => void;

/**
 * Keeps the site on this device, so that it opens without a network from the next visit on. Nothing where service workers are not to be had (a file, a
 * sandboxed frame, a private window): the site works as before.
 */
export async function keepOffline(onUpdate: OnUpdate): Promise<void> {
  if (!('serviceWorker' in navigator) || window.top !== window) return;
  try {
    const registration = await navigator.serviceWorker.register('./sw.js', {
      updateViaCache: 'none',
    });
    const tell = () => {
      const { waiting } = registration;
      // The first one has nothing to replace.
      if (waiting && navigator.serviceWorker.controller) onUpdate(() => takeOver(waiting));
    };
    tell();
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed') tell();
      });
    });
    // A page that stays open for days asks again when it is looked at.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') registration.update().catch(() => {});
    });
  } catch {
    // Forbidden or failed: read on with the network.
  }
}

function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), {
    once: true,
  });
  waiting.postMessage('take over');
}
