import { type Field, fieldWords, writeField } from '../scenario/fields.ts';
import { type Path, type Written, withValue } from './written.ts';

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
  /** What choices are called where that is not as they are written. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What must be known with the present choice. */
  readonly note?: string;
  /** Values worth trying, for the slider: a range in which nothing surprising happens. Written form, rising. */
  readonly stops: readonly (string | number)[];
  /** Among those that are seen at once; the others stand behind “more”. */
  readonly isMain: boolean;
  /** Where writing one value means more than that. */
  readonly write?: (scenario: Written, value: unknown) => Written;
  readonly read?: (scenario: Written) => unknown;
  /** What goes along with it: the scenario without what can no longer be. */
  readonly after?: (scenario: Written) => Written;
}

/** The scenario with a knob turned to a value; undefined sets it back to its default. */
export function turned(scenario: Written, knob: Knob, value: unknown): Written {
  const { write, after, path } = knob;
  const next = write
    ? write(scenario, value === undefined ? usual(knob) : value)
    : withValue(scenario, path, value);
  return after ? after(next) : next;
}

/** What a knob with a meaning of its own is set back to. */
function usual({ field }: Knob): unknown {
  const { kind, fallback } = field;
  if (kind === 'choice' || kind === 'flag') return fallback ?? undefined;
  if (typeof fallback === 'number')
    return kind === 'count' || kind === 'number' ? fallback : writeField(fallback, field as Field);
  return fallback === '' ? '' : undefined;
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
  return {
    group,
    name: field.key,
    words: fieldWords(field),
    path,
    field,
    stops,
    isMain: true,
    ...more,
  };
}

/** The same knob behind “more”. */
export const less = (own: Knob): Knob => ({ ...own, isMain: false });

/** Values worth trying, by kind of setting. */
export const TIMES = {
  short: ['0s', '1ms', '5ms', '20ms', '40ms', '100ms', '400ms', '1s'],
  waits: ['0s', '10ms', '50ms', '100ms', '200ms', '500ms', '1s', '2s', '5s', '10s', '30s'],
  work: ['0s', '1ms', '2ms', '4ms', '10ms', '20ms', '50ms', '100ms', '200ms', '500ms', '1s'],
  limits: ['1s', '2s', '5s', '10s', '30s', '60s', '120s', '300s'],
  idle: ['0s', '1s', '2s', '5s', '10s', '75s'],
} as const;
export const SIZES = ['0B', '1kB', '10kB', '100kB', '1MB', '10MB'] as const;
export const SPEEDS = [
  '50kbit/s',
  '400kbit/s',
  '2Mbit/s',
  '10Mbit/s',
  '100Mbit/s',
  '1Gbit/s',
] as const;
