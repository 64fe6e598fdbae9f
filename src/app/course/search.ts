/** Something that can be found. */
export interface Findable {
  readonly kind: 'lesson' | 'answer' | 'term';
  /** A question, or a term. */
  readonly title: string;
  /** Other names of it, searched like the title and not shown. */
  readonly names: readonly string[];
  readonly text: string;
  /** What is said beside the kind: which lesson it is of. */
  readonly note: string;
  readonly href: string;
}

export interface Found extends Findable {
  readonly titleParts: readonly Part[];
  /** A stretch of the text around what was found in it, or its beginning. */
  readonly textParts: readonly Part[];
}

/** A stretch of text, and whether it is what was looked for. */
export interface Part {
  readonly text: string;
  readonly isHit: boolean;
}

/** More than a page of results is read by nobody. */
const MOST_FOUND = 24;
const EXCERPT = 150;

/**
 * What fits the words looked for, best first: all of them have to occur, in any order, each at least as the beginning of a word or
 * within one. What stands in a title counts more than what stands in a text.
 */
export function find(all: readonly Findable[], search: string): Found[] {
  const words = wordsOf(search);
  if (words.length === 0) return [];
  return all
    .map((each) => ({ each, score: scoreOf(each, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FOUND)
    .map(({ each }) => ({
      ...each,
      titleParts: markParts(each.title, words),
      textParts: markParts(excerpt(each.text, words), words),
    }));
}

/** The words of a search, small and without accents; `’` and `'` are one. */
export function wordsOf(text: string): string[] {
  return [...new Set(plain(text).split(/[^\p{L}\p{N}_+/.’-]+/u))]
    .map((word) => word.replace(/^[./’-]+|[./’-]+$/g, ''))
    .filter((word) => word !== '');
}

/** Letter by letter as long as the text it is made of, so that places in one are places in the other. */
function plain(text: string): string {
  let result = '';
  for (const character of text) {
    const bare = character.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace("'", '’');
    result += bare.length === character.length ? bare : character;
  }
  return result;
}

function scoreOf({ kind, title, names, text }: Findable, words: readonly string[]): number {
  let score = kind === 'term' ? 0.5 : 0;
  const exact = words.join(' ');
  if (plain(title) === exact || names.some((name) => plain(name) === exact)) score += 40;
  for (const word of words) {
    const best = Math.max(
      8 * weightIn(title, word),
      ...names.map((name) => 6 * weightIn(name, word)),
      2 * weightIn(text, word),
    );
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

/** 0 where the word is not in the text, 1 within a word, 2 at the beginning of one, 3 as a whole one. */
function weightIn(text: string, word: string): number {
  const within = plain(text);
  let best = 0;
  for (let at = within.indexOf(word); at >= 0; at = within.indexOf(word, at + 1)) {
    const begins = !isOfWord(within[at - 1]);
    const ends = !isOfWord(within[at + word.length]);
    best = Math.max(best, begins && ends ? 3 : begins ? 2 : 1);
  }
  // Two letters within a word are chance: “io” is in “question”.
  return best === 1 && word.length < 3 ? 0 : best;
}

const isOfWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Cuts a text into what was looked for and what stands between. */
export function markParts(text: string, words: readonly string[]): Part[] {
  const within = plain(text);
  const isHit = new Array<boolean>(text.length).fill(false);
  for (const word of words)
    for (let at = within.indexOf(word); at >= 0; at = within.indexOf(word, at + 1)) {
      if (word.length < 3 && isOfWord(within[at - 1])) continue;
      isHit.fill(true, at, at + word.length);
    }
  const parts: Part[] = [];
  let from = 0;
  for (let i = 1; i <= text.length; i++)
    if (i === text.length || isHit[i] !== isHit[from]) {
      if (i > from) parts.push({ text: text.slice(from, i), isHit: isHit[from] ?? false });
      from = i;
    }
  return parts;
}

function excerpt(text: string, words: readonly string[]): string {
  if (text.length <= EXCERPT) return text;
  const within = plain(text);
  const first = Math.min(...words.map((word) => within.indexOf(word)).filter((at) => at >= 0));
  const wanted = Number.isFinite(first) ? Math.max(0, first - 50) : 0;
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const until = from + EXCERPT >= text.length ? text.length : text.lastIndexOf(' ', from + EXCERPT);
  return `${from > 0 ? '… ' : ''}${text.slice(from, until)}${until < text.length ? ' …' : ''}`;
}
