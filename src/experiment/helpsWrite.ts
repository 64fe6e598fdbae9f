import { DEFAULT_PARTS } from '../scenario/defaultParts.ts';
import { isRecord } from '../scenario/fields.ts';
import type { WrittenScenario } from '../scenario/writeScenario.ts';

/** A written scenario with another value at a path; what it leaves out is written out as far as the path needs it. */
export function changedScenario(
  written: WrittenScenario,
  path: readonly (string | number)[],
  value: unknown,
): WrittenScenario {
  const [part] = path;
  const full: Record<string, unknown> = { ...written };
  if (typeof part === 'string') {
    const present = full[part] ?? (DEFAULT_PARTS as Record<string, unknown>)[part] ?? {};
    full[part] = typeof present === 'string' ? { server: present } : present;
  }
  return changed(full, path, value) as WrittenScenario;
}

function changed(
  part: unknown,
  [key, ...rest]: readonly (string | number)[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  if (Array.isArray(part))
    return part.map((item, index) => (index === key ? changed(item, rest, value) : item));
  const record: Record<string, unknown> = isRecord(part) ? { ...part } : {};
  record[key] = changed(record[key], rest, value);
  return record;
}
