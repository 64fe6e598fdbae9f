import { isNode, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { shown } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { printable } from './printable.ts';
import { yamlWords } from './yamlWords.ts';

/** A problem of a file with its place: line and column from 1. */
export interface LocatedProblem extends Problem {
  readonly line: number;
  readonly column: number;
  /** `slow-clients.yaml:12:7 steps[0].kind — is no kind of step; did you mean “read”? (found: reed)` */
  readonly text: string;
}

/** Where in a text something is wrong, and what. */
interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** One slip can make the rest of a file unreadable; what follows from it is not worth a person's time. */
const MOST_FAULTS = 10;

/**
 * Reads a YAML (or JSON) text and hands its plain data to `parse`. Bad YAML and what `parse` finds come back as the same kind of list,
 * each problem with its line and column. Never throws.
 */
export function readYaml<T extends object>(
  text: string,
  file: string,
  parse: (input: unknown) => T | Problem[],
): T | LocatedProblem[] {
  const lines = new LineCounter();
  const located = (offset: number, problem: Problem): LocatedProblem => {
    const { line, col } = lines.linePos(offset);
    const found = problem.value === '' ? '' : ` (found: ${problem.value})`;
    const what = printable(`${problem.at}${problem.at ? ' ' : ''}— ${problem.message}${found}`);
    return { ...problem, line, column: col, text: `${file}:${line}:${col} ${what}` };
  };
  // The library compares each key with all before it: minutes for a file of many keys. `twins` asks the same in one pass.
  const tree = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const read = dataOf(tree, lines);
  if ('faults' in read)
    return read.faults
      .slice(0, MOST_FAULTS)
      .map(({ offset, message }) => located(offset, { at: '', value: '', message }));
  const result = parse(read.data);
  if (!Array.isArray(result)) return result;
  return (result as Problem[]).map((problem) => located(offsetOf(tree, problem.at), problem));
}

type Parsed = ReturnType<typeof parseDocument>;

function dataOf(tree: Parsed, lines: LineCounter): { data: unknown } | { faults: Fault[] } {
  const deep = tree.errors.find(({ message }) => message.includes('call stack'));
  if (deep) return { faults: [{ offset: deep.pos[0], message: 'is nested too deeply' }] };
  const errors = [...tree.errors, ...tree.warnings];
  if (errors.length > 0)
    return {
      faults: firstOfEachLine(errors, lines).map((error) => ({
        offset: error.pos[0],
        message: yamlWords(error),
      })),
    };
  if (tree.contents === null)
    return { faults: [{ offset: 0, message: 'is empty; {} is a scenario of defaults' }] };
  try {
    const faults = [...twins(tree), ...bareWords(tree), ...strayAliases(tree)];
    if (faults.length > 0) return { faults };
    return { data: tree.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // The stack is finite, and so is what aliases (`*name`) may multiply a small file to.
    const message =
      error instanceof RangeError ? 'is nested too deeply' : 'repeats too much through aliases';
    return { faults: [{ offset: 0, message }] };
  }
}

/** One slip in a line leads the library to several; and a tab makes nonsense of what is below it. */
function firstOfEachLine(errors: readonly YAMLError[], lines: LineCounter): YAMLError[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const seen = new Set<number>();
  return (tabs.length > 0 ? tabs : [...errors]).filter(({ pos }) => {
    const { line } = lines.linePos(pos[0]);
    return seen.size < seen.add(line).size;
  });
}

/** Keys that stand twice in a map: YAML forbids them, and the second would silently win. */
function twins(tree: Parsed): Fault[] {
  const faults: Fault[] = [];
  visit(tree, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          faults.push({
            offset: key.range?.[0] ?? 0,
            message: `this key stands twice here: ${shown(key.value)}`,
          });
        seen.add(key.value);
      }
    },
  });
  return faults;
}

/** What stands between two commas of `{ … }` without a colon: the end of a number or text in which somebody wrote a comma. */
function bareWords(tree: Parsed): Fault[] {
  const faults: Fault[] = [];
  visit(tree, {
    Map(_, map) {
      for (const { key, value } of map.flow === true ? map.items : [])
        if (value === null && isScalar(key))
          faults.push({
            offset: key.range?.[0] ?? 0,
            message: `“${shown(key.value)}” stands alone between { and }, where a comma begins a new “key: value”; a text with a comma must stand in quotes, and a number has a point: 0.5`,
          });
    },
  });
  return faults;
}

/** Aliases (`*name`) without an anchor (`&name`) before them. */
function strayAliases(tree: Parsed): Fault[] {
  const faults: Fault[] = [];
  const anchors = new Set<string>();
  visit(tree, {
    Node(_, node) {
      if ('anchor' in node && node.anchor) anchors.add(node.anchor);
    },
    Alias(_, alias) {
      if (!anchors.has(alias.source))
        faults.push({
          offset: alias.range?.[0] ?? 0,
          message: `*${alias.source} repeats nothing: no &${alias.source} stands before it`,
        });
    },
  });
  return faults;
}

/** Where a path's value stands, or the nearest part of the path that the file has. */
function offsetOf(tree: Parsed, path: string): number {
  const keys = [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? key : Number(index),
  );
  for (let depth = keys.length; depth > 0; depth--) {
    const node = tree.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
