import { isRecord } from '../scenario/isRecord.ts';
import { STEP_TITLES } from './stepTitles.ts';

/** Translations by the English text, as {@link wholeText} makes it one line a paragraph. */
export type Translations = Readonly<Record<string, string>>;

/** Keys of a lesson file whose value is read by people, wherever they stand. */
const READ = new Set([
  'title',
  'question',
  'intro',
  'ask',
  'text',
  'reply',
  'say',
  'hints',
  'notes',
  'label',
  'across',
  'up',
  'unit',
  'solved',
  'shows',
  'says',
  'means',
  'about',
]);
/** What stands below these belongs to the simulation: names in it are names. */
const NOT_READ = new Set(['scenario', 'change', 'expect', 'when', 'goal', 'is', 'set']);

/** A text as translators see it: every paragraph and every item of a list is one line. */
export function wholeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n/)
    .map((chunk) => chunk.replace(/[ \t]*\n[ \t]*(?!- |\d+\. )/g, ' ').replace(/ *\n */g, '\n'))
    .join('\n\n');
}

/**
 * The plain data of a lesson file (or of `course.yaml`) with every text that people read put through `say`; the rest is the same. What is not of the form of a
 * lesson is left as it is: the reader will refuse it.
 */
export function mapTexts(source: unknown, say: (text: string) => string): unknown {
  const names = valueNames(source);
  /** Values are called by their names in solutions and prices too. */
  const named = (value: unknown): unknown => {
    if (typeof value === 'string') return names.has(value) ? say(wholeText(value)) : value;
    if (Array.isArray(value)) return value.map(named);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [String(named(key)), named(inner)]),
    );
  };
  const textOf = (value: unknown): unknown =>
    typeof value === 'string' ? say(wholeText(value)) : walk(value, '');
  const walk = (value: unknown, within: string): unknown => {
    if (Array.isArray(value))
      return value.map((item) => (READ.has(within) ? textOf(item) : walk(item, within)));
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (NOT_READ.has(key)) return [key, inner];
        if (key === 'solutions' || key === 'prices') return [key, named(inner)];
        // `answer` of a question is a measure; a lesson's own and those of its cards are texts.
        const isAnswer = key === 'answer' && (within === '' || within === 'answers');
        const isSource = key === 'name' && within === 'sources';
        const isMeaning = within === 'terms' && typeof inner === 'string';
        const isRead = READ.has(key) || isAnswer || isSource || isMeaning;
        if (!isRead) return [key, walk(inner, key)];
        return [key, Array.isArray(inner) ? inner.map(textOf) : textOf(inner)];
      }),
    );
  };
  return walk(withTitles(source), '');
}

/** What the values of knobs are called, in the whole lesson. */
function valueNames(source: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    if (!isRecord(value)) return;
    if ('is' in value && typeof value.text === 'string') names.add(value.text);
    Object.values(value).forEach(look);
  };
  look(isRecord(source) ? source.steps : null);
  return names;
}

/** A step without a title has that of its kind, which is read too. */
function withTitles(source: unknown): unknown {
  if (!isRecord(source) || !Array.isArray(source.steps)) return source;
  const steps = source.steps.map((step: unknown) =>
    isRecord(step) && step.title === undefined && typeof step.kind === 'string'
      ? { ...step, title: (STEP_TITLES as Readonly<Record<string, string>>)[step.kind] }
      : step,
  );
  return { ...source, steps };
}

/** Every text of a lesson file, in its order and once. */
export function textsOf(source: unknown): string[] {
  const texts = new Set<string>();
  mapTexts(source, (text) => {
    if (/\p{L}/u.test(text)) texts.add(text);
    return text;
  });
  return [...texts];
}

/** The lesson file in another language; texts without a translation stay English. */
export function translated(source: unknown, translations: Translations): unknown {
  return mapTexts(source, (text) => said(translations, text));
}

/** Every text of a glossary file: its terms and what they mean. */
export function glossaryTexts(source: unknown): string[] {
  if (!isRecord(source)) return [];
  const means = Object.values(source).map((entry) => (isRecord(entry) ? entry.means : null));
  return [...Object.keys(source), ...means.map((text) => wholeText(String(text ?? '')))].filter(
    (text) => text !== '',
  );
}

/** The translation of a text, or the text. */
export function said(translations: Translations, text: string): string {
  const found = Object.hasOwn(translations, text) ? translations[text] : undefined;
  return found === undefined || found === '' ? text : found;
}
