import type { SyntaxNode } from '@lezer/common';

/** A value of a Python literal. Integers and floats are told apart, as Gunicorn does. */
export type PyValue =
  | { readonly is: 'int' | 'float'; readonly value: number }
  | { readonly is: 'str'; readonly value: string }
  | { readonly is: 'bool'; readonly value: boolean }
  | { readonly is: 'none' }
  | { readonly is: 'list'; readonly items: readonly PyValue[] };

/** What names mean, and what an expression asked its surroundings for on the way. */
export interface PyScope {
  readonly text: string;
  readonly names: ReadonlyMap<string, PyValue>;
  /** Names that stand for the number of processor cores when they are called. */
  readonly coreCounts: ReadonlySet<string>;
  readonly cores: number;
  readonly used: Set<string>;
  /** `cores`, `environment`: what the value rests on beyond the file. */
  readonly asked: Set<'cores' | 'environment'>;
}

const int = (value: number): PyValue => ({ is: 'int', value });
const OPERATORS = new Set(['+', '-', '*', '/', '//', '%', '**']);

/** The value of an expression that is made of literals, names given before, arithmetic and a count of cores; else undefined. Nothing is run. */
export function literalValue(node: SyntaxNode, scope: PyScope): PyValue | undefined {
  const text = scope.text.slice(node.from, node.to);
  switch (node.name) {
    case 'Number':
      return numberOf(text);
    case 'String':
      return stringOf(text);
    case 'ContinuedString': {
      const parts = childrenOf(node).map((child) => literalValue(child, scope));
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
      return scope.names.get(text);
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')');
      return inner.length === 1 && inner[0] ? literalValue(inner[0], scope) : undefined;
    }
    case 'ArrayExpression':
    case 'TupleExpression': {
      const items = childrenOf(node)
        .filter(({ name }) => !/^[[\](),]$/.test(name))
        .map((child) => literalValue(child, scope));
      return items.every((item) => item !== undefined)
        ? { is: 'list', items: items as PyValue[] }
        : undefined;
    }
    case 'UnaryExpression': {
      const [sign, operand] = childrenOf(node);
      const value = operand && literalValue(operand, scope);
      const operator = sign && scope.text.slice(sign.from, sign.to);
      if (!value || (value.is !== 'int' && value.is !== 'float')) return undefined;
      return operator === '-'
        ? { ...value, value: -value.value }
        : operator === '+'
          ? value
          : undefined;
    }
    case 'BinaryExpression': {
      const [left, sign, right, ...more] = childrenOf(node);
      if (!left || !sign || !right || more.length > 0) return undefined;
      const operator = scope.text.slice(sign.from, sign.to);
      const [a, b] = [literalValue(left, scope), literalValue(right, scope)];
      if (operator === 'or') return a && (isTrue(a) ? a : b);
      return a && b && OPERATORS.has(operator) ? arithmetic(operator, a, b) : undefined;
    }
    case 'CallExpression':
      return callOf(node, scope);
    default:
      return undefined;
  }
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Whether Python counts a value as true. */
export function isTrue(value: PyValue): boolean {
  if (value.is === 'none') return false;
  return value.is === 'list' ? value.items.length > 0 : Boolean(value.value);
}

function arithmetic(operator: string, a: PyValue, b: PyValue): PyValue | undefined {
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

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '0': '\0',
};

function stringOf(text: string): PyValue | undefined {
  const [, prefix = '', quote = '', body = ''] =
    /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(text) ?? [];
  if (quote === '' || /[bf]/i.test(prefix)) return undefined;
  if (/r/i.test(prefix)) return { is: 'str', value: body };
  const value = body.replace(
    /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g,
    (whole, after: string) => {
      if (/^[xuU]./.test(after)) {
        const code = Number.parseInt(after.slice(1), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      return ESCAPES[after] ?? whole;
    },
  );
  return { is: 'str', value };
}

/** The few calls whose outcome can be told without running them. */
function callOf(node: SyntaxNode, scope: PyScope): PyValue | undefined {
  const [callee, list] = childrenOf(node);
  if (!callee || !list) return undefined;
  const name = scope.text.slice(callee.from, callee.to).replace(/\s/g, '');
  const args = childrenOf(list).filter(({ name: kind }) => !/^[(),]$/.test(kind));
  if (callee.name === 'VariableName') scope.used.add(name);
  if (scope.coreCounts.has(name) && args.length === 0) {
    scope.asked.add('cores');
    return int(scope.cores);
  }
  if (
    name === 'len' &&
    args.length === 1 &&
    args[0] &&
    /^os\.sched_getaffinity\(\s*0\s*\)$/.test(scope.text.slice(args[0].from, args[0].to))
  ) {
    scope.asked.add('cores');
    return int(scope.cores);
  }
  const values = args.map((arg) => literalValue(arg, scope));
  if (/^(os\.environ\.get|os\.getenv|getenv|environ\.get)$/.test(name)) {
    scope.asked.add('environment');
    return values.length === 2 ? values[1] : values.length === 1 ? { is: 'none' } : undefined;
  }
  if (values.some((value) => value === undefined)) return undefined;
  const [first, ...others] = values as PyValue[];
  if (!first) return undefined;
  if (name === 'str' && others.length === 0 && first.is !== 'list' && first.is !== 'none')
    return { is: 'str', value: String(first.value) };
  if (name === 'bool' && others.length === 0) return { is: 'bool', value: isTrue(first) };
  if (
    (name === 'int' || name === 'float') &&
    others.length === 0 &&
    first.is !== 'list' &&
    first.is !== 'none'
  ) {
    const value = Number(first.value);
    if (!Number.isFinite(value)) return undefined;
    return name === 'int' ? int(Math.trunc(value)) : { is: 'float', value };
  }
  if (name === 'min' || name === 'max') {
    const numbers = [first, ...others];
    if (!numbers.every((each) => each.is === 'int' || each.is === 'float')) return undefined;
    return (numbers as { is: 'int' | 'float'; value: number }[]).reduce((best, each) =>
      (name === 'min' ? each.value < best.value : each.value > best.value) ? each : best,
    );
  }
  return undefined;
}
