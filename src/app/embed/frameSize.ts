import type { Host } from './host.ts';

/**
 * Tells the host the height of the content whenever it changes, and Canvas in its own words. With a fixed height nothing is told, and content beyond it
 * scrolls in the frame.
 */
export function tellSize(host: Host, fixed: number | null): void {
  if (fixed !== null) return;
  let told = -1;
  const tell = (): void => {
    // Of the body, not of the document: that is never lower than the frame, so it would never shrink.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    host.post({ type: 'resize', height });
    if (window.parent !== window)
      window.parent.postMessage({ subject: 'lti.frameResize', height }, '*');
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
