import { t } from '../language/t.ts';
import { isRecord } from './isRecord.ts';
import { type Problems, shown, suggestion } from './problems.ts';
import { parseQuantity, type Quantity, writeQuantity } from './units.ts';

export { isRecord };

/**
 * One thing that can be written in a scenario: its key, unit, limits, default and plain words. Reading, writing,
 * the sandbox's knobs and the reference are all made from it.
 */
export interface Field<V = unknown> {
  /** As people write it; the program's own spelling where the thing is a setting of a program. */
  readonly key: string;
  readonly kind: Quantity | 'count' | 'number' | 'flag' | 'choice' | 'text';
  /** What it is, in plain words: English, for `t`. {@link fieldWords} says it. */
  readonly words: string;
  readonly fallback: V;
  /** Limits in the resolved unit (microseconds, bytes, per second); for text, of its length. */
  readonly min: number;
  readonly max: number;
  /** Words that stand for a value: `never`, `unlimited`, `none`. */
  readonly named: Readonly<Record<string, V>>;
  readonly choices: readonly string[];
  /** For text: what it must look like, and that in words, for `t`. */
  readonly pattern: RegExp | null;
  readonly looksLike: string;
}

/** What a setting is, in plain words of the language that is spoken. */
export const fieldWords = ({ words }: Pick<Field, 'words'>): string => t(words);

/** A table has a line for each member of the resolved shape: a new member without a line does not compile. */
export type Table<T> = { readonly [K in keyof T]-?: Field<T[K]> };

// biome-ignore lint/suspicious/noExplicitAny: tables of different shapes share one reader; Table<T> types each line
type AnyTable = Readonly<Record<string, Field<any>>>;

/** Own value of a key; an empty YAML value counts as not written. */
export function written(input: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(input, key) ? (input[key] ?? undefined) : undefined;
}

export const under = (at: string, key: string) => (at === '' ? key : `${at}.${key}`);

/** Reports keys that mean nothing here. */
export function refuseUnknownKeys(
  problems: Problems,
  at: string,
  input: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void {
  for (const key of Object.keys(input)) {
    if (known.includes(key)) continue;
    problems.add(
      under(at, key.slice(0, 60)),
      input[key],
      t('“{key}” is not a setting here; {hint}', {
        key: shown(key),
        hint: suggestion(key, known),
      }),
    );
  }
}

/**
 * Reads all of a table's fields from what a person wrote. Bad fields are reported and stand at their default, so that
 * later checks can go on. `also`: keys that the caller reads itself. `fallbacks`: defaults that depend on the place.
 */
export function readTable<T>(
  problems: Problems,
  at: string,
  input: unknown,
  table: Table<T>,
  also: readonly string[] = [],
  fallbacks: Partial<T> = {},
): T {
  const lines = Object.entries(table as AnyTable);
  let record: Readonly<Record<string, unknown>> = {};
  if (isRecord(input)) {
    record = input;
    refuseUnknownKeys(problems, at, input, [...lines.map(([, field]) => field.key), ...also]);
  } else if (input !== undefined && input !== null) {
    problems.add(at, input, t('must be a set of settings, each “name: value”'));
  }
  const result: Record<string, unknown> = {};
  for (const [name, field] of lines) {
    const value = written(record, field.key);
    const fallback = name in fallbacks ? fallbacks[name as keyof T] : field.fallback;
    result[name] =
      value === undefined
        ? fallback
        : readField(problems, under(at, field.key), value, { ...field, fallback });
  }
  return result as T;
}

/** Reads one written value; reports what is wrong with it and returns the default then. */
export function readField<V>(problems: Problems, at: string, value: unknown, field: Field<V>): V {
  const read = readValue(value, field as Field);
  if ('value' in read) return read.value as V;
  problems.add(at, value, read.wrong);
  return field.fallback;
}

type Read = { readonly value: unknown } | { readonly wrong: string };

function readValue(value: unknown, field: Field): Read {
  if (typeof value === 'string' && Object.hasOwn(field.named, value))
    return { value: field.named[value] };
  switch (field.kind) {
    case 'flag':
      if (value === true || value === 'on') return { value: true };
      if (value === false || value === 'off') return { value: false };
      return { wrong: mustBeFlag(value, allowed(field)) };
    case 'choice': {
      // YAML reads a bare 1.0 as the number 1.
      const name =
        typeof value === 'number' ? field.choices.find((each) => Number(each) === value) : value;
      if (typeof name === 'string' && field.choices.includes(name)) return { value: name };
      const names = [...field.choices, ...Object.keys(field.named)];
      return { wrong: t('must be one of: {names}', { names: names.join(', ') }) };
    }
    case 'text':
      return textOf(value, field);
    case 'count':
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value))
        return { wrong: mustBeNumber(field) };
      if (field.kind === 'count' && !Number.isInteger(value)) return { wrong: mustBeNumber(field) };
      return withinLimits(value, field);
    }
    default: {
      const parsed = parseQuantity(field.kind, value);
      if ('hint' in parsed)
        return {
          wrong: /[?？؟]$/.test(parsed.hint)
            ? t('{question} Allowed: {limits}', { question: parsed.hint, limits: allowed(field) })
            : t('{wrong}; allowed: {limits}', { wrong: parsed.hint, limits: allowed(field) }),
        };
      return withinLimits(parsed.value, field);
    }
  }
}

const mustBeNumber = (field: Field): string =>
  field.kind === 'count'
    ? t('must be a whole number, {limits}', { limits: allowed(field) })
    : t('must be a number, {limits}', { limits: allowed(field) });

/** YAML 1.2 reads `yes` and `no` as texts, unlike its forerunner. */
function mustBeFlag(value: unknown, names: string): string {
  const word = String(value).toLowerCase();
  if (['yes', 'y', 'true', 'enabled', '1'].includes(word))
    return t('must be {names}; did you mean “{meant}”?', { names, meant: 'on' });
  if (['no', 'n', 'false', 'disabled', '0'].includes(word))
    return t('must be {names}; did you mean “{meant}”?', { names, meant: 'off' });
  return t('must be {names}', { names });
}

function withinLimits(value: number, field: Field): Read {
  // Comparison that also refuses NaN.
  if (value >= field.min && value <= field.max) return { value: value === 0 ? 0 : value };
  const limits = allowed(field);
  if (!(value < field.min)) return { wrong: t('is too much; allowed: {limits}', { limits }) };
  return {
    wrong:
      value < 0
        ? t('must not be negative; allowed: {limits}', { limits })
        : t('is too little; allowed: {limits}', { limits }),
  };
}

function textOf(value: unknown, field: Field): Read {
  if (typeof value !== 'string')
    return { wrong: t('must be text: {form}', { form: formOf(field) }) };
  if (value.length < field.min || value.length > field.max)
    return {
      wrong: t('must be {least} to {most} characters long', {
        least: String(field.min),
        most: String(field.max),
      }),
    };
  if (field.pattern && !field.pattern.test(value))
    return { wrong: t('must be {form}', { form: formOf(field) }) };
  return { value };
}

const formOf = ({ looksLike, max }: Field): string => t(looksLike, { most: String(max) });

/** The limits of a field as people write them: `1ms to 24h, or never`. */
export function allowed(field: Field): string {
  const names = Object.keys(field.named);
  if (field.kind === 'flag') {
    const [yes = 'on', no = 'off'] = names;
    return t('{yes} or {no}', { yes, no });
  }
  if (field.kind === 'choice') return [...field.choices, ...names].join(', ');
  if (field.kind === 'text') return formOf(field);
  const limit = (value: number) =>
    field.kind === 'count' || field.kind === 'number'
      ? String(value)
      : writeQuantity(field.kind as Quantity, value);
  const [least, most, name] = [limit(field.min), limit(field.max), names[0]];
  return name === undefined
    ? t('{least} to {most}', { least, most })
    : t('{least} to {most}, or {name}', { least, most, name });
}

/** The written form of a resolved value. */
export function writeField(value: unknown, field: Field): unknown {
  for (const [name, meaning] of Object.entries(field.named)) if (meaning === value) return name;
  if (typeof value !== 'number' || field.kind === 'count' || field.kind === 'number') return value;
  return writeQuantity(field.kind as Quantity, value);
}

/** A part of a written scenario in the making. */
export type Draft = Record<string, unknown>;

/** The written form of those fields that differ from their defaults. */
export function writeTable<T>(resolved: T, table: Table<T>, fallbacks: Partial<T> = {}): Draft {
  const out: Draft = {};
  for (const [name, field] of Object.entries(table as AnyTable)) {
    const value = resolved[name as keyof T];
    const fallback = name in fallbacks ? fallbacks[name as keyof T] : field.fallback;
    if (value !== fallback) out[field.key] = writeField(value, field);
  }
  return out;
}
