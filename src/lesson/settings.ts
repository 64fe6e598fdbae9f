import { DEFAULT_PARTS } from '../scenario/defaultParts.ts';
import { isRecord } from '../scenario/isRecord.ts';

/** A scenario as people write it; what it leaves out stands at its default. */
export type Written = Readonly<Record<string, unknown>>;

/** Settings by written path: `app.workers`, `routes.home.cpu` (members of a list by their name), `front`. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * The scenario with other settings, still to be read by `parseScenario`, which says what is wrong with them. A path leads
 * through parts that are not written yet, and through lists by the names of their members. `none` takes a part away.
 * @returns null where a path names a member that a list does not have
 */
export function withSettings(written: Written, settings: Settings): Written | null {
  let result: Written | null = written;
  for (const [path, value] of Object.entries(settings)) {
    result = result && (set(result, path.split('.'), value, '') as Written | null);
  }
  return result;
}

/** What stands at a written path, or undefined where its default holds. */
export function settingOf(written: Written, path: string): unknown {
  let part: unknown = written;
  for (const key of path.split('.')) {
    if (Array.isArray(part)) part = part.find((member) => isRecord(member) && member.name === key);
    else if (isRecord(part) && Object.hasOwn(part, key)) part = part[key];
    else return undefined;
  }
  return part;
}

function set(part: unknown, keys: readonly string[], value: unknown, at: string): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(part)) {
    const index = part.findIndex((member) => isRecord(member) && member.name === key);
    if (index < 0) return null;
    const member = set(part[index], rest, value, `${at}.${key}`);
    return member === null ? null : part.map((each, i) => (i === index ? member : each));
  }
  // A bare `front: nginx` becomes a set of settings; a part that is left out is what it is by default.
  const usual = at === '' && Object.hasOwn(DEFAULT_PARTS, key) && rest.length > 0;
  const record: Record<string, unknown> = isRecord(part)
    ? { ...part }
    : typeof part === 'string'
      ? { server: part }
      : {};
  const before = Object.hasOwn(record, key)
    ? record[key]
    : usual
      ? DEFAULT_PARTS[key as keyof typeof DEFAULT_PARTS]
      : undefined;
  const next = rest.length === 0 ? value : set(before, rest, value, key);
  if (next === null && rest.length > 0) return null;
  record[key] = next ?? undefined;
  return record;
}
