import { numberText } from '../../language/numbers.ts';
/** An amount of a budget as people read it: `12`, `7.5`. */
export const amountText = (amount: number): string => numberText(Number(amount.toFixed(2)), 0, 2);
