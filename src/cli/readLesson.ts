import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Lesson } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parseLesson.ts';
import type { Problem } from '../scenario/scenario.ts';

/** A problem of a lesson file with its place: line and column from 1. */
export interface LocatedProblem extends Problem {
  readonly line: number;
  readonly column: number;
  /** `slow-clients.yaml:12:7 steps[0].kind — is no kind of step; did you mean “read”? (found: reed)` */
  readonly text: string;
}

/** Reads a lesson file's text. Bad YAML and bad lessons come back as the same kind of list. */
export function readLesson(text: string, file: string): Lesson | LocatedProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const located = (offset: number, problem: Problem): LocatedProblem => {
    const { line, col } = lines.linePos(offset);
    const found = problem.value === '' ? '' : ` (found: ${problem.value})`;
    return {
      ...problem,
      line,
      column: col,
      text: `${file}:${line}:${col} ${problem.at}${problem.at ? ' ' : ''}— ${problem.message}${found}`,
    };
  };
  if (document.errors.length > 0)
    return document.errors.map((error) =>
      located(error.pos[0], { at: '', value: '', message: `is not YAML: ${error.message}` }),
    );
  const result = parseLesson(document.toJS({ maxAliasCount: 100 }), file);
  if (!Array.isArray(result)) return result;
  return result.map((problem) => located(offsetOf(document, problem.at), problem));
}

/** Where a path's value stands, or the nearest part of the path that the file has. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: string): number {
  const keys = [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, key]) =>
    index === undefined ? key : Number(index),
  );
  for (let depth = keys.length; depth > 0; depth--) {
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
