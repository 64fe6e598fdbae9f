import { type Pass, patternOf, wholePath } from './apacheLocations.ts';
import { quoted } from './apacheSyntax.ts';

/** Where requests go on to: mod_wsgi’s app, or by mod_proxy. */
export type Backends =
  | { readonly kind: 'wsgi' }
  | {
      readonly kind: 'proxy';
      /** `http://127.0.0.1:8000`, without a path. */
      readonly target: string;
      /** Parameters behind it. */
      readonly rest: string;
    };

/** The folder of the project: Apache puts the shell’s variable in its place. */
export const HERE = '$' + '{PWD}';

/** How Apache writes that a location’s requests go on. */
export function passOf(backends: Backends): Pass {
  if (backends.kind === 'wsgi')
    return {
      prefix: (match) =>
        match === '/'
          ? `WSGIScriptAlias / ${HERE}/wsgi.py`
          : `WSGIScriptAlias ${quoted(match)} ${HERE}/wsgi.py${match.replace(/\/$/, '')}`,
      pattern: (pattern) => `WSGIScriptAliasMatch ${quoted(wholePath(pattern))} ${HERE}/wsgi.py$1`,
      except: () => [],
    };
  const { target, rest } = backends;
  return {
    prefix: (match) => `ProxyPass ${quoted(match)} ${target}${match}${rest}`,
    pattern: (pattern) => `ProxyPassMatch ${quoted(pattern)} ${target}${rest}`,
    except: (location) => [
      location.modifier === '' || location.modifier === '^~'
        ? `ProxyPass ${quoted(location.match)} !`
        : `ProxyPassMatch ${quoted(patternOf(location))} !`,
    ],
  };
}
