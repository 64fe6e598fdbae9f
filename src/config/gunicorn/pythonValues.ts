import type { SyntaxNode } from '@lezer/common';
import { callOf } from './pythonCalls.ts';
import { compare } from './pythonCompare.ts';
import { formatString, unescaped } from './pythonText.ts';
import { childrenOf, int, isTrue, type PyScope, type PyValue } from './pyValue.ts';

const OPERATORS = new Set(['+', '-', '*', '/', '//', '%', '**']);

/**
 * The value of an expression that is made of literals, names given before, arithmetic, comparisons, a count of cores and what stands for
 * an unset variable of the environment; else undefined. Nothing is run.
 */
export function literalValue(node: SyntaxNode, scope: PyScope): PyValue | undefined {
  const text = scope.text.slice(node.from, node.to);
  const valued = (inner: SyntaxNode) => literalValue(inner, scope);
  switch (node.name) {
    case 'Number':
      return numberOf(text);
    case 'String':
      return stringOf(text);
    case 'FormatString':
      return formatString(node, scope.text, valued);
    case 'ContinuedString': {
      const parts = childrenOf(node).map((child) => valued(child));
      return parts.every((part) => part?.is === 'str')
        ? { is: 'str', value: parts.map((part) => (part as { value: string }).value).join('') }
        : undefined;
    }
    case 'Boolean':
      return { is: 'bool', value: text === 'True' };
    case 'None':
      return { is: 'none' };
    case 'VariableName':
      scope.used.add(text);
      for (const origin of scope.origins.get(text) ?? []) scope.asked.add(origin);
      return scope.names.get(text);
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')');
      return inner.length === 1 && inner[0] ? literalValue(inner[0], scope) : undefined;
    }
    case 'ArrayExpression':
    case 'TupleExpression': {
      const items = childrenOf(node)
        .filter(({ name }) => !/^[[\](),]$/.test(name))
        .map((child) => valued(child));
      return items.every((item) => item !== undefined)
        ? { is: 'list', items: items as PyValue[] }
        : undefined;
    }
    case 'UnaryExpression': {
      const [sign, operand] = childrenOf(node);
      const value = operand && valued(operand);
      const operator = sign && scope.text.slice(sign.from, sign.to);
      if (value && operator === 'not') return { is: 'bool', value: !isTrue(value) };
      if (!value || (value.is !== 'int' && value.is !== 'float')) return undefined;
      return operator === '-'
        ? { ...value, value: -value.value }
        : operator === '+'
          ? value
          : undefined;
    }
    case 'BinaryExpression': {
      // `is not` and `not in` are two words.
      const [left, ...others] = childrenOf(node);
      const right = others.pop();
      if (!left || !right || others.length === 0) return undefined;
      const operator = others.map(({ from, to }) => scope.text.slice(from, to)).join(' ');
      const a = valued(left);
      if (operator === 'or' || operator === 'and')
        return a && isTrue(a) === (operator === 'and') ? valued(right) : a;
      const b = valued(right);
      if (!a || !b) return undefined;
      if (OPERATORS.has(operator)) return arithmetic(operator, a, b);
      // `a < b < c` is two comparisons, of which this would be the second.
      const isChain = childrenOf(left).some(({ name }) => name === 'CompareOp');
      return isChain && left.name === 'BinaryExpression' ? undefined : compare(operator, a, b);
    }
    case 'ConditionalExpression': {
      const [yes, , condition, , no] = childrenOf(node);
      const met = condition && valued(condition);
      const chosen = met && (isTrue(met) ? yes : no);
      return chosen && valued(chosen);
    }
    case 'CallExpression':
      return callOf(node, scope, valued);
    default:
      return undefined;
  }
}

/** `+ - * / // % **` on two values, as Python has them; undefined where it would refuse. */
export function arithmetic(operator: string, a: PyValue, b: PyValue): PyValue | undefined {
  if (a.is === 'str' && b.is === 'str')
    return operator === '+' && a.value.length + b.value.length < 10_000
      ? { is: 'str', value: a.value + b.value }
      : undefined;
  if ((a.is !== 'int' && a.is !== 'float') || (b.is !== 'int' && b.is !== 'float'))
    return undefined;
  const [x, y] = [a.value, b.value];
  if (y === 0 && (operator === '/' || operator === '//' || operator === '%')) return undefined;
  const results: Readonly<Record<string, number>> = {
    '+': x + y,
    '-': x - y,
    '*': x * y,
    '/': x / y,
    '//': Math.floor(x / y),
    '%': x - y * Math.floor(x / y),
    '**': x ** y,
  };
  const value = results[operator] as number;
  if (!Number.isFinite(value)) return undefined;
  const isInt = a.is === 'int' && b.is === 'int' && operator !== '/' && Number.isInteger(value);
  return isInt ? int(value) : { is: 'float', value };
}

function numberOf(text: string): PyValue | undefined {
  const plain = text.replaceAll('_', '');
  const value = Number(plain);
  if (!Number.isFinite(value)) return undefined;
  return /^(0[xob][\da-f]+|\d+)$/i.test(plain) ? int(value) : { is: 'float', value };
}

function stringOf(text: string): PyValue | undefined {
  const [, prefix = '', quote = '', body = ''] =
    /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(text) ?? [];
  if (quote === '' || /[bf]/i.test(prefix)) return undefined;
  if (/r/i.test(prefix)) return { is: 'str', value: body };
  return { is: 'str', value: unescaped(body) };
}
