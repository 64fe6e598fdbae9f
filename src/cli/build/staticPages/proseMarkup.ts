import type { Block, Inline } from '../../../lesson/markdown.ts';
import { html, type Markup } from './markup.ts';

/** What words refer to. */
export interface ProsePlace {
  /** The text that stands for a `{{measure}}`. */
  valueOf(words: string): string;
  /** Address of a term of the glossary, or null for one that it does not have. */
  termLink(term: string): string | null;
}

/** A lesson's words as HTML. */
export function blocksMarkup(blocks: readonly Block[], place: ProsePlace): Markup[] {
  return blocks.map((block) => {
    if (block.kind === 'paragraph') return html`<p>${lineMarkup(block.children, place)}</p>\n`;
    const items = block.items.map((item) => html`<li>${lineMarkup(item, place)}</li>`);
    return block.ordered ? html`<ol>${items}</ol>\n` : html`<ul>${items}</ul>\n`;
  });
}

/** The same for a single line. */
export function lineMarkup(nodes: readonly Inline[], place: ProsePlace): Markup[] {
  return nodes.map((node) => pieceMarkup(node, place));
}

function pieceMarkup(node: Inline, place: ProsePlace): Markup {
  switch (node.kind) {
    case 'text':
      return html`${node.text}`;
    case 'strong':
      return html`<strong>${lineMarkup(node.children, place)}</strong>`;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'link':
      return outsideLink(node.href, lineMarkup(node.children, place));
    case 'value':
      return html`<b class="value">${place.valueOf(node.words)}</b>`;
    case 'term': {
      const link = place.termLink(node.term);
      return link === null ? html`${node.text}` : html`<a href="${link}">${node.text}</a>`;
    }
  }
}

/** A link that leaves the site. The reader of lessons lets no other in; this holds whoever has made the node. */
export function outsideLink(href: string, words: readonly Markup[] | string): Markup {
  return /^https:\/\//.test(href)
    ? html`<a href="${href}" rel="noreferrer">${words}</a>`
    : html`${words}`;
}
