import { useDeferredValue, useMemo } from 'react';
import { t } from '../../language/t.ts';
import { parseInline, parseMarkdown } from '../../lesson/markdown.ts';
import type { Path } from '../../panels/written.ts';
import { InlineProse, Prose } from '../lesson/Prose.tsx';
import { Labelled } from './Labelled.tsx';
import { useMeasured } from './measured.ts';

interface Props {
  readonly path: Path;
  readonly label: string;
  readonly words: string;
  readonly value: unknown;
  readonly isNeeded: boolean;
  /** Several paragraphs rather than one line. */
  readonly isLong: boolean;
  onWrite(value: unknown): void;
}

/** What would look the same without a preview. */
const MARKUP = /[*`[{]|^(?:- |\d+\. )/m;

/** Words in the small Markdown of lessons, and below them how they will read, with the numbers of the run. */
export function TextField({ path, label, words, value, isNeeded, isLong, onWrite }: Props) {
  const text = typeof value === 'string' ? value : value === undefined ? '' : String(value);
  const shown = useDeferredValue(text);
  const write = (next: string) => onWrite(next === '' ? undefined : next);
  return (
    <Labelled
      path={path}
      label={label}
      words={words}
      isNeeded={isNeeded}
      field={(described) =>
        isLong ? (
          <textarea
            {...described}
            className="app-prepareText"
            rows={Math.min(14, Math.max(3, text.split('\n').length + Math.floor(text.length / 90)))}
            value={text}
            onChange={(event) => write(event.currentTarget.value)}
          />
        ) : (
          // One line of text, but not all of it fits one line of a narrow screen.
          <textarea
            {...described}
            className="app-prepareInput app-prepareLine"
            rows={Math.min(4, Math.ceil((text.length + 1) / 60))}
            value={text}
            onChange={(event) => write(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
          />
        )
      }
    >
      {MARKUP.test(shown) && <TextPreview text={shown} path={path} isLong={isLong} />}
    </Labelled>
  );
}

function TextPreview({ text, path, isLong }: { text: string; path: Path; isLong: boolean }) {
  const textOf = useMeasured(path);
  const blocks = useMemo(() => {
    const ignore = () => {}; // mistakes stand beside the field
    if (isLong) return parseMarkdown(text, ignore);
    return [{ kind: 'paragraph' as const, children: parseInline(text, ignore) }];
  }, [text, isLong]);
  const [first] = blocks;
  return (
    <figure className="app-textPreview" aria-label={t('As the learner reads it')}>
      {isLong || first?.kind !== 'paragraph' ? (
        <Prose blocks={blocks} textOf={textOf} />
      ) : (
        <InlineProse nodes={first.children} textOf={textOf} />
      )}
    </figure>
  );
}
