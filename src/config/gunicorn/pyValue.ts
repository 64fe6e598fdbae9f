import type { SyntaxNode } from '@lezer/common';

/** A value of a Python literal. Integers and floats are told apart, as Gunicorn does. */
export type PyValue =
  | { readonly is: 'int' | 'float'; readonly value: number }
  | { readonly is: 'str'; readonly value: string }
  | { readonly is: 'bool'; readonly value: boolean }
  | { readonly is: 'none' }
  | { readonly is: 'list'; readonly items: readonly PyValue[] };

/** Beyond the file: the cores of the host, or variables of the environment, which are not known here. */
export type Origin = 'cores' | 'environment';

/** What names mean, and what an expression asked its surroundings for on the way. */
export interface PyScope {
  readonly text: string;
  readonly names: ReadonlyMap<string, PyValue>;
  /** Names that stand for the number of processor cores when they are called. */
  readonly coreCounts: ReadonlySet<string>;
  readonly cores: number;
  readonly used: Set<string>;
  /** What the values of names rest on. */
  readonly origins: ReadonlyMap<string, ReadonlySet<Origin>>;
  /** What the value itself rests on. */
  readonly asked: Set<Origin>;
}

/** An integer. */
export const int = (value: number): PyValue => ({ is: 'int', value });

/** How an expression within another one is valued. */
export type Valued = (node: SyntaxNode) => PyValue | undefined;

/** The nodes of the tree directly below one. */
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

/** A value as `str()` writes it; undefined for lists. */
export function textOf(value: PyValue): string | undefined {
  if (value.is === 'none') return 'None';
  if (value.is === 'bool') return value.value ? 'True' : 'False';
  if (value.is === 'list') return undefined;
  return value.is === 'float' && Number.isInteger(value.value)
    ? `${value.value}.0`
    : String(value.value);
}
