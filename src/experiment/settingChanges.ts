import type { CauseKind } from '../insight/causes/causeKinds.ts';
import type { Field } from '../scenario/fields.ts';
import { writeQuantity } from '../scenario/units.ts';
import type { Candidate } from './helpsCandidates.ts';

// biome-ignore lint/suspicious/noExplicitAny: settings of any program are changed in one way
type AnySettings = Readonly<Record<string, Field<any>>>;

/** Adds a change of one setting to a list: by its key (nothing is added without one, or where it is so already), to a resolved value. */
export type Change = (
  key: string | null | undefined,
  to: unknown,
  words: string,
  against: readonly CauseKind[],
  /** What holds now where the setting itself does not say it. */
  now?: unknown,
) => void;

/** A way to put changes of a program’s settings under one path on a list. */
export function settingChanges(
  found: Candidate[],
  under: Candidate['path'],
  settings: AnySettings,
  program: object,
): Change {
  const lines = Object.entries(settings);
  return (key, to, words, against, now) => {
    const line = lines.find(([, field]) => field.key === key);
    if (line === undefined || key == null) return;
    const [name, field] = line;
    const from = now ?? (program as Readonly<Record<string, unknown>>)[name];
    if (from === to || (typeof to === 'number' && (to > field.max || to < field.min))) return;
    found.push({
      path: [...under, key],
      value: writtenAs(to, field),
      setting: key,
      from: textOf(from, field),
      to: textOf(to, field),
      words,
      against,
    });
  };
}

function writtenAs(value: unknown, { kind }: Field): unknown {
  const isPlain = typeof value !== 'number' || kind === 'count' || kind === 'number';
  return isPlain ? value : writeQuantity(kind as Parameters<typeof writeQuantity>[0], value);
}

function textOf(value: unknown, field: Field): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(writtenAs(value, field));
}
