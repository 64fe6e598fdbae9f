import { LOCATION_ROOT, LOCATION_STATUS } from '../../scenario/frontSchema.ts';
import { splitMatch } from '../../scenario/locationPattern.ts';
import type { Location } from '../../scenario/scenario.ts';
import { type Findings, note, noted } from '../findings.ts';
import { type ApacheLine, quoted, textOf } from './apacheSyntax.ts';

/** How the requests of a location go on: with the path behind it, or what matches. */
export interface Pass {
  /** `ProxyPass /x http://app/x`, for a prefix. */
  prefix(match: string): string;
  /** `ProxyPassMatch "^/x$" http://app`. */
  pattern(pattern: string): string;
  /** Lines that keep a path from the app. */
  except(location: Location): readonly string[];
}

const isPrefix = ({ modifier }: Location) => modifier === '' || modifier === '^~';

const escaped = (text: string) => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');

/** A location’s paths as a regular expression. */
export function patternOf({ modifier, match }: Location): string {
  if (modifier === '=') return `^${escaped(match)}$`;
  if (modifier === '~' || modifier === '~*') return `${modifier === '~*' ? '(?i)' : ''}${match}`;
  return `^${escaped(match)}`;
}

/** A pattern that keeps the whole path as its first group wherever the given one matches. */
export function wholePath(pattern: string): string {
  const [, flags = '', rest = ''] = /^(\(\?i\))?([\s\S]*)$/.exec(pattern) ?? [];
  return `${flags}^(?=(/.*)$)(?=.*(?:${rest}))`;
}

/** Lines for one location; the first says it. */
export function linesOf(location: Location, pass: Pass): string[] {
  const { match } = location;
  if (location.does === 'proxy')
    return [isPrefix(location) ? pass.prefix(match) : pass.pattern(patternOf(location))];
  const kept = pass.except(location);
  if (location.does === 'return') {
    const line = isPrefix(location)
      ? `Redirect ${location.status} ${quoted(match)}`
      : `RedirectMatch ${location.status} ${quoted(patternOf(location))}`;
    return [line, ...kept];
  }
  const root = location.root.replaceAll('$', '_');
  const folder = match.endsWith('/') ? `${root}/` : root;
  const line = isPrefix(location)
    ? `Alias ${quoted(match)} ${quoted(folder)}`
    : // Where a pattern matches, the whole path is looked for below the folder.
      `AliasMatch ${quoted(wholePath(patternOf(location)))} ${quoted(`${root}$1`)}`;
  return [line, ...kept, `<Directory ${quoted(root)}>`, '    Require all granted', '</Directory>'];
}

/** In the order in which nginx would choose: exact paths, long prefixes with `^~`, patterns, prefixes from long to short. */
export function inOrder(locations: readonly Location[]): { location: Location; index: number }[] {
  const rank = ({ modifier }: Location) =>
    modifier === '=' ? 0 : modifier === '^~' ? 1 : modifier === '' ? 3 : 2;
  return locations
    .map((location, index) => ({ location, index }))
    .sort(
      (a, b) =>
        rank(a.location) - rank(b.location) ||
        (isPrefix(a.location) ? b.location.match.length - a.location.match.length : 0) ||
        a.index - b.index,
    );
}

/** Whether the lines alone give the same locations back. */
function isPlain(locations: readonly Location[]): boolean {
  const sorted = inOrder(locations);
  return (
    locations.every(
      (location) =>
        location.modifier === '' && (location.does !== 'static' || !location.root.includes('$')),
    ) && sorted.every(({ index }, at) => index === at)
  );
}

/** `location[2] ~*^/api/:proxy`: what nginx would call it, for a comment; blanks have no place there. */
function nameOf({ modifier, match }: Location, does: string): string {
  return `${modifier}${match}:${does}`.replace(/\s/g, encodeURIComponent);
}

const doesOf = (location: Location) =>
  location.does === 'static'
    ? `static=${location.root}`
    : location.does === 'return'
      ? `return=${location.status}`
      : 'proxy';

/** The comment above a location’s lines where they alone would not give it back, or ''. */
export function commentOf(locations: readonly Location[], index: number): string {
  const location = locations[index];
  if (!location || isPlain(locations)) return '';
  return `# ${note(`location[${index}]`, nameOf(location, doesOf(location)), 'nginx’s words for it')}`;
}

/** A location as read, and its place among the others where a comment says so. */
export interface ReadApacheLocation {
  readonly written: Readonly<Record<string, unknown>> & { readonly match: string };
  readonly order: number;
}

/** The location of a comment, while the line below it is as it was written. */
function fromComment(line: ApacheLine, pass: Pass): ReadApacheLocation | null {
  const [, place] = /location\[(\d{1,3})\] /.exec(line.comment) ?? [];
  if (place === undefined) return null;
  const text = noted(line.comment, `location[${place}]`) ?? '';
  const [, modifier = '', match = '', does = '', value = ''] =
    /^(\^~|~\*|~|=)?(.+):(proxy|static|return)(?:=(.+))?$/.exec(
      text.replace(/%[\dA-F]{2}/g, decode),
    ) ?? [];
  const action =
    does === 'static'
      ? { does, root: value }
      : does === 'return'
        ? { does, status: Number(value) }
        : { does: 'proxy' };
  const location = { modifier, match, ...action } as Location;
  if (
    match === '' ||
    linesOf(location, pass)[0]?.replaceAll('"', '').replaceAll('\\\\', '\\') !== textOf(line)
  )
    return null;
  const written = `${modifier} ${match}`.trim();
  return {
    order: Number(place),
    written: {
      match: written,
      ...(does === 'static'
        ? { static: value }
        : does === 'return'
          ? { return: Number(value) }
          : { proxy: true }),
    },
  };
}

function decode(code: string): string {
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

/** `Alias`, `AliasMatch`, `Redirect`, and what passes requests on, as locations; undefined where the line is none. */
export function locationOf(
  line: ApacheLine,
  pass: Pass,
  order: number,
  findings: Findings,
): ReadApacheLocation | undefined {
  const exact = fromComment(line, pass);
  if (exact) return exact;
  const [first = '', second = ''] = line.args;
  const name = line.name.toLowerCase();
  if (name === 'alias') {
    const root = second.length > 1 && second.endsWith('/') ? second.slice(0, -1) : second;
    if (!findings.fits(line, line.name, root, LOCATION_ROOT)) return undefined;
    return { order, written: { match: matchOf(first), static: root } };
  }
  if (name === 'redirect' && /^\d+$/.test(first) && second !== '') {
    if (!findings.fits(line, line.name, Number(first), LOCATION_STATUS)) return undefined;
    return { order, written: { match: matchOf(second), return: Number(first) } };
  }
  if (name === 'proxypass' || name === 'wsgiscriptalias')
    return { order, written: { match: matchOf(first), proxy: true } };
  return undefined;
}

/** A path as a location’s: nginx’s own way to write it, for example without a modifier before it. */
const matchOf = (path: string) => {
  const { modifier, match } = splitMatch(path);
  return modifier === '' && match.startsWith('/') ? match : path;
};
