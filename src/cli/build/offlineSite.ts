import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/**
 * Builds the service worker into `sw.js`, with the list of what the site needs without a network: the page, its scripts and styles, its icons. Pictures and static
 * pages are kept when they are looked at; what serves embedded lessons and packages alone is not for it.
 */
export function offlineSite(worker: string): Plugin {
  return {
    name: 'roundtrip:offline-site',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: worker, fileName: 'sw.js' });
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const script = bundle['sw.js'];
        if (script?.type !== 'chunk') throw new Error('the service worker was not built');
        if (script.imports.length > 0)
          throw new Error(
            `the service worker must stand alone; it imports ${script.imports.join(', ')}`,
          );
        const files = ['./', ...Object.keys(bundle).filter(isOfSite).sort()];
        const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
        script.code = script.code
          .replaceAll('__FILES__', JSON.stringify(files))
          .replaceAll('__VERSION__', JSON.stringify(version));
      },
    },
  };
}

const isOfSite = (file: string): boolean => /^assets\/.*\.(?:js|css|woff2)$/.test(file);
