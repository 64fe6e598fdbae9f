import type { Catalog } from './catalog.ts';
import { type Piece, parseMessage, withoutNote } from './message.ts';

/** The made-up language that tests read the pages in: every word is twice as long and of strange letters, from right to left. What is still plain was never given to translators. */
export const PSEUDO = 'qps';

const STRANGE: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, i) => [
    letter,
    [...'áƀçđéƒǧĥíĵķłɱñóƥɋřšŧúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶŁṀÑÓƤɊŘŠŦÚṼŴẊÝŽ'][i] as string,
  ]),
);

const strange = (words: string): string =>
  words.replace(/[a-zA-Z]+/g, (word) => {
    const said = [...word].map((letter) => STRANGE[letter] ?? letter).join('');
    return `${said}${said.toLowerCase()}`;
  });

function written(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return strange(piece);
      // What a value says runs in its own direction: a translation read from right to left has to see to that.
      if (piece.kind === 'value') return `\u2068{${piece.name}}\u2069`;
      if (piece.kind === 'number') return '#';
      if (piece.kind === 'tag') return `<${piece.name}>${written(piece.pieces)}</${piece.name}>`;
      const cases = Object.entries(piece.cases).map(
        ([word, inner]) => `${word} {${written(inner)}}`,
      );
      return `{${piece.name}, ${piece.kind}, ${cases.join(' ')}}`;
    })
    .join('');
}

/** The catalogue of {@link PSEUDO}: made from the English messages, so it is never short of one. */
export const pseudoCatalog: Catalog = (_key, english) =>
  written(parseMessage(withoutNote(english)));
