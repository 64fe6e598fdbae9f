import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import type { Block, Inline } from '../../lesson/markdown.ts';
import './prose.css';

export { Glossary } from '../glossary/glossaryContext.ts';

interface TermProps {
  readonly term: string;
  readonly text: string;
}

/** Meanings come behind the words: until then, or where they cannot be fetched, a term is a word like others. */
const TermWord = lazy(() =>
  import('../glossary/TermWord.tsx').then(
    (module): { default: ComponentType<TermProps> } => ({ default: module.TermWord }),
    () => ({ default: ({ text }: TermProps) => text }),
  ),
);

interface Props {
  readonly blocks: readonly Block[];
  /** The text that stands for `{{measure}}`: a number of the recording with its unit. */
  textOf(words: string): string;
}

/** A lesson's words as elements. Nodes in, elements out: nothing a lesson file contains can become HTML. */
export function Prose({ blocks, textOf }: Props) {
  return (
    <div className="app-words">
      {blocks.map((block, index) => {
        const key = index; // a lesson's words never change while they are shown
        if (block.kind === 'paragraph')
          return (
            <p key={key}>
              <InlineProse nodes={block.children} textOf={textOf} />
            </p>
          );
        const items = block.items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items never change order
          <li key={at}>
            <InlineProse nodes={item} textOf={textOf} />
          </li>
        ));
        return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
      })}
    </div>
  );
}

/** The same for a single line, such as an option of a question. */
export function InlineProse({
  nodes,
  textOf,
}: {
  nodes: readonly Inline[];
  textOf: Props['textOf'];
}) {
  return nodes.map((node, index) => {
    // A word joiner: else a line could break between a term, which is a button, and the full stop behind it.
    const isTail = nodes[index - 1]?.kind === 'term' && node.kind === 'text';
    const glued =
      isTail && /^[.,;:)?!]/.test(node.text) ? { ...node, text: `\u2060${node.text}` } : node;
    // biome-ignore lint/suspicious/noArrayIndexKey: the nodes never change order
    return <InlineNode key={index} node={glued} textOf={textOf} />;
  });
}

function InlineNode({ node, textOf }: { node: Inline; textOf: Props['textOf'] }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'strong':
      return (
        <strong>
          <InlineProse nodes={node.children} textOf={textOf} />
        </strong>
      );
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return (
        <a href={node.href} rel="noreferrer">
          <InlineProse nodes={node.children} textOf={textOf} />
        </a>
      );
    case 'term':
      return (
        <Suspense fallback={node.text}>
          <TermWord term={node.term} text={node.text} />
        </Suspense>
      );
    case 'value':
      return <output className="app-value">{textOf(node.words)}</output>;
  }
}
