import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isRecord } from '../../scenario/isRecord.ts';

/** Long lines are the author's; a text of several lines stands as it reads. */
const STYLE = { lineWidth: 0, blockQuote: 'literal', flowCollectionPadding: true } as const;

/**
 * A lesson's plain data as YAML. Where `before` is a text that can be read, what did not change keeps its comments, its order and the way it was
 * written; a text that cannot be read is no help, and everything is written anew. Never throws.
 */
export function rewriteYaml(before: string | null, source: unknown): string {
  try {
    const tree = before === null ? null : parseDocument(before, { logLevel: 'error' });
    if (tree?.contents && tree.errors.length === 0) {
      tree.contents = renewed(tree, tree.contents as Node, source) as typeof tree.contents;
      const text = tree.toString(STYLE);
      // An alias may stand for what was changed elsewhere: then only writing all of it anew says what is meant.
      if (sameData(parseDocument(text).toJS(), source)) return text;
    }
  } catch {
    // Whatever the old text was, the data is here.
  }
  const fresh = parseDocument('');
  fresh.contents = fresh.createNode(source) as typeof fresh.contents;
  return fresh.toString(STYLE);
}

/** The node where it says the value already, changed where it says it in part, or a new one. */
function renewed(tree: Document, node: Node | null, value: unknown): Node {
  if (isMap(node) && isRecord(value)) return renewedMap(tree, node, value);
  if (isSeq(node) && Array.isArray(value)) return renewedList(tree, node, value);
  if (isScalar(node) && node.value === value) return node;
  const made = tree.createNode(value);
  // `a: old # why` keeps its “why”.
  if (isScalar(node) && isScalar(made)) {
    made.comment = node.comment ?? null;
    if (typeof value === 'string' && !value.includes('\n') && node.type?.startsWith('QUOTE'))
      made.type = node.type;
  }
  return made as Node;
}

function renewedMap(tree: Document, map: YAMLMap, value: Readonly<Record<string, unknown>>): Node {
  const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key);
  const left = new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
  const wanted = Object.entries(value).filter(([, each]) => each !== undefined);
  const order = wanted.map(([key]) => key);
  const kept = map.items.map(({ key }) => nameOf(key)).filter((key) => order.includes(key));
  // As in the data; where only the order within the file differs, the file's own stays.
  const isSameOrder = kept.length === order.length;
  const made = new Map(
    wanted.map(([key, each]) => {
      const pair = left.get(key) ?? tree.createPair(key, null);
      pair.value = renewed(tree, isNode(pair.value) ? pair.value : null, each);
      return [key, pair];
    }),
  );
  map.items = (isSameOrder ? kept : order).flatMap((key) => made.get(key) ?? []) as never;
  return map;
}

/** Members are known again by what they say, then by their `id`, `name` or `set`, then by their place. */
function renewedList(tree: Document, list: YAMLSeq, values: readonly unknown[]): Node {
  const before = list.items as Node[];
  const says = before.map((node) => JSON.stringify(node.toJS(tree)));
  const names = before.map((node) => nameOfMember(node.toJS(tree)));
  const taken = new Set<number>();
  const take = (index: number): Node | null => {
    if (index < 0) return null;
    taken.add(index);
    return before[index] ?? null;
  };
  const free = (fits: (index: number) => boolean): number =>
    before.findIndex((_, index) => !taken.has(index) && fits(index));
  const equal = values.map((value) => {
    const text = JSON.stringify(value);
    return take(free((index) => says[index] === text));
  });
  list.items = values.map((value, place) => {
    const same = equal[place];
    if (same) return same;
    const name = nameOfMember(value);
    const known = name === null ? null : take(free((index) => names[index] === name));
    const near = known ?? (name === null ? take(free((index) => index === place)) : null);
    return renewed(tree, near, value);
  });
  return list;
}

function nameOfMember(value: unknown): string | null {
  if (!isRecord(value)) return null;
  const name = value.id ?? value.name ?? value.set;
  return typeof name === 'string' ? name : null;
}

function sameData(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, i) => sameData(each, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const keys = (of: Readonly<Record<string, unknown>>) =>
      Object.keys(of).filter((key) => of[key] !== undefined);
    return keys(a).length === keys(b).length && keys(a).every((key) => sameData(a[key], b[key]));
  }
  return Object.is(a, b);
}
