import { type Piece, parseMessage, withoutNote } from '../../language/message.ts';
import type { Translations } from '../../lesson/translate.ts';

/** What is wrong with the translations of one file, each in a line; empty where all is well. */
export function faultsOf(
  file: string,
  language: string,
  wanted: readonly string[],
  translations: Translations,
): string[] {
  const faults: string[] = [];
  for (const english of wanted) {
    const text = Object.hasOwn(translations, english) ? translations[english] : undefined;
    const fault =
      text === undefined || text.trim() === ''
        ? 'is missing'
        : file === 'interface.yaml'
          ? messageFault(english, text, language)
          : proseFault(english, text);
    if (fault) faults.push(`languages/${language}/${file}: “${shortened(english)}” ${fault}`);
  }
  const known = new Set(wanted);
  for (const english of Object.keys(translations))
    if (!known.has(english))
      faults.push(
        `languages/${language}/${file}: “${shortened(english)}” is said nowhere any more`,
      );
  return faults;
}

const shortened = (text: string): string => (text.length > 90 ? `${text.slice(0, 88)} …` : text);

function messageFault(english: string, text: string, language: string): string | null {
  let pieces: readonly Piece[];
  try {
    pieces = parseMessage(text);
  } catch (error) {
    return (error as Error).message;
  }
  const [asked, given] = [namesIn(parseMessage(withoutNote(english))), namesIn(pieces)];
  const lost = [...asked].filter((name) => !given.has(name));
  const strange = [...given].filter((name) => !asked.has(name));
  if (strange.length > 0) return `uses ${strange.join(', ')}, which the English does not have`;
  // What a plural counts may go unsaid in one language and not in another; values may not.
  if (lost.length > 0) return `lacks ${lost.join(', ')}`;
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const cases of pluralsIn(pieces)) {
    // Spanish and French have a form for millions that no number here reaches.
    const missing = needed.filter((word) => word !== 'many' && !(word in cases));
    if (missing.length > 0) return `has a plural without ${missing.join(', ')}`;
  }
  return null;
}

function namesIn(pieces: readonly Piece[], found = new Set<string>()): Set<string> {
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    if (piece.kind === 'value') found.add(`{${piece.name}}`);
    if (piece.kind === 'tag') {
      found.add(`<${piece.name}>`);
      namesIn(piece.pieces, found);
    }
    if ('cases' in piece) {
      found.add(`{${piece.name}}`);
      for (const inner of Object.values(piece.cases)) namesIn(inner, found);
    }
  }
  return found;
}

function* pluralsIn(pieces: readonly Piece[]): Generator<Readonly<Record<string, unknown>>> {
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    if (piece.kind === 'tag') yield* pluralsIn(piece.pieces);
    if (!('cases' in piece)) continue;
    if (piece.kind === 'plural') yield piece.cases;
    for (const inner of Object.values(piece.cases)) yield* pluralsIn(inner);
  }
}

/** Measures, terms, code and links of a lesson's text have to be the same ones in every language. */
function proseFault(english: string, text: string): string | null {
  for (const [what, pattern] of MARKS) {
    const [asked, given] = [english, text].map((each) =>
      [...each.matchAll(pattern)].map((found) => (found[1] ?? '').trim().toLowerCase()).sort(),
    );
    const lost = asked?.find((each) => !given?.includes(each));
    const strange = given?.find((each) => !asked?.includes(each));
    if (lost !== undefined) return `lacks the ${what} ${lost}`;
    if (strange !== undefined) return `has a ${what} of its own: ${strange}`;
  }
  return null;
}

const MARKS = [
  ['measure', /\{\{([^}]+)\}\}/g],
  ['term', /\[\[([^\]|]+)/g],
  ['code', /`([^`]+)`/g],
  ['link', /\]\(([^)]+)\)/g],
] as const;
