import type { SyntaxNode } from '@lezer/common';
import { childrenOf } from './pyValue.ts';

/** A branch of an `if`: its first word, its condition (none for `else`), and what it holds. */
export interface Branch {
  readonly word: SyntaxNode;
  readonly condition: SyntaxNode | null;
  readonly body: SyntaxNode;
}

/** The branches of an `if` statement in order. */
export function branchesOf(node: SyntaxNode): Branch[] {
  const parts = childrenOf(node).filter(({ name }) => name !== 'Comment');
  return parts.flatMap((body, index) => {
    if (body.name !== 'Body') return [];
    const before = parts[index - 1] as SyntaxNode;
    const isElse = before.name === 'else';
    const word = isElse ? before : (parts[index - 2] as SyntaxNode);
    return [{ word, condition: isElse ? null : before, body }];
  });
}

/** The statements of a branch. */
export function statementsOf(body: SyntaxNode): SyntaxNode[] {
  return childrenOf(body).filter(({ name }) => !/^(:|Comment|PassStatement)$/.test(name));
}

/** The first words of a statement, for lists. */
export function firstWords(node: SyntaxNode, text: string): string {
  // No more than is shown is looked at: a statement may be as long as the file.
  const first = text.slice(node.from, Math.min(node.to, node.from + 41)).split('\n')[0] ?? '';
  return first.length > 40 ? `${first.slice(0, 39)}…` : first;
}

/** What a branch would say, statement by statement, with those of branches within it: a setting's name, or the first words. */
export function sayingsOf(body: SyntaxNode, text: string): { at: number; name: string }[] {
  return statementsOf(body).flatMap((node) => {
    if (node.name === 'IfStatement')
      return node.getChildren('Body').flatMap((inner) => sayingsOf(inner, text));
    const target = /^(Assign|Update)Statement$/.test(node.name) ? node.firstChild : null;
    const name = target ? text.slice(target.from, target.to).slice(0, 60) : firstWords(node, text);
    return [{ at: node.from, name }];
  });
}

/** Names that are assigned somewhere within a statement. */
export function assignedIn(node: SyntaxNode, text: string): string[] {
  const names: string[] = [];
  node.cursor().iterate(({ name, node: inner }) => {
    const target = /^(Assign|Update)Statement$/.test(name) ? inner.firstChild : null;
    if (target?.name === 'VariableName') names.push(text.slice(target.from, target.to));
  });
  return names;
}
