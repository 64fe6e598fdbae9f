import type { ClaimScope } from '../insight/claims/claimsReference.ts';
import { t } from '../language/t.ts';
import { type Problems, suggestion } from '../scenario/problems.ts';
import { scopeOf } from './claimScope.ts';
import type { LessonRun } from './lesson.ts';
import { type Block, type Inline, inlinesOf, parseInline, parseMarkdown } from './markdown.ts';
import { readValue } from './readValue.ts';

/** What the texts of a lesson may refer to. */
export interface TextPlace {
  readonly problems: Problems;
  readonly runs: readonly LessonRun[];
  /** Names of runs that stand in the file but have mistakes of their own: what refers to them is not wrong for that. */
  readonly unread: readonly string[];
  /** Terms by their spellings, in small letters. */
  readonly terms: ReadonlyMap<string, string>;
  /** Terms that texts have used so far. */
  readonly used: Set<string>;
}

/** Names that a claim about one of the runs may use; null where there is no such run. */
export function claimScopeOf(place: TextPlace, run: string): ClaimScope | null {
  const own = place.runs.find(({ name }) => name === run);
  if (!own) return null;
  const runs = new Map(place.runs.map(({ name, scenario }) => [name, scopeOf(scenario)]));
  return { ...scopeOf(own.scenario), runs };
}

/** Reads a text of several paragraphs; nothing written is an empty text. */
export function readBlocks(place: TextPlace, at: string, input: unknown, ownRun: string): Block[] {
  if (input === undefined || input === null) return [];
  if (typeof input !== 'string') {
    place.problems.add(at, input, t('must be text'));
    return [];
  }
  const blocks = parseMarkdown(input, (found, message) => place.problems.add(at, found, message));
  checkNodes(place, at, inlinesOf(blocks), ownRun);
  return blocks.map((block) =>
    block.kind === 'paragraph'
      ? { ...block, children: named(place, block.children) }
      : { ...block, items: block.items.map((item) => named(place, item)) },
  );
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
  // A bare number is text enough: an option may say 4.
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string' || text.trim() === '') {
    place.problems.add(at, input, t('is missing: one line of text'));
    return [];
  }
  const nodes = parseInline(text.trim(), (found, message) =>
    place.problems.add(at, found, message),
  );
  checkNodes(place, at, inlinesOf([{ kind: 'paragraph', children: nodes }]), ownRun);
  return named(place, nodes);
}

/** The nodes with every term under the name that the glossary has it by. */
function named(place: TextPlace, nodes: readonly Inline[]): Inline[] {
  return nodes.map((node) => {
    if (node.kind === 'term')
      return { ...node, term: place.terms.get(node.term.toLowerCase()) ?? node.term };
    return 'children' in node ? { ...node, children: named(place, node.children) } : node;
  });
}

/** Nothing in a lesson becomes HTML, so whoever writes it is mistaken, and is told. */
export function refuseHtml(problems: Problems, at: string, text: string): void {
  const [tag] = /<\/?[a-z!][^>]*>?/i.exec(text) ?? [];
  if (tag !== undefined)
    problems.add(
      at,
      tag,
      t(
        'HTML has no meaning here, it would be shown as it is written; allowed: **bold**, `code`, [links](https://…), and a tag as `{sample}`',
        { sample: '<tag>' },
      ),
    );
}

/** `p95 of fast in buffered`, where the run `buffered` could not be read. */
export const isOfUnread = ({ unread }: TextPlace, words: string): boolean =>
  unread.some((name) => words.endsWith(` in ${name}`));

function checkNodes(place: TextPlace, at: string, nodes: Iterable<Inline>, ownRun: string): void {
  for (const node of nodes) {
    if (node.kind === 'text') refuseHtml(place.problems, at, node.text);
    if (node.kind === 'term') {
      const term = place.terms.get(node.term.toLowerCase());
      if (term !== undefined) place.used.add(term);
      else
        place.problems.add(
          at,
          `[[${node.term}]]`,
          t('is neither in the glossary nor among the lesson’s terms; {suggestion}', {
            suggestion: suggestion(node.term, [...new Set(place.terms.values())]),
          }),
        );
    }
    if (node.kind !== 'value' || place.runs.length === 0 || isOfUnread(place, node.words)) continue;
    const read = readValue(node.words, place.runs, ownRun);
    if ('wrong' in read) place.problems.add(at, `{{${node.words}}}`, read.wrong);
  }
}
