import { localeTag } from '../../language/numbers.ts';

let format: Intl.NumberFormat | null = null;
let formatOf = '';

/** Milliseconds with one digit after the point, without separators of thousands: `62.4`, `30012.0`. */
export function msText(ms: number): string {
  if (!format || formatOf !== localeTag()) {
    formatOf = localeTag();
    format = new Intl.NumberFormat(formatOf, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
      useGrouping: false,
    });
  }
  return format.format(Number(ms.toFixed(1)));
}
