import { localeTag } from '../language/numbers.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** As `toFixed`, in the digits and with the point of the language that is spoken; thousands are not grouped: such numbers run. */
export function fixedText(value: number, digits: number): string {
  return plainly(value, digits, digits);
}

function plainly(value: number, least: number, most: number): string {
  const key = `${localeTag()} ${least} ${most}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(localeTag(), {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
      useGrouping: false,
    });
    formats.set(key, format);
  }
  return format.format(value);
}

/** A number with as many digits as it has, six behind the point at most: `0.1`, `12`, `1230`. */
export function figureText(value: number): string {
  return plainly(value, 0, 6);
}

/** A moment with so many digits behind its point: `4.200 s`. Input in µs. */
export const secondsText = (atUs: number, digits: number): string =>
  `${fixedText(atUs / 1e6, digits)} s`;
