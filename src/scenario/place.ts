import { msg, t } from '../language/t.ts';
import { isRecord, written } from './fields.ts';
import { type Problems, suggestion } from './problems.ts';
import type { Micros } from './scenario.ts';

/** What the parts of a scenario need to know of one another while they are read. */
export interface Place {
  readonly problems: Problems;
  /** Infinity where the written duration was faulty, so that one mistake gives one message. */
  readonly durationUs: Micros;
  readonly hosts: readonly string[];
  readonly routes: readonly { readonly name: string; readonly path: string }[];
}

/** Index of a name in a list; reports an unknown one and returns 0 then. */
export function indexOfName(
  problems: Problems,
  at: string,
  value: unknown,
  names: readonly string[],
  what: string,
): number {
  const index = typeof value === 'string' ? names.indexOf(value) : -1;
  if (index >= 0) return index;
  const hint =
    typeof value === 'string'
      ? suggestion(value, names)
      : t('allowed: {names}', { names: names.join(', ') });
  problems.add(at, value, t('there is no {what} of this name; {hint}', { what: t(what), hint }));
  return 0;
}

/** A route by its name, or by its path where only one route has it. */
export function indexOfRoute({ problems, routes }: Place, at: string, value: unknown): number {
  const byPath = routes.flatMap((route, index) => (route.path === value ? [index] : []));
  const names = routes.map((route) => route.name);
  if (byPath.length === 1 && !names.includes(String(value))) return byPath[0] as number;
  return indexOfName(problems, at, value, names, msg('route##there is no … of this name'));
}

/** The items of a list that may be at most so long. */
export function itemsOf(
  problems: Problems,
  at: string,
  value: unknown,
  most: number,
): readonly unknown[] {
  if (!Array.isArray(value)) {
    problems.add(at, value, t('must be a list'));
    return [];
  }
  if (value.length > most)
    problems.add(
      at,
      t('{count} items', { count: String(value.length) }),
      t('is too long; allowed: at most {most} items', { most: String(most) }),
    );
  return value.slice(0, most);
}

/** Reports names that stand twice in a list. */
export function refuseTwins(problems: Problems, at: string, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (names.indexOf(name) < index)
      problems.add(`${at}[${index}].name`, name, t('stands twice; each needs a name of its own'));
  });
}

/** Reports a moment after the end. */
export function refuseLate(
  { problems, durationUs }: Place,
  at: string,
  value: unknown,
  momentUs: Micros,
  end: string,
): void {
  if (momentUs > durationUs)
    problems.add(
      at,
      value,
      t('is after the end of the run; allowed: 0s to {end}', { end: String(end) }),
    );
}

/** The written text of a key inside any value, for messages. */
export function writtenAt(input: unknown, key: string): unknown {
  return isRecord(input) ? written(input, key) : undefined;
}
