import type { Plugin } from 'vite';

const FILE = 'embed.v1.js';

/**
 * Makes the loader of embedded lessons a file that other sites can include as a plain script and as a module alike: nothing of it becomes a name of theirs.
 * It may import nothing that the site shares, since it stands alone.
 */
export function hostLoader(): Plugin {
  return {
    name: 'roundtrip:host-loader',
    apply: 'build',
    generateBundle(_, bundle) {
      const loader = bundle[FILE];
      if (loader?.type !== 'chunk') throw new Error(`the build has no ${FILE}`);
      if (loader.imports.length > 0 || loader.exports.length > 0)
        throw new Error(`${FILE} imports ${loader.imports.join(', ')}, but has to stand alone`);
      loader.code = `(()=>{${loader.code.trim()}})();\n`;
    },
  };
}
