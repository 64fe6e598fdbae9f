import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { rewriteYaml } from '../../lesson/prepared/rewriteYaml.ts';
import type { Written } from '../../panels/written.ts';
import type { Draft } from './draftState.ts';
import { readText } from './readText.ts';

interface Props {
  readonly draft: Draft;
  onType(text: string, source: Written | null): void;
}

/** The lesson as the text of its file, to be edited as such; what is wrong is told by line and column. */
export function TextView({ draft, onType }: Props) {
  // What was typed here, and what the draft said then: after that, only a change from elsewhere writes the text anew.
  const typed = useRef<{ text: string; source: Written } | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const text = useMemo(() => {
    if (draft.isUnread && draft.text !== null) return draft.text;
    if (typed.current && typed.current.source === draft.source) return typed.current.text;
    return rewriteYaml(draft.text, draft.source);
  }, [draft]);
  const shown = useDeferredValue(text);
  const { problems } = useMemo(() => readText(shown), [shown]);
  const [caret, setCaret] = useState<number | null>(null);
  useEffect(() => {
    if (caret === null || !box.current) return;
    box.current.focus();
    box.current.setSelectionRange(caret, caret);
    const line = text.slice(0, caret).split('\n').length;
    box.current.scrollTop = Math.max(0, (line - 4) * 18);
    setCaret(null);
  }, [caret, text]);

  return (
    <div className="app-prepareSource">
      <label className="app-prepareLabel" htmlFor="prepare-yaml">
        {t('The lesson’s file, as YAML')}
      </label>
      {problems.length > 0 && (
        <ul className="app-fieldProblems" id="prepare-yaml-wrong">
          {problems.map(({ line, column, at, message, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: made anew with every change
            <li key={index}>
              <button
                type="button"
                className="app-prepareGo"
                onClick={() => setCaret(offsetOf(text, line, column))}
              >
                {t('line {line}, column {column}', { line: String(line), column: String(column) })}
              </button>{' '}
              {at && <code translate="no">{at}</code>}{' '}
              {value && <code translate="no">{value}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={box}
        id="prepare-yaml"
        className="app-prepareYaml"
        translate="no"
        spellCheck={false}
        wrap="off"
        rows={30}
        value={text}
        {...(problems.length > 0 && {
          'aria-describedby': 'prepare-yaml-wrong',
          'aria-invalid': true,
        })}
        onChange={(event) => {
          const next = event.currentTarget.value;
          const { source } = readText(next);
          if (source !== null) typed.current = { text: next, source };
          onType(next, source);
        }}
      />
    </div>
  );
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}
