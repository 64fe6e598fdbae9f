import {
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
} from 'react';
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

/** Says that words are English where the rest of the page is not: they are spoken, and run, as English. Empty where they are as the page is. */
export const WordsTongue = createContext<{ lang?: 'en'; dir?: 'ltr' }>({});
export const ENGLISH_WORDS = { lang: 'en', dir: 'ltr' } as const;
export const PAGE_WORDS = {};

interface Props {
  readonly blocks: readonly Block[];
  /** The text that stands for `{{measure}}`: a number of the recording with its unit. */
  textOf(words: string): string;
}

/** A lesson's words as elements. Nodes in, elements out: nothing a lesson file contains can become HTML. */
export function Prose({ blocks, textOf }: Props) {
  return (
    <div className="app-words" {...useContext(WordsTongue)}>
      {blocks.map((block, index) => {
        const key = index; // a lesson's words never change while they are shown
        if (block.kind === 'paragraph')
          return (
            <p key={key}>
              <Inlines nodes={block.children} textOf={textOf} />
            </p>
          );
        const items = block.items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items never change order
          <li key={at}>
            <Inlines nodes={item} textOf={textOf} />
          </li>
        ));
        return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
      })}
    </div>
  );
}

interface LineProps {
  readonly nodes: readonly Inline[];
  textOf(words: string): string;
}

/** The same for a single line, such as an option of a question. */
export function InlineProse(props: LineProps) {
  const tongue = useContext(WordsTongue);
  const words = <Inlines {...props} />;
  return tongue.lang ? <span {...tongue}>{words}</span> : words;
}

function Inlines({ nodes, textOf }: LineProps) {
  return nodes.map((node, index) => {
    const [before, after] = [nodes[index - 1], nodes[index + 1]];
    if (node.kind === 'term') {
      const [open, close] = [openingOf(before), closingOf(after)];
      // biome-ignore lint/suspicious/noArrayIndexKey: the nodes never change order
      const term = <InlineNode key={index} node={node} textOf={textOf} />;
      if (open === '' && close === '') return term;
      // A line could break between a term, which is a button, and the bracket or full stop beside it.
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the nodes never change order
        <span key={index} className="app-glued">
          {open}
          {term}
          {close}
        </span>
      );
    }
    const own =
      node.kind === 'text'
        ? {
            ...node,
            text: node.text.slice(
              before?.kind === 'term' ? closingOf(node).length : 0,
              after?.kind === 'term' ? node.text.length - openingOf(node).length : undefined,
            ),
          }
        : node;
    // biome-ignore lint/suspicious/noArrayIndexKey: the nodes never change order
    return <InlineNode key={index} node={own} textOf={textOf} />;
  });
}

/** Opening marks at the end of a text, which belong to the term behind them. */
const openingOf = (node: Inline | undefined): string =>
  node?.kind === 'text' ? (/[(“‘[]+$/.exec(node.text)?.[0] ?? '') : '';

/** Closing marks at the beginning of a text, which belong to the term before them. */
const closingOf = (node: Inline | undefined): string =>
  node?.kind === 'text' ? (/^[.,;:)?!’”\]]+/.exec(node.text)?.[0] ?? '') : '';

function InlineNode({ node, textOf }: { node: Inline; textOf: Props['textOf'] }): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'strong':
      return (
        <strong>
          <Inlines nodes={node.children} textOf={textOf} />
        </strong>
      );
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return (
        <a href={node.href} rel="noreferrer">
          <Inlines nodes={node.children} textOf={textOf} />
        </a>
      );
    case 'term':
      return (
        <Suspense fallback={node.text}>
          <TermWord term={node.term} text={node.text} />
        </Suspense>
      );
    case 'value':
      // An amount keeps its unit behind it in every language; what it says is no news to be announced.
      return <bdi className="app-value">{textOf(node.words)}</bdi>;
  }
}
