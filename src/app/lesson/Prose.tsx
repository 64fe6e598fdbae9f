import { createContext, type ReactNode, useContext, useId, useState } from 'react';
import type { Term } from '../../lesson/lesson.ts';
import type { Block, Inline } from '../../lesson/markdown.ts';

/** The terms that the words may refer to. */
export const Glossary = createContext<readonly Term[]>([]);

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
      return <TermWord term={node.term} text={node.text} />;
    case 'value':
      return <output className="app-value">{textOf(node.words)}</output>;
  }
}

/** A word of the field: its meaning appears on hover, on focus and when pressed, and goes with Escape. */
function TermWord({ term, text }: { term: string; text: string }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const means = useContext(Glossary).find((entry) => entry.term === term)?.means;
  if (!means) return <dfn>{text}</dfn>;
  return (
    <span className="app-termHold">
      <button
        type="button"
        className="app-term"
        aria-describedby={id}
        onClick={() => setOpen(true)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onMouseEnter={() => setOpen(true)}
        onMouseLeave={() => setOpen(false)}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        {text}
      </button>
      <span id={id} role="tooltip" className="app-meaning" hidden={!open}>
        <strong>{term}</strong>: <InlineProse nodes={means} textOf={String} />
      </span>
    </span>
  );
}
