import { DEFAULT_PARTS } from '../scenario/defaultParts.ts';
import { isRecord, under } from '../scenario/fields.ts';
import { shown } from '../scenario/problems.ts';
import type { Change } from './lesson.ts';
import type { Written } from './settings.ts';

/** Told where a change names a member that a list does not have. */
type OnMissing = (path: string, member: string, names: readonly string[]) => void;

const isNamed = (item: unknown): item is Written & { readonly name: string } =>
  isRecord(item) && typeof item.name === 'string';

/**
 * Settings of `change` in place of those of `base`: groups of settings are merged, members of a list are reached by their name, lists
 * and empty values replace. A part of the scenario that is left out is changed from its default; another `server` brings its own settings.
 */
export function merged(base: Written, change: Written, onMissing: OnMissing): Written {
  const full: Record<string, unknown> = { ...base };
  for (const [key, part] of Object.entries(DEFAULT_PARTS))
    if (isRecord(change[key]) && !Object.hasOwn(base, key)) full[key] = part;
  return mergedInto(full, change, '', onMissing);
}

function mergedInto(base: Written, change: Written, path: string, onMissing: OnMissing): Written {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    const at = under(path, key);
    if (!isRecord(value) || isOtherServer(before, value)) result[key] = value;
    else if (Array.isArray(before) && before.every(isNamed))
      result[key] = mergedList(before, value, at, onMissing);
    // A bare `front: nginx` becomes a set of settings.
    else if (typeof before === 'string' && before !== 'none')
      result[key] = mergedInto({ server: before }, value, at, onMissing);
    else result[key] = isRecord(before) ? mergedInto(before, value, at, onMissing) : value;
  }
  return result;
}

/** Another program in the same place: the settings of the one before mean nothing to it. */
function isOtherServer(before: unknown, { server }: Written): boolean {
  const was = isRecord(before) ? before.server : before;
  return typeof server === 'string' && typeof was === 'string' && was !== server;
}

function mergedList(
  list: readonly (Written & { readonly name: string })[],
  change: Written,
  path: string,
  onMissing: OnMissing,
): readonly Written[] {
  const names = list.map(({ name }) => name);
  for (const name of Object.keys(change))
    if (!names.includes(name)) onMissing(under(path, name), name, names);
  return list.map((member) => {
    const own = Object.hasOwn(change, member.name) ? change[member.name] : undefined;
    return isRecord(own) ? mergedInto(member, own, under(path, member.name), onMissing) : member;
  });
}

/** A change, setting by setting, as people read it. */
export function changesOf(change: unknown, path = ''): Change[] {
  if (!isRecord(change) || Object.keys(change).length === 0)
    return [{ path, value: valueWord(change) }];
  return Object.entries(change).flatMap(([key, value]) => changesOf(value, under(path, key)));
}

/** How a written value is called where nothing else is said. */
export function valueWord(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return shown(value);
}
