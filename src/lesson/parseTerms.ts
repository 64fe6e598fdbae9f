import { t } from '../language/t.ts';
import { isRecord } from '../scenario/fields.ts';
import type { Problems } from '../scenario/problems.ts';
import type { Term } from './lesson.ts';
import type { GlossaryTerm } from './library.ts';
import { type Inline, inlinesOf } from './markdown.ts';
import { readLine, type TextPlace } from './parseTexts.ts';

type OwnTerms = Readonly<Record<string, unknown>>;

/** `terms:`, the words that a lesson brings itself. */
export function ownTerms(problems: Problems, input: unknown): OwnTerms {
  if (input === undefined || isRecord(input)) return input ?? {};
  problems.add('terms', input, t('must be words with their meaning, each “term: what it means”'));
  return {};
}

/** Every spelling, in small letters, of every term that a lesson's texts may use; its own stand before the glossary's. */
export function spellings(
  glossary: readonly GlossaryTerm[],
  own: OwnTerms,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { term, also } of glossary)
    for (const name of [term, ...also]) names.set(name.toLowerCase(), term);
  for (const term of Object.keys(own)) names.set(term.toLowerCase(), term);
  return names;
}

/** The terms that the lesson's texts have used, and those that their meanings use, each with what it means. */
export function termsOf(
  place: TextPlace,
  glossary: readonly GlossaryTerm[],
  own: OwnTerms,
): Term[] {
  const first = place.runs[0]?.name ?? '';
  const found = new Map<string, Term>();
  const take = (term: string): void => {
    if (found.has(term)) return;
    const shared = glossary.find((entry) => entry.term === term);
    const means: readonly Inline[] = Object.hasOwn(own, term)
      ? readLine(place, `terms.${term}`, own[term], first, true)
      : (shared?.means ?? []);
    found.set(term, {
      term,
      means: means.map((node) =>
        node.kind === 'term'
          ? { ...node, term: place.terms.get(node.term.toLowerCase()) ?? node.term }
          : node,
      ),
      lesson: Object.hasOwn(own, term) ? null : (shared?.lesson ?? null),
    });
    for (const node of inlinesOf([{ kind: 'paragraph', children: means }]))
      if (node.kind === 'term') take(place.terms.get(node.term.toLowerCase()) ?? node.term);
  };
  for (const term of [...place.used]) take(term);
  return [...found.values()];
}
