/**
 * The little Markdown that lessons are written in, read into nodes and never into HTML: paragraphs, `- ` and `1. ` lists,
 * **bold**, `code`, [links](https://…), [[glossary terms]] and {{measures}} whose values come from the recording.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  /** `[[listen backlog|waiting room]]`: shown text, and the term it stands for. */
  | { readonly kind: 'term'; readonly term: string; readonly text: string }
  /** `{{p95 of fast}}`, with `in <run>` where it is not the step's own run. */
  | { readonly kind: 'value'; readonly words: string };

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Inline[])[];
    };

/** Reports what cannot be read; the node falls back to plain text. */
export type Report = (found: string, message: string) => void;

const ITEM = /^(?:- |(\d+)\. )(.*)$/;

/** Reads a text into blocks. Mistakes are reported, never thrown, and nothing of the text is lost. */
export function parseMarkdown(source: string, report: Report): Block[] {
  const blocks: Block[] = [];
  for (const chunk of source.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n/)) {
    const lines = chunk
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (lines.length === 0) continue;
    const first = ITEM.exec(lines[0] as string);
    if (first) blocks.push(parseList(lines, first[1] !== undefined, report));
    else blocks.push({ kind: 'paragraph', children: parseInline(lines.join(' '), report) });
  }
  return blocks;
}

function parseList(lines: readonly string[], ordered: boolean, report: Report): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    // A line that begins no item goes on with the last one.
    if (item) items.push(item[2] as string);
    else items.push(`${items.pop() ?? ''} ${line}`);
  }
  return { kind: 'list', ordered, items: items.map((item) => parseInline(item, report)) };
}

/** Openings and what closes each; the longer come first. */
const MARKS = [
  ['**', '**'],
  ['{{', '}}'],
  ['[[', ']]'],
  ['`', '`'],
] as const;

/** Reads one line of text. Also for short texts such as the options of a question. */
export function parseInline(source: string, report: Report): Inline[] {
  const nodes: Inline[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const link = /^\[([^[\]]+)\]\(([^()\s]*)\)/.exec(rest);
    const mark = MARKS.find(([open]) => rest.startsWith(open));
    if (link) {
      flush();
      nodes.push(linkNode(link[1] as string, link[2] as string, report));
      at += link[0].length;
      continue;
    }
    if (!mark) {
      text += source[at];
      at += 1;
      continue;
    }
    const [open, close] = mark;
    const end = source.indexOf(close, at + open.length);
    if (end <= at + open.length) {
      report(
        rest.slice(0, 24),
        end < 0
          ? `“${open}” is opened and not closed; allowed: ${open}…${close}`
          : `“${open}${close}” is empty`,
      );
      text += open;
      at += open.length;
      continue;
    }
    flush();
    nodes.push(markedNode(open, source.slice(at + open.length, end), report));
    at = end + close.length;
  }
  flush();
  return nodes;
}

function markedNode(open: (typeof MARKS)[number][0], inner: string, report: Report): Inline {
  switch (open) {
    case '**':
      return { kind: 'strong', children: parseInline(inner, report) };
    case '`':
      return { kind: 'code', text: inner };
    case '{{':
      return { kind: 'value', words: inner.trim().replace(/\s+/g, ' ') };
    case '[[': {
      const [term = '', text = term] = inner.split('|').map((part) => part.trim());
      return { kind: 'term', term, text };
    }
  }
}

function linkNode(text: string, href: string, report: Report): Inline {
  if (/^https:\/\/[\w.-]+(?:[/?#][!-~]*)?$/.test(href))
    return { kind: 'link', href, children: parseInline(text, report) };
  report(href, 'is not a link that a lesson may hold; allowed: addresses that begin with https://');
  return { kind: 'text', text };
}

/** Every node of some blocks, parents before children. */
export function* inlinesOf(blocks: readonly Block[]): Generator<Inline> {
  for (const block of blocks) {
    if (block.kind === 'paragraph') yield* deep(block.children);
    else for (const item of block.items) yield* deep(item);
  }
}

function* deep(nodes: readonly Inline[]): Generator<Inline> {
  for (const node of nodes) {
    yield node;
    if ('children' in node) yield* deep(node.children);
  }
}
