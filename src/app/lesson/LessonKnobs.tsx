import { useId } from 'react';
import { t } from '../../language/t.ts';
import type { Budget, LessonKnob } from '../../lesson/lesson.ts';
import { startPicks, takenBy } from '../../lesson/variants.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { rich } from '../../stage/rich.ts';
import { amountText } from './amountText.ts';
import { KnobChoice } from './KnobChoice.tsx';
import { InlineProse } from './Prose.tsx';
import type { Turning } from './turning.ts';
import './knobs.css';

interface Props {
  readonly turning: Turning;
  /** Where values have a price. */
  readonly budget?: Budget | null;
  textOf(words: string): string;
}

/** The knobs of a step, each with its words, its value and what is wrong with it; and the ways back. */
export function LessonKnobs({ turning, budget = null, textOf }: Props) {
  const { picks, problems, canUndo, undo, put } = turning;
  const { knobs } = turning.step;
  const at = problems.map((problem) => knobOf(turning, problem));
  const isAsItWas = startPicks(knobs).join() === picks.join();
  return (
    <div className="app-turning">
      <ul className="app-lessonKnobs" aria-label={t('Knobs')}>
        {knobs.map((knob, index) => (
          <li key={knob.set}>
            <OneKnob
              turning={turning}
              index={index}
              budget={budget}
              problems={problems.filter((_, i) => at[i] === index)}
              textOf={textOf}
            />
          </li>
        ))}
      </ul>
      <p className="app-turnBack">
        <button
          type="button"
          className="app-button"
          aria-disabled={!canUndo}
          onClick={() => canUndo && undo()}
        >
          {t('↶ Undo')}
        </button>
        <button
          type="button"
          className="app-button"
          aria-disabled={isAsItWas}
          onClick={() => !isAsItWas && put(startPicks(knobs))}
        >
          {t('As it was')}
        </button>
      </p>
    </div>
  );
}

interface OneProps {
  readonly turning: Turning;
  readonly index: number;
  readonly budget: Budget | null;
  readonly problems: readonly Problem[];
  textOf(words: string): string;
}

function OneKnob({ turning, index, budget, problems, textOf }: OneProps) {
  const id = useId();
  const knob = turning.step.knobs[index] as LessonKnob;
  const pick = turning.picks[index] ?? knob.start;
  const taken = takenBy(turning.step.knobs, turning.picks, index);
  const hasPrices = budget !== null && knob.values.some(({ cost }) => cost > 0);
  const taker = taken === null ? undefined : turning.step.knobs[taken];
  return (
    <div className="app-lessonKnob" data-moved={pick !== knob.start || undefined}>
      <p className="app-knobHead">
        <span id={`${id}-label`}>
          <InlineProse nodes={knob.label} textOf={textOf} />
        </span>
        <code translate="no">{knob.set}</code>
      </p>
      {knob.isMystery ? (
        <p className="app-knobFixed">
          <b aria-hidden="true">?</b> <span>{t('A mystery: it is set, but not shown.')}</span>
        </p>
      ) : knob.isLocked ? (
        <p className="app-knobFixed">
          <Lock /> <b>{knob.values[pick]?.text}</b> <span>{t('locked')}</span>
          {hasPrices && <Price knob={knob} pick={pick} />}
        </p>
      ) : (
        <KnobChoice
          knob={knob}
          pick={pick}
          labelledBy={`${id}-label`}
          describedBy={`${id}-said`}
          hasPrices={hasPrices}
          onPick={(value) => turning.turn(index, value)}
        />
      )}
      <div id={`${id}-said`} className="app-knobSaid" role="status">
        {taker && (
          <p>
            {rich('Without effect as long as “{knob}” is “{value}”.', {
              knob: <InlineProse nodes={taker.label} textOf={textOf} />,
              value: taker.values[turning.picks[taken ?? 0] ?? 0]?.text,
            })}
          </p>
        )}
        {problems.map(({ at, message }) => (
          <p key={`${at} ${message}`} className="app-knobWrong">
            {rich('<b>This does not go together:</b> {setting} {wrong}. The run before stays.', {
              b: (words) => <b>{words}</b>,
              setting: <code translate="no">{at}</code>,
              wrong: shortly(message),
            })}
          </p>
        ))}
      </div>
    </div>
  );
}

/** What is wrong; of settings by the dozen that would be allowed, knobs offer none. */
const shortly = (message: string): string =>
  message.replace(/(is not a setting here); allowed: .*/s, '$1');

function Price({ knob, pick }: { knob: LessonKnob; pick: number }) {
  const cost = knob.values[pick]?.cost ?? 0;
  return <span className="app-knobPrice">{t('costs {amount}', { amount: amountText(cost) })}</span>;
}

/** The knob that a problem is about: the one that sets it most closely, else the one that was turned last, else the first that is turned. */
function knobOf({ step, picks, last }: Turning, { at }: Problem): number {
  const { knobs } = step;
  const moved = knobs.flatMap(({ set, start }, index) =>
    picks[index] === start ? [] : [{ set, index }],
  );
  const named = moved
    .filter(({ set }) => at === set || at.startsWith(`${set}.`))
    .sort((a, b) => b.set.length - a.set.length);
  return named[0]?.index ?? last ?? moved[0]?.index ?? 0;
}

function Lock() {
  return (
    <svg className="app-lock" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <rect x="2.5" y="7" width="11" height="7.5" rx="1.5" fill="currentColor" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </svg>
  );
}
