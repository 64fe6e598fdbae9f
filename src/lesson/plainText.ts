import { type Block, type Inline, inlinesOf } from './markdown.ts';

/** Words without their marks, as one line: for search, titles and descriptions. `textOf` says what stands for a measure. */
export function plainText(blocks: readonly Block[], textOf: (words: string) => string): string {
  const pieces = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.children] : block.items,
  );
  return pieces.map((nodes) => lineText(nodes, textOf)).join(' ');
}

/** The same for a single line. */
export function lineText(nodes: readonly Inline[], textOf: (words: string) => string): string {
  let text = '';
  for (const node of inlinesOf([{ kind: 'paragraph', children: nodes }]))
    if (node.kind === 'value') text += textOf(node.words);
    else if ('text' in node) text += node.text;
  return text;
}
