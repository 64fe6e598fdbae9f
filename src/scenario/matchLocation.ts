import { locationRegExp } from './locationPattern.ts';
import type { Location } from './scenario.ts';

/**
 * The location that nginx serves a path from, by its own rules: `=` wins at once; else the longest prefix, final where it says `^~`;
 * else the first regular expression in order; else that longest prefix. -1 where nothing matches.
 * Source: nginx documentation, ngx_http_core_module, `location`.
 */
export function matchLocation(locations: readonly Location[], path: string): number {
  const plain = path.split('?')[0];
  let longest = -1;
  for (let i = 0; i < locations.length; i++) {
    const { modifier, match } = locations[i];
    if (modifier === '=' && match === plain) return i;
    if (
      (modifier === '' || modifier === '^~') &&
      plain.startsWith(match) &&
      (longest < 0 || match.length > locations[longest].match.length)
    )
      longest = i;
  }
  if (longest >= 0 && locations[longest].modifier === '^~') return longest;
  for (let i = 0; i < locations.length; i++) {
    const { modifier } = locations[i];
    if ((modifier === '~' || modifier === '~*') && locationRegExp(locations[i]).test(plain))
      return i;
  }
  return longest;
}
