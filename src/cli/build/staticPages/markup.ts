/** HTML that is meant as such. Only {@link html} makes it, so whatever else stands in a page has been escaped. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Piece = string | number | Markup | null | readonly Piece[];

/** Text as it is to be read: no character of it means anything in HTML, be it between tags or in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * HTML with pieces in it: `` html`<p title="${words}">${words}</p>` ``. Text is escaped, markup stays, a list is one piece after the other, and
 * null is nothing. Attributes have to be in quotes.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...pieces.map(written)));
}

function written(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Markup) return piece.toString();
  if (typeof piece === 'object') return piece.map(written).join('');
  return escapeText(String(piece));
}
