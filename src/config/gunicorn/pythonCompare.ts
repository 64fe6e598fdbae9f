import type { PyValue } from './pyValue.ts';

const bool = (value: boolean): PyValue => ({ is: 'bool', value });

/** `== != < <= > >= is in` and their opposites on two values, as Python has them; undefined where it would refuse. */
export function compare(operator: string, a: PyValue, b: PyValue): PyValue | undefined {
  // Lists of lists of lists may be longer to compare than anyone can wait, and no setting is one.
  if (isNested(a) || isNested(b)) return undefined;
  switch (operator) {
    case '==':
      return bool(isEqual(a, b));
    case '!=':
      return bool(!isEqual(a, b));
    case 'is':
    case 'is not':
      // Whether two equal numbers or texts are the same object is Python's own affair.
      return a.is === 'none' || b.is === 'none' || (a.is === 'bool' && b.is === 'bool')
        ? bool((a.is === b.is && isEqual(a, b)) === (operator === 'is'))
        : undefined;
    case 'in':
    case 'not in': {
      const is = isIn(a, b);
      return is === undefined ? undefined : bool(is === (operator === 'in'));
    }
  }
  const order = orderOf(a, b);
  if (order === undefined) return undefined;
  const answers: Readonly<Record<string, boolean>> = {
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  const answer = answers[operator];
  return answer === undefined ? undefined : bool(answer);
}

/** Numbers and truth values compare with each other: `True == 1`. */
const numberOf = (value: PyValue): number | undefined =>
  value.is === 'int' || value.is === 'float' || value.is === 'bool'
    ? Number(value.value)
    : undefined;

const isNested = (value: PyValue): boolean =>
  value.is === 'list' && value.items.some((item) => item.is === 'list');

function isEqual(a: PyValue, b: PyValue): boolean {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x === y;
  if (a.is === 'list' && b.is === 'list')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => isEqual(item, b.items[index] as PyValue))
    );
  return a.is === 'str' && b.is === 'str'
    ? a.value === b.value
    : a.is === 'none' && b.is === 'none';
}

function isIn(a: PyValue, b: PyValue): boolean | undefined {
  if (b.is === 'list') return b.items.some((item) => isEqual(a, item));
  return a.is === 'str' && b.is === 'str' ? b.value.includes(a.value) : undefined;
}

function orderOf(a: PyValue, b: PyValue): number | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  if (a.is !== 'str' || b.is !== 'str') return undefined;
  return a.value < b.value ? -1 : Number(a.value > b.value);
}
