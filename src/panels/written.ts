import { DEFAULT_PARTS } from '../scenario/defaultParts.ts';
import { isRecord } from '../scenario/fields.ts';

/** A scenario as people write it; what it leaves out stands at its default. */
export type Written = Readonly<Record<string, unknown>>;

/** Where a setting stands in the written form: `['app', 'workers']`, `['clients', 1, 'link']`. */
export type Path = readonly (string | number)[];

/** The path as problems name it: `clients[1].link`. */
export function pathText(path: Path): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : i > 0 ? `.${key}` : key))
    .join('');
}

/** The parts that a knob may reach into, written out: a bare `front: nginx` becomes a set of settings. */
export function spelledOut(scenario: Written): Written {
  const full: Record<string, unknown> = { ...scenario };
  for (const part of ['hosts', 'clients', 'app', 'routes'] as const) {
    full[part] = scenario[part] ?? DEFAULT_PARTS[part];
  }
  for (const part of ['front', 'app', 'database', 'socket'] as const) {
    const value = part in full ? full[part] : {};
    if (value === null || typeof value === 'string') {
      full[part] = { server: value ?? 'none' };
    } else if (value === undefined) full[part] = {};
  }
  return full;
}

/** What stands at the path, or undefined. */
export function valueIn(scenario: unknown, path: Path): unknown {
  let value = scenario;
  for (const key of path) {
    if (Array.isArray(value) && typeof key === 'number') value = value[key];
    else if (isRecord(value) && Object.hasOwn(value, key)) value = value[key as string];
    else return undefined;
  }
  return value ?? undefined;
}

/** A copy with another value at the path; undefined takes the setting out, so that its default holds. */
export function withValue(scenario: Written, path: Path, value: unknown): Written {
  return changed(scenario, path, value) as Written;
}

function changed(part: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(part)) {
    return part.map((item, index) => (index === key ? changed(item, rest, value) : item));
  }
  const record: Record<string, unknown> = isRecord(part) ? { ...part } : {};
  const next = changed(record[key], rest, value);
  if (next === undefined) delete record[key];
  else record[key] = next;
  return record;
}
