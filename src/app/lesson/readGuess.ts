import type { MeasureKind } from '../../insight/claims/claimsMeasure.ts';
import { t } from '../../language/t.ts';
import { parseQuantity } from '../../scenario/units.ts';

/** Reads a learner's number: µs for a duration, 0..1 for a share, bytes, per second, or a count; else what to write instead. */
export function readGuess(
  kind: MeasureKind,
  text: string,
): { readonly value: number } | { readonly hint: string } {
  const written = text.trim().replace(',', '.');
  switch (kind) {
    case 'duration':
    case 'bytes':
    case 'rate': {
      const read = parseQuantity(kind, written);
      return 'value' in read && read.value < 0 ? { hint: t('cannot be negative') } : read;
    }
    case 'share': {
      const [, digits] = /^(\d{1,3}(?:\.\d+)?) ?%?$/.exec(written) ?? [];
      return digits === undefined || Number(digits) > 100
        ? { hint: t('write a share from 0% to 100%') }
        : { value: Number(digits) / 100 };
    }
    default: {
      const value = /^\d{1,9}(\.\d+)?$/.test(written) ? Number(written) : Number.NaN;
      return Number.isFinite(value) ? { value } : { hint: t('write a number, such as 12') };
    }
  }
}
