import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const STARTS_WORKER = /new Worker\(new URL\([^)]*\), \{ type: 'module' \}\)/;

/**
 * Puts other modules in the place of those that a single file does without, and starts no workers: a page from a disk may not, and the program that
 * would do their work stands in the page anyway.
 */
export function withoutWorkers(
  root: string,
  substitutes: Readonly<Record<string, string>>,
): Plugin {
  const byPath = new Map(
    Object.entries(substitutes).map(([from, to]) => [resolve(root, from), resolve(root, to)]),
  );
  const missed = new Set(byPath.keys());
  return {
    name: 'roundtrip:single-substitutes',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer || !source.startsWith('.')) return null;
      const path = join(dirname(importer.replace(/\?.*$/, '')), source);
      const other = byPath.get(path);
      if (other === undefined || importer === other) return null;
      missed.delete(path);
      return other;
    },
    transform(code) {
      if (!STARTS_WORKER.test(code)) return null;
      return {
        code: code.replace(STARTS_WORKER, "(() => { throw new Error('no worker here'); })()"),
        map: null,
      };
    },
    buildEnd(error) {
      // A module that was renamed must not come back in by the new name.
      if (!error && missed.size > 0)
        this.error(
          `nothing imports ${[...missed].join(', ')}: name what the player does without anew`,
        );
    },
  };
}
