import { type Catalog, keyOf } from './catalog.ts';
import { type Piece, parseMessage, withoutNote } from './message.ts';
import { countOf, pluralOf, setLocale } from './numbers.ts';

export type Values = Readonly<Record<string, string | number>>;

let catalog: Catalog | null = null;
let code = 'en';
const compiled = new Map<string, readonly Piece[]>();
const listeners = new Set<() => void>();

/** Speaks another language from now on; null: English, as it stands in the source. What is on the page has to be drawn again: see {@link onSpeak}. */
export function speak(language: string, messages: Catalog | null): void {
  code = language;
  catalog = messages;
  compiled.clear();
  setLocale(language);
  for (const listener of listeners) listener();
}

/** The language that is spoken: `en`, `de`, `zh-Hans`. */
export const language = (): string => code;

/** Told after every {@link speak}; answers how to stop. */
export function onSpeak(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Marks a text that `t` will be given later: what stands in a table. Answers it as it is. */
export const msg = <Text extends string>(text: Text): Text => text;

/**
 * A message in the language that is spoken; English where it has no such message. The text must be a literal (or come from {@link msg}), so that it
 * can be collected for translators. Never at the top of a module: the language is not chosen yet, and may change.
 *
 *     t('{count, plural, one {# request waits} other {# requests wait}} for {who}', { count: 3, who })
 */
export function t(text: string, values: Values = NO_VALUES): string {
  const pieces = compile(text);
  if (pieces.length === 1 && typeof pieces[0] === 'string') return pieces[0];
  const words: string[] = [];
  say(pieces, values, words, 0);
  return words.join('');
}

const NO_VALUES: Values = {};

/** As {@link fill}, for words alone: narration says hundreds of thousands of sentences. */
function say(pieces: readonly Piece[], values: Values, into: string[], count: number): void {
  for (const piece of pieces) {
    if (typeof piece === 'string') into.push(piece);
    else if (piece.kind === 'value') {
      const value = values[piece.name];
      into.push(typeof value === 'number' ? countOf(value) : (value ?? `{${piece.name}}`));
    } else if (piece.kind === 'number') into.push(countOf(count));
    else if (piece.kind === 'tag') say(piece.pieces, values, into, count);
    else {
      const value = values[piece.name];
      say(chosen(piece, value), values, into, piece.kind === 'plural' ? Number(value) : count);
    }
  }
}

/** What a choice comes to for a value. */
function chosen(piece: Choice, value: unknown): readonly Piece[] {
  if (piece.kind === 'select') return piece.cases[String(value)] ?? other(piece);
  const number = Number(value);
  return piece.cases[`=${number}`] ?? piece.cases[pluralOf(number)] ?? other(piece);
}

type Choice = Extract<Piece, { readonly kind: 'plural' | 'select' }>;

const other = (piece: Choice): readonly Piece[] => piece.cases.other as readonly Piece[];

/** A whole text of the course in the language that is spoken: nothing in it stands for anything. English where it has no translation. */
export const tText = (text: string): string => catalog?.(keyOf(text), text) ?? text;

/** As {@link t}, in parts: a value may be anything, and a tag is a function from what it holds to what it becomes. */
export function tParts<T>(
  text: string,
  values: Readonly<Record<string, T | string | number | ((parts: (T | string)[]) => T)>>,
): (T | string)[] {
  const parts: (T | string)[] = [];
  fill(compile(text), values, parts, 0);
  return parts;
}

function compile(text: string): readonly Piece[] {
  let pieces = compiled.get(text);
  if (!pieces) {
    pieces = parseMessage(catalog?.(keyOf(text), text) ?? withoutNote(text));
    compiled.set(text, pieces);
  }
  return pieces;
}

function fill<T>(
  pieces: readonly Piece[],
  values: Readonly<Record<string, T | string | number | ((parts: (T | string)[]) => T)>>,
  into: (T | string)[],
  count: number,
): void {
  for (const piece of pieces) {
    if (typeof piece === 'string') into.push(piece);
    else if (piece.kind === 'number') into.push(countOf(count));
    else if (piece.kind === 'value') {
      const value = values[piece.name];
      into.push(typeof value === 'number' ? countOf(value) : ((value ?? `{${piece.name}}`) as T));
    } else if (piece.kind === 'tag') {
      const inner: (T | string)[] = [];
      fill(piece.pieces, values, inner, count);
      const wrap = values[piece.name];
      if (typeof wrap === 'function') into.push((wrap as (parts: (T | string)[]) => T)(inner));
      else into.push(...inner);
    } else {
      const value = values[piece.name];
      fill(chosen(piece, value), values, into, piece.kind === 'plural' ? Number(value) : count);
    }
  }
}
