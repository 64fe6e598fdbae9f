import { t } from '../language/t.ts';
import type { Location } from './scenario.ts';

const MODIFIERS = ['=', '^~', '~*', '~'] as const;

/** Splits `~* \.css$` into nginx's modifier and the rest. */
export function splitMatch(match: string): Pick<Location, 'modifier' | 'match'> {
  const trimmed = match.trim();
  for (const modifier of MODIFIERS) {
    if (trimmed.startsWith(modifier))
      return { modifier, match: trimmed.slice(modifier.length).trim() };
  }
  return { modifier: '', match: trimmed };
}

/**
 * Why a location cannot be used, or null. A regular expression is only compiled here, never run, and only simple ones
 * pass: no repeated group that repeats or branches inside, no look-around, no back-references, at most three unlimited
 * repetitions. So matching a path of 200 characters stays cheap.
 * SIMPLIFIED: JavaScript's syntax for regular expressions stands for PCRE's; what passes here means the same in both.
 */
export function locationFault({
  modifier,
  match,
}: Pick<Location, 'modifier' | 'match'>): string | null {
  if (match.length === 0 || match.length > 200)
    return t('must be 1 to 200 characters after the modifier');
  if (modifier !== '~' && modifier !== '~*') {
    return /^\/[!-~]*$/.test(match)
      ? null
      : t(
          'must begin with “/” and contain no spaces, such as /static/; allowed before it: =, ^~, ~, ~*',
        );
  }
  try {
    locationRegExp({ modifier, match });
  } catch {
    return t('is not a valid regular expression');
  }
  return slownessOf(match);
}

/** The regular expression of a `~` or `~*` location. Throws on syntax errors, which no parsed scenario has. */
export function locationRegExp({ modifier, match }: Pick<Location, 'modifier' | 'match'>): RegExp {
  return new RegExp(match, modifier === '~*' ? 'iu' : 'u');
}

const slow = (): string =>
  t(
    'is a regular expression that may take very long; allowed: no repeated group with repeats or “|” inside, no look-around, no back-references, at most three of {signs}',
    { signs: '* + {n,}' },
  );

function slownessOf(pattern: string): string | null {
  let repeats = 0;
  const groups: { risky: boolean }[] = [];
  let closed: { risky: boolean } | null = null;
  for (let i = 0; i < pattern.length; i++) {
    const sign = pattern[i] as string;
    const group = closed;
    closed = null;
    if (sign === '\\') {
      i++;
      if (/[1-9k]/.test(pattern[i] ?? '')) return slow();
    } else if (sign === '[') {
      i++;
      for (; i < pattern.length && pattern[i] !== ']'; i++) if (pattern[i] === '\\') i++;
    } else if (sign === '(') {
      if (/^\?(?!:)/.test(pattern.slice(i + 1))) return slow();
      if (pattern[i + 1] === '?') i += 2;
      groups.push({ risky: false });
    } else if (sign === ')') {
      closed = groups.pop() ?? null;
      // What is risky inside stays so for every group around it.
      const outer = groups.at(-1);
      if (outer && closed?.risky) outer.risky = true;
    } else if (sign === '|') {
      const inner = groups.at(-1);
      if (inner) inner.risky = true;
    } else if (sign === '*' || sign === '+' || sign === '{') {
      if (group?.risky) return slow();
      const limit = sign === '{' ? (/^\{\d+(,?)(\d*)\}/.exec(pattern.slice(i)) ?? null) : null;
      if (limit && Number.parseInt(limit[0].slice(1), 10) > 100) return slow();
      if (Number(limit?.[2] ?? 0) > 100) return slow();
      repeats++;
      const inner = groups.at(-1);
      if (inner) inner.risky = true;
      if (repeats > 3) return slow();
    } else if (sign === '?') {
      const inner = groups.at(-1);
      if (inner) inner.risky = true;
    }
  }
  return null;
}
