import type { Plugin } from 'vite';

/**
 * Lets the built page fetch the chunk of a module, and what it imports, together with the entry that imports it dynamically: the line is
 * never idle while the entry is on its way.
 */
export function preloadChunk(module: string): Plugin {
  return {
    name: 'roundtrip:preload-chunk',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const wanted = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
        if (!wanted) throw new Error(`no chunk holds ${module}, which is to be preloaded`);
        return [...wanted.imports, wanted.fileName]
          .filter((file) => !html.includes(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head',
          }));
      },
    },
  };
}
