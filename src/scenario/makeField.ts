/** Makers of the lines of the schema, one for each kind of value. */
import { msg } from '../language/t.ts';
import type { Field } from './fields.ts';
import type { Quantity } from './units.ts';

export const MS = 1_000;
export const SECOND = 1_000_000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;
export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

const NAME = /^[A-Za-z][\w-]*$/;
export const PLAIN = { named: {}, choices: [], pattern: null, looksLike: '', min: 0, max: 0 };

type Extra<V> = Partial<Pick<Field<V>, 'named' | 'pattern' | 'looksLike'>>;

/** A line of a table for a number: its default and limits are in the resolved unit. `extra.named`: words that stand for a value. */
export function quantity(
  kind: Quantity | 'count' | 'number',
  key: string,
  fallback: number,
  min: number,
  max: number,
  words: string,
  extra: Extra<number> = {},
): Field<number> {
  return { ...PLAIN, kind, key, fallback, min, max, words, ...extra };
}
/** A time in µs, from 0 unless `extra.min` says otherwise. */
export const duration = (
  key: string,
  fallback: number,
  max: number,
  words: string,
  extra: Extra<number> & { min?: number } = {},
) => quantity('duration', key, fallback, extra.min ?? 0, max, words, extra);
/** A size in bytes. */
export const bytes = (
  key: string,
  fallback: number,
  max: number,
  words: string,
  extra: Extra<number> & { min?: number } = {},
) => quantity('bytes', key, fallback, extra.min ?? 0, max, words, extra);
/** A whole number without a unit. */
export const count = (key: string, fallback: number, min: number, max: number, words: string) =>
  quantity('count', key, fallback, min, max, words);

/** On or off. */
export function flag(key: string, fallback: boolean, words: string): Field<boolean> {
  return { ...PLAIN, kind: 'flag', key, fallback, words, named: {} };
}
/** One of a few words; they stand in messages in this order. */
export function choice<V extends string>(
  key: string,
  fallback: V,
  choices: readonly V[],
  words: string,
): Field<V> {
  return { ...PLAIN, kind: 'choice', key, fallback, choices, words, named: {} };
}
/** The same line where null stands for what is not written and depends on something else. */
export function nullable<V>(field: Field<V>): Field<V | null> {
  return { ...field, fallback: null };
}
/** A text of 1 to `max` characters. */
export function text(
  key: string,
  fallback: string,
  max: number,
  words: string,
  extra: Extra<string> = {},
): Field<string> {
  return {
    ...PLAIN,
    kind: 'text',
    key,
    fallback,
    min: 1,
    max,
    words,
    looksLike: msg('text of 1 to {most} characters'),
    named: {},
    ...extra,
  };
}
export const name = (key: string, fallback: string, words: string) =>
  text(key, fallback, 32, words, {
    pattern: NAME,
    looksLike: msg('a name of up to 32 letters, digits, “-” and “_”, beginning with a letter'),
  });

export const NEVER = { named: { never: Number.POSITIVE_INFINITY, none: Number.POSITIVE_INFINITY } };
export const UNLIMITED = { named: { unlimited: Number.POSITIVE_INFINITY } };
