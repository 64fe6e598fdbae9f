import { useRef } from 'react';
import { t } from '../../language/t.ts';
import { hintsGiven } from '../../lesson/lessonFlow.ts';
import { InlineProse } from './Prose.tsx';
import type { LessonFlow } from './useLessonFlow.ts';

/** Hints of a step, one after the other, when they are asked for. */
export function Hints({ flow, textOf }: { flow: LessonFlow; textOf(words: string): string }) {
  const { step, context } = flow;
  const list = useRef<HTMLOListElement>(null);
  const all = step.hints.length;
  if (all === 0) return null;
  const given = hintsGiven(context);
  const more = all - given;
  return (
    <div className="app-hints">
      <div aria-live="polite">
        {given > 0 && (
          <ol ref={list} tabIndex={-1} aria-label={t('Hints')}>
            {step.hints.slice(0, given).map((hint, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: hints never change order
              <li key={i}>
                <InlineProse nodes={hint} textOf={textOf} />
              </li>
            ))}
          </ol>
        )}
      </div>
      {more > 0 && (
        <button
          type="button"
          className="app-button"
          onClick={() => {
            flow.send({ type: 'hint' });
            // With the last hint the button goes: the focus goes on to what it brought.
            if (more === 1) requestAnimationFrame(() => list.current?.focus());
          }}
        >
          {given === 0
            ? t('A hint ({number} of {all})', { number: given + 1, all })
            : t('Another hint ({number} of {all})', { number: given + 1, all })}
        </button>
      )}
    </div>
  );
}
