import { type ReactNode, useRef } from 'react';
import { t } from '../../language/t.ts';
import type { Question } from '../../lesson/lesson.ts';
import { InlineProse } from './Prose.tsx';
import { pointAtTier, useTierPicking } from './tierPicking.ts';

interface Props {
  readonly name: string;
  readonly ask: ReactNode;
  readonly question: Extract<Question, { kind: 'choice' }>;
  /** Index of the option chosen, or null. */
  readonly chosen: number | null;
  readonly locked: boolean;
  /** Whether the right one is marked: once an observation has been checked. */
  readonly isTold: boolean;
  textOf(words: string): string;
  onChoose(option: number): void;
}

/** One of several options. Where they are tiers, each is lit on the stage when it is pointed at, and may be pressed there. */
export function ChoiceField(props: Props) {
  const { name, ask, question, chosen, locked, isTold, textOf, onChoose } = props;
  const { options, isPointing } = question;
  const labels = useRef<HTMLFieldSetElement>(null);
  useTierPicking(isPointing && !locked, (tier) => {
    const option = options.findIndex((each) => each.tier === tier);
    if (option < 0) return false;
    onChoose(option);
    const label = labels.current?.querySelectorAll('label')[option];
    if (label) requestAnimationFrame(() => showIfHidden(label));
    return true;
  });
  const light = (option: number | null): void => {
    if (!isPointing) return;
    pointAtTier(options[option ?? chosen ?? -1]?.tier ?? null);
  };
  return (
    <fieldset className="app-choices" disabled={locked} ref={labels}>
      <legend>{ask}</legend>
      {isPointing && !locked && (
        <p className="app-quiet">{t('Choose here, or press the part on the stage.')}</p>
      )}
      {options.map((option, index) => (
        <label
          // biome-ignore lint/suspicious/noArrayIndexKey: options never change order; answers hold their index
          key={index}
          className="app-choice"
          onMouseEnter={() => light(index)}
          onMouseLeave={() => light(null)}
        >
          <input
            type="radio"
            name={name}
            checked={chosen === index}
            onFocus={() => light(index)}
            onBlur={() => light(null)}
            onChange={() => {
              onChoose(index);
              light(index);
            }}
          />
          <span>
            <InlineProse nodes={option.text} textOf={textOf} />
          </span>
          {isTold && option.isRight && <b className="app-choiceMark">{t('✓ so it is')}</b>}
        </label>
      ))}
    </fieldset>
  );
}

/** Where the page is one column, the stage stands below the question: what a press there has chosen is scrolled to. */
function showIfHidden(label: Element): void {
  const { top, bottom } = label.getBoundingClientRect();
  if (top >= 0 && bottom <= window.innerHeight) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  label.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
}
