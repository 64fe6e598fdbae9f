import { t } from '../language/t.ts';
import { shown } from './problems.ts';
import type { Problem } from './scenario.ts';

/** Longer links are neither made nor read: browsers and mail programs cut them. */
export const LONGEST_LINK = 100_000;

const FORMAT = '1';

/** `s=1.<check>.<length>.<packed>`: packed text in an address so that a reader can tell whether all of it arrived. `key` is the letter before the `=`. */
export function seal(key: string, packed: string): string {
  return `${key}=${FORMAT}.${checkOf(packed)}.${packed.length.toString(36)}.${packed}`;
}

/**
 * The packed text of what {@link seal} wrote: a whole address, its `#…` part, or what follows. What mail programs hang on behind (`.`, `)`) is
 * forgiven. `nothing` is said where there is none of this key. Never throws.
 */
export function unseal(key: string, link: string, nothing: string): { packed: string } | Problem[] {
  const body = new RegExp(`^(?:[^#]*#)?(?:[^#]*&)?${key}=([^&#]*)`, 's').exec(
    typeof link === 'string' ? link.slice(0, 4 * LONGEST_LINK) : '',
  )?.[1];
  if (body === undefined) return linkProblem(link, nothing);
  const format = /^(\d+)(?:\.|$)/.exec(body)?.[1];
  if (format !== undefined && format !== FORMAT)
    return linkProblem(
      body,
      t(
        'is written in format {format}, which this site does not know; it reads format {known}. A newer version of the site may open it',
        { format: shown(format), known: FORMAT },
      ),
    );
  const [, check, length, rest] = /^1\.([\w-]{5})\.([0-9a-z]{1,5})\.(.*)$/s.exec(body) ?? [];
  if (check === undefined || length === undefined || rest === undefined) {
    const isCut = /^(1(\.[\w-]{0,5}(\.[0-9a-z]{0,5})?)?)?$/.test(body);
    if (isCut) return linkProblem(body, t('is cut short: its end is missing; copy the whole link'));
    const form = `#${key}=1.…`;
    return linkProblem(
      body,
      t('is not a link of this site; allowed: {form} as copied from it', { form }),
    );
  }
  const characters = Number.parseInt(length, 36);
  if (characters > LONGEST_LINK)
    return linkProblem(
      body,
      t('is too long; allowed: {most} characters', { most: String(LONGEST_LINK) }),
    );
  if (rest.length < characters)
    return linkProblem(
      body,
      t(
        'is cut short: its end is missing; copy the whole link; {missing} of {whole} characters are missing',
        { missing: String(characters - rest.length), whole: String(characters) },
      ),
    );
  const packed = rest.slice(0, characters);
  return checkOf(packed) === check ? { packed } : wasChanged(body);
}

/** That what a link holds is not what was put into it. */
export const wasChanged = (value: unknown): Problem[] =>
  linkProblem(value, t('was changed on its way; copy it again from where it came'));

export const linkProblem = (value: unknown, message: string): Problem[] => [
  { at: 'link', value: shown(value), message },
];

/** 30 bits of FNV-1a as five characters. */
export function checkOf(packed: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < packed.length; at++)
    hash = Math.imul(hash ^ packed.charCodeAt(at), 0x01000193);
  const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';
  return [0, 6, 12, 18, 24]
    .map((shift) => ALPHABET[((hash ^ (hash >>> 30)) >>> shift) & 63])
    .join('');
}
