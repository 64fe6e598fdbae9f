import { useEffect, useRef } from 'react';
import { t } from '../../language/t.ts';
import { type Path, pathText } from '../written.ts';

interface CodeLinesProps {
  readonly text: string;
  /** Settings by line, counted from 1. */
  readonly settings: ReadonlyMap<number, readonly Path[]>;
  /** Lines that the last change touched. */
  readonly changed: ReadonlySet<number>;
  /** The line whose setting is shown, or null. */
  readonly chosen: number | null;
  onChoose(line: number): void;
}

/** A file with numbered lines. Those that say a setting have their number as a button, which opens it. */
export function CodeLines({ text, settings, changed, chosen, onChoose }: CodeLinesProps) {
  const box = useRef<HTMLOListElement>(null);
  const lines = text.replace(/\n$/, '').split('\n');
  const first = changed.size > 0 ? Math.min(...changed) : null;

  // A knob that was turned elsewhere shows what it did here; only this box scrolls, never the page.
  useEffect(() => {
    const list = box.current?.parentElement;
    const line =
      first === null ? null : (box.current?.children[first - 1] as HTMLElement | undefined);
    if (!list || !line) return;
    const isSeen =
      line.offsetTop >= list.scrollTop &&
      line.offsetTop + line.offsetHeight <= list.scrollTop + list.clientHeight;
    if (!isSeen) list.scrollTop = Math.max(0, line.offsetTop - list.clientHeight / 3);
  }, [first]);

  return (
    <ol ref={box} className="panel-configLines" translate="no">
      {lines.map((line, index) => {
        const number = index + 1;
        const own = settings.get(number);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            key={index}
            data-setting={own !== undefined}
            data-changed={changed.has(number)}
            data-chosen={number === chosen}
          >
            {own ? (
              <button
                type="button"
                aria-pressed={number === chosen}
                aria-label={t('Line {line}: {settings}', {
                  line: String(number),
                  settings: [...new Set(own.map(pathText))].join(', '),
                })}
                onClick={() => onChoose(number)}
              >
                {number}
              </button>
            ) : (
              <span aria-hidden="true">{number}</span>
            )}
            <code>
              {line || ' '}
              {changed.has(number) && (
                <small className="panel-configChanged" translate="yes">
                  {' '}
                  {t('changed')}
                </small>
              )}
            </code>
          </li>
        );
      })}
    </ol>
  );
}
