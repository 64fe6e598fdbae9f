import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { PRESETS } from '../scenario/presets.ts';
import { Problems } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { type Inline, parseInline } from './markdown.ts';
import type { Written } from './settings.ts';
import { TERM } from './shape.ts';

/** A term of the glossary that all lessons share. */
export interface GlossaryTerm {
  readonly term: string;
  readonly means: readonly Inline[];
  /** Id of the lesson that shows it. */
  readonly lesson: string;
  /** Other spellings under which texts may name it. */
  readonly also: readonly string[];
  /** What it is called in the language that is read; the term itself without it. */
  readonly shown?: string;
}

/** What lessons share: the glossary, and scenarios by name. */
export interface LessonLibrary {
  readonly glossary: readonly GlossaryTerm[];
  readonly scenarios: Readonly<Record<string, Written>>;
}

/** No glossary of its own, and the presets of the sandbox. */
export const BARE_LIBRARY: LessonLibrary = { glossary: [], scenarios: PRESETS };

/** A glossary as its file has it. */
export interface Glossary {
  readonly terms: readonly GlossaryTerm[];
}

/** Reads `glossary.yaml`. Returns the glossary, or everything that is wrong with it. Never throws. */
export function parseGlossary(source: unknown): Glossary | Problem[] {
  const problems = new Problems();
  if (!isRecord(source)) {
    problems.add(
      '',
      source,
      t('must be terms, each “term: {sample}”', { sample: '{ means: …, lesson: … }' }),
    );
    return problems.list;
  }
  const seen = new Map<string, string>();
  const terms = Object.entries(source).map(([term, entry]): GlossaryTerm => {
    const written = isRecord(entry) ? entry : {};
    if (!isRecord(entry))
      problems.add(term, entry, t('must be {sample}', { sample: '{ means: …, lesson: … }' }));
    else refuseUnknownKeys(problems, term, entry, Object.keys(TERM));
    for (const key of ['means', 'lesson'] as const)
      if (typeof written[key] !== 'string' || written[key].trim() === '')
        problems.add(
          under(term, key),
          written[key],
          t('is missing: {words}', { words: TERM[key]?.words ?? '' }),
        );
    const also = Array.isArray(written.also) ? written.also.map(String) : [];
    if (written.also !== undefined && !Array.isArray(written.also))
      problems.add(under(term, 'also'), written.also, t('must be a list of other spellings'));
    for (const name of [term, ...also]) {
      const other = seen.get(name.toLowerCase());
      if (other !== undefined)
        problems.add(
          term,
          name,
          t('stands twice; “{other}” has this spelling already', { other: other }),
        );
      seen.set(name.toLowerCase(), term);
    }
    const means = parseInline(String(written.means ?? ''), (found, message) =>
      problems.add(under(term, 'means'), found, message),
    );
    return { term, means, lesson: String(written.lesson ?? ''), also };
  });
  for (const { term, means } of terms)
    for (const node of means)
      if (node.kind === 'term' && !seen.has(node.term.toLowerCase()))
        problems.add(under(term, 'means'), `[[${node.term}]]`, t('is no term of the glossary'));
  return problems.list.length > 0 ? problems.list : { terms };
}

/** Reads `shared.yaml`: scenarios by name, to be used by lessons. Whether each is sound, the lesson that uses it finds out. */
export function parseShared(source: unknown): Readonly<Record<string, Written>> | Problem[] {
  const problems = new Problems();
  if (!isRecord(source)) {
    problems.add('', source, t('must be scenarios by name'));
    return problems.list;
  }
  for (const [name, scenario] of Object.entries(source)) {
    if (!isRecord(scenario)) problems.add(name, scenario, t('must be a scenario'));
    if (Object.hasOwn(PRESETS, name))
      problems.add(name, name, t('is the name of a preset already; choose another'));
  }
  return problems.list.length > 0 ? problems.list : (source as Record<string, Written>);
}

/** Files of the lessons' folder that are no lessons. */
export const SHARED_FILES: readonly string[] = ['course.yaml', 'glossary.yaml', 'shared.yaml'];
