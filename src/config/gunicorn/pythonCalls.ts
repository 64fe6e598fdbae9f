import type { SyntaxNode } from '@lezer/common';
import { filled } from './pythonText.ts';
import {
  childrenOf,
  int,
  isTrue,
  type PyScope,
  type PyValue,
  textOf,
  type Valued,
} from './pyValue.ts';

interface Args {
  readonly given: readonly (PyValue | undefined)[];
  readonly named: ReadonlyMap<string, PyValue | undefined>;
}

/** The few calls whose outcome can be told without running them; undefined for all others. */
export function callOf(node: SyntaxNode, scope: PyScope, valued: Valued): PyValue | undefined {
  const [callee, list] = childrenOf(node);
  if (!callee || !list) return undefined;
  const name = scope.text.slice(callee.from, callee.to).replace(/\s/g, '');
  if (callee.name === 'VariableName') scope.used.add(name);
  if (isCoreCount(name, list, scope)) {
    scope.asked.add('cores');
    return int(scope.cores);
  }
  const { given, named } = argsOf(list, scope.text, valued);
  if (/^(os\.environ\.get|os\.getenv|getenv|environ\.get)$/.test(name)) {
    scope.asked.add('environment');
    const count = given.length + named.size;
    if (count === 1) return { is: 'none' };
    return count === 2 ? (given[1] ?? named.get('default')) : undefined;
  }
  const known = given.filter((value) => value !== undefined);
  if (known.length < given.length || [...named.values()].includes(undefined)) return undefined;
  if (callee.name === 'MemberExpression')
    return methodOf(callee, known, named as ReadonlyMap<string, PyValue>, scope.text, valued);
  return named.size === 0 ? builtIn(name, known) : undefined;
}

function isCoreCount(name: string, list: SyntaxNode, scope: PyScope): boolean {
  const text = scope.text.slice(list.from, list.to).replace(/\s/g, '');
  return scope.coreCounts.has(name)
    ? text === '()'
    : name === 'len' && text === '(os.sched_getaffinity(0))';
}

function argsOf(list: SyntaxNode, text: string, valued: Valued): Args {
  const given: (PyValue | undefined)[] = [];
  const named = new Map<string, PyValue | undefined>();
  const parts = childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as SyntaxNode;
    const value = parts[index + 2];
    if (parts[index + 1]?.name === 'AssignOp' && value) {
      named.set(text.slice(part.from, part.to), valued(value));
      index += 2;
    } else given.push(valued(part));
  }
  return { given, named };
}

/** `"…".format(…)` and what changes case or cuts blanks. */
function methodOf(
  callee: SyntaxNode,
  given: readonly PyValue[],
  named: ReadonlyMap<string, PyValue>,
  source: string,
  valued: Valued,
): PyValue | undefined {
  const [object, , property] = childrenOf(callee);
  const text = object && property && valued(object);
  if (text?.is !== 'str' || property?.name !== 'PropertyName') return undefined;
  const method = source.slice(property.from, property.to);
  if (method === 'format') return filled(text.value, given, named);
  if (given.length + named.size > 0) return undefined;
  if (method === 'lower') return { is: 'str', value: text.value.toLowerCase() };
  if (method === 'upper') return { is: 'str', value: text.value.toUpperCase() };
  return method === 'strip' ? { is: 'str', value: text.value.trim() } : undefined;
}

type Numeric = Extract<PyValue, { readonly value: number }>;
const isNumeric = (value: PyValue): value is Numeric => value.is === 'int' || value.is === 'float';

function builtIn(name: string, values: readonly PyValue[]): PyValue | undefined {
  const [first, ...others] = values;
  if (!first) return undefined;
  if (name === 'min' || name === 'max') {
    const isLess = (a: Numeric, b: Numeric) =>
      name === 'min' ? a.value < b.value : a.value > b.value;
    return values.every(isNumeric)
      ? values.reduce((best, each) => (isLess(each, best) ? each : best))
      : undefined;
  }
  if (others.length > 0) return undefined;
  if (name === 'bool') return { is: 'bool', value: isTrue(first) };
  if (name === 'str') {
    const value = textOf(first);
    return value === undefined ? undefined : { is: 'str', value };
  }
  if ((name !== 'int' && name !== 'float') || first.is === 'list' || first.is === 'none')
    return undefined;
  const value = Number(first.value);
  // `int("1.5")` is an error in Python, and so is `int("")`.
  const isText = first.is === 'str';
  if (
    !Number.isFinite(value) ||
    (isText && (first.value.trim() === '' || (name === 'int' && !Number.isInteger(value))))
  )
    return undefined;
  return name === 'int' ? int(Math.trunc(value)) : { is: 'float', value };
}
