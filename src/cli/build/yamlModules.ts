import type { Plugin } from 'vite';
import { parse } from 'yaml';

/**
 * Lets the site import `*.yaml` as data: the file is parsed while building, so the browser is never sent a
 * YAML parser. The module's default export is the plain value. Bad YAML fails the build and names the file.
 */
export function yamlModules(): Plugin {
  return {
    name: 'roundtrip:yaml-modules',
    enforce: 'pre',
    transform: {
      filter: { id: /\.ya?ml$/ },
      handler(source, id) {
        try {
          const value: unknown = parse(source, { prettyErrors: true });
          return { code: `export default ${toLiteral(value)};`, map: null, moduleType: 'js' };
        } catch (problem) {
          this.error(`${id}: ${(problem as Error).message}`);
        }
      },
    },
  };
}

/** JSON that is also safe as JavaScript source: `__proto__` would set a prototype in an object literal. */
function toLiteral(value: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value ?? null))})`;
}
