import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { keyOf } from '../../language/catalog.ts';
import { shipped } from '../../language/shipped.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type GlossaryTerm, parseGlossary, SHARED_FILES } from '../../lesson/library.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import { said, type Translations, translated } from '../../lesson/translate.ts';
import { isProblems } from '../../scenario/problems.ts';
import { readTranslations } from '../languages/languageFiles.ts';
import { readLibrary } from '../readLibrary.ts';
import { pageOf } from './lessonModule.ts';
import { toLiteral } from './literal.ts';

/** A file of a language: `languages/de/lessons/one-request.yaml`. */
interface LanguageFile {
  /** `languages/de`. */
  readonly folder: string;
  /** `lessons`, beside `languages`. */
  readonly lessons: string;
  readonly file: string;
}

/** What a file below `languages/` belongs to, or null for every other one. */
export function languageOf(file: string): LanguageFile | null {
  const [, root, code] = /^(.*)[\\/]languages[\\/]([\w-]+)[\\/]/.exec(file) ?? [];
  if (root === undefined || code === undefined) return null;
  return { folder: join(root, 'languages', code), lessons: join(root, 'lessons'), file };
}

/**
 * The module of a language's file. `?lesson`: the lesson with its texts translated; `?glossary`: the terms; `?catalog`: what the interface and the list of lessons
 * say, by {@link keyOf} the English. `reads`: the files it is made of.
 * @throws {Error} where the lesson is not sound, or two English texts have one key
 */
export function languageModule(
  source: string,
  language: LanguageFile,
  wanted: string,
  isServing: boolean,
): { readonly code: string; readonly reads: readonly string[] } {
  const own = (parse(source) ?? {}) as Translations;
  const { folder, lessons } = language;
  const shared = SHARED_FILES.map((name) => join(lessons, name));
  if (wanted === 'catalog') {
    const course = join(folder, 'course.yaml');
    return {
      code: catalogCode({ ...readTranslations(course), ...own }, isServing),
      reads: [course],
    };
  }
  if (wanted === 'glossary') {
    const terms = glossaryIn(lessons, own);
    return { code: `export default ${toLiteral({ terms })};`, reads: shared };
  }
  if (wanted !== 'lesson') throw new Error(`?${wanted} is not for files of a language`);
  const file = join(lessons, basename(language.file));
  const lesson = lessonIn(file, own);
  return { code: `export default ${toLiteral(pageOf(lesson))};`, reads: [file, ...shared] };
}

/** The lesson of this file with its texts translated. @throws {Error} where it is not sound then */
export function lessonIn(file: string, translations: Translations): Lesson {
  const document = translated(parse(readFileSync(file, 'utf8')), translations);
  const read = parseLesson(document, basename(file), readLibrary(dirname(file)));
  if (!isProblems(read)) return read;
  throw new Error(read.map(({ at, message }) => `${at} ${message}`).join('; '));
}

function glossaryIn(lessons: string, translations: Translations): GlossaryTerm[] {
  const source = parse(readFileSync(join(lessons, 'glossary.yaml'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const read = parseGlossary(
    Object.fromEntries(
      Object.entries(source).map(([term, entry]) => [
        term,
        { ...entry, means: said(translations, String(entry.means)) },
      ]),
    ),
  );
  if (isProblems(read))
    throw new Error(read.map(({ at, message }) => `${at} ${message}`).join('; '));
  return read.terms.map((term) => ({ ...term, shown: said(translations, term.term) }));
}

function catalogCode(translations: Translations, isServing: boolean): string {
  const catalog: Record<string, string> = {};
  const english: Record<string, string> = {};
  for (const [text, translation] of Object.entries(translations)) {
    if (translation === '') continue;
    // A development server ships notes to translators too, a built site does not.
    const key = keyOf(isServing ? text : shipped(text));
    if (key in english)
      throw new Error(`“${text}” and “${english[key]}” have the same key; change a word of one`);
    english[key] = text;
    catalog[key] = translation;
  }
  return `export default ${toLiteral(catalog)};`;
}
