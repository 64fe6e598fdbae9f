import { t } from '../language/t.ts';
import type { Problem } from './scenario.ts';

/** True where a parser returned what is wrong instead of a result. */
export function isProblems<T extends object>(result: T | Problem[]): result is Problem[] {
  return Array.isArray(result);
}

/** A problem as one line for a terminal or a list: `app.workers: is too much; allowed: 1 to 512 (found: 9999)`. */
export function describeProblem({ at, value, message }: Problem): string {
  const said = t('{message} (found: {value})', {
    message,
    value: value === '' ? t('empty text') : value,
  });
  return at === '' ? said : `${at}: ${said}`;
}

/** Gathers every problem of one input, so that a person can mend all of them at once. */
export class Problems {
  readonly list: Problem[] = [];

  add(at: string, value: unknown, message: string): void {
    // A file of a million mistakes must not become a million messages.
    if (this.list.length < 100) this.list.push({ at, value: shown(value), message });
  }
}

/** A value as text of at most 60 characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : plainText(value, 2);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function plainText(value: unknown, depth: number): string {
  if (typeof value === 'string') return value.slice(0, 60);
  if (value === undefined) return t('nothing##written there');
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth === 0) return '…';
  if (Array.isArray(value))
    return `[${value
      .slice(0, 8)
      .map((item) => plainText(item, depth - 1))
      .join(', ')}]`;
  const entries = Object.entries(value).slice(0, 8);
  return `{${entries.map(([key, item]) => `${key.slice(0, 60)}: ${plainText(item, depth - 1)}`).join(', ')}}`;
}

/** `did you mean “workers”?`, or a list of what is allowed when nothing is near. */
export function suggestion(found: string, allowed: readonly string[]): string {
  const best = nearest(found, allowed);
  if (best !== null) return t('did you mean “{name}”?', { name: best });
  if (allowed.length === 0) return t('there are none');
  const names = allowed.slice(0, 20).join(', ');
  return allowed.length > 20
    ? t('allowed: {names} and {count} more', { names, count: String(allowed.length - 20) })
    : t('allowed: {names}', { names });
}

/** The name that was most likely meant, or null where none is near. */
export function nearest(found: string, allowed: readonly string[]): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');
  const wanted = plain(found.slice(0, 60));
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of allowed) {
    const distance = editDistance(wanted, plain(name));
    // 4 is not a slip of 1.
    if (distance < bestDistance && distance < Math.max(wanted.length, name.length)) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, swapped, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
