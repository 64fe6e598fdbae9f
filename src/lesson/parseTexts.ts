import { type Problems, suggestion } from '../scenario/problems.ts';
import type { LessonRun } from './lesson.ts';
import { type Block, type Inline, inlinesOf, parseInline, parseMarkdown } from './markdown.ts';
import { readValue } from './readValue.ts';

/** What the texts of a lesson may refer to. */
export interface TextPlace {
  readonly problems: Problems;
  readonly runs: readonly LessonRun[];
  readonly terms: readonly string[];
}

/** Reads a text of several paragraphs; nothing written is an empty text. */
export function readBlocks(place: TextPlace, at: string, input: unknown, ownRun: string): Block[] {
  if (input === undefined || input === null) return [];
  if (typeof input !== 'string') {
    place.problems.add(at, input, 'must be text');
    return [];
  }
  const blocks = parseMarkdown(input, (found, message) => place.problems.add(at, found, message));
  checkNodes(place, at, inlinesOf(blocks), ownRun);
  return blocks;
}

/** Reads a text of one line. */
export function readLine(
  place: TextPlace,
  at: string,
  input: unknown,
  ownRun: string,
  isNeeded: boolean,
): Inline[] {
  if (input === undefined && !isNeeded) return [];
  if (typeof input !== 'string' || input.trim() === '') {
    place.problems.add(at, input, 'is missing: one line of text');
    return [];
  }
  const nodes = parseInline(input.trim(), (found, message) =>
    place.problems.add(at, found, message),
  );
  checkNodes(place, at, inlinesOf([{ kind: 'paragraph', children: nodes }]), ownRun);
  return nodes;
}

function checkNodes(place: TextPlace, at: string, nodes: Iterable<Inline>, ownRun: string): void {
  for (const node of nodes) {
    if (node.kind === 'term' && !place.terms.includes(node.term))
      place.problems.add(
        at,
        `[[${node.term}]]`,
        `is not among the lesson’s terms; ${suggestion(node.term, place.terms)}`,
      );
    if (node.kind !== 'value' || place.runs.length === 0) continue;
    const read = readValue(node.words, place.runs, ownRun);
    if ('wrong' in read) place.problems.add(at, `{{${node.words}}}`, read.wrong);
  }
}
