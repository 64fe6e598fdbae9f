/** An amount of a budget as people read it: `12`, `7.5`. */
export const amountText = (amount: number): string => String(Number(amount.toFixed(2)));
