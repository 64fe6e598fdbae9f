import type { Field } from '../scenario/fields.ts';
import type { Path, Written } from './written.ts';

export interface Knob {
  /** Under which heading. */
  readonly group: string;
  /** The setting's own name, as its file spells it. */
  readonly name: string;
  /** What it does, in plain words. */
  readonly words: string;
  readonly path: Path;
  /** Its type, default and limits. */
  readonly field: Pick<Field, 'kind' | 'fallback' | 'choices'> & Partial<Field>;
  /** Values worth trying, for the slider: a range in which nothing surprising happens. Written form, rising. */
  readonly stops: readonly (string | number)[];
  /** Where writing one value means more than that. */
  readonly write?: (scenario: Written, value: unknown) => Written;
  readonly read?: (scenario: Written) => unknown;
}

/** A choice that is no setting by itself. */
export const choice = (fallback: string, choices: readonly string[]) =>
  ({ kind: 'choice', fallback, choices }) as const;

// biome-ignore lint/suspicious/noExplicitAny: fields of every type stand in one list
export type AnyField = Field<any>;

/** A knob for a setting of the schema. */
export function knob(
  group: string,
  path: Path,
  field: AnyField,
  stops: Knob['stops'],
  more: Partial<Knob> = {},
): Knob {
  return { group, name: field.key, words: field.words, path, field, stops, ...more };
}
