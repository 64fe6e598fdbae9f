import { msg } from '../language/t.ts';
import { parseQuantity } from '../scenario/units.ts';

/** What was read; or what is wrong with it beyond not being what is allowed; or just that it is not. */
export type Read<Value> = { readonly value: Value } | { readonly wrong: string } | null;
export type Reader<Value> = (written: string) => Read<Value>;

export const number =
  (least: number, most: number, isWhole = false): Reader<number | null> =>
  (written) => {
    if (!/^\d{1,10}(?:\.\d{1,6})?$/.test(written)) return null;
    const value = Number(written);
    if (isWhole && !Number.isInteger(value)) return { wrong: msg('is not a whole number') };
    if (value < least) return { wrong: msg('is too small') };
    return value > most ? { wrong: msg('is too large') } : { value };
  };

export const oneOf =
  <Word extends string>(words: readonly Word[]): Reader<Word> =>
  (written) => {
    const value = words.find((word) => word === written);
    return value === undefined ? null : { value };
  };

/** Words with commas between; `also`: what else may stand among them. */
export const list =
  (words: readonly string[], also?: RegExp): Reader<readonly string[]> =>
  (written) => {
    const value = [...new Set(written.split(',').filter((word) => word !== ''))];
    const isKnown = (word: string) => words.includes(word) || (also?.test(word) ?? false);
    return value.length > 0 && value.length <= 50 && value.every(isKnown) ? { value } : null;
  };

export const text =
  (pattern: RegExp): Reader<string | null> =>
  (written) =>
    pattern.test(written) ? { value: written } : null;

export const languageCode = text(/^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i);

export const yesNo: Reader<boolean> = (written) =>
  written === 'yes' ? { value: true } : written === 'no' ? { value: false } : null;

const LONGEST_US = 1e12;

export const duration: Reader<number | null> = (written) => {
  const parsed = parseQuantity('duration', written);
  if (!('value' in parsed)) return null;
  if (parsed.value < 0) return { wrong: msg('is before the run begins') };
  return parsed.value > LONGEST_US ? { wrong: msg('is too large') } : { value: parsed.value };
};
