import { useId } from 'react';
import { t } from '../../language/t.ts';
import type { LessonKnob } from '../../lesson/lesson.ts';
import { amountText } from './amountText.ts';

interface Props {
  readonly knob: LessonKnob;
  /** Index of its value. */
  readonly pick: number;
  readonly labelledBy: string;
  readonly describedBy: string;
  /** Its values have prices, which are told with them. */
  readonly hasPrices: boolean;
  onPick(value: number): void;
}

/** So many values stand side by side, to be chosen at one press. */
const SEGMENTS_MAX = 3;
/** More ticks than this have no room for a word each. */
const WORDED_TICKS_MAX = 9;
/** A number with its unit, short enough to stand below a tick. */
const AMOUNT = /^\d\S{0,5}$|^\d\S{0,3} \S{1,3}$/;

/** A control that fits the number and kind of a knob's values: side by side, a slider over numbers, or a list of words. */
export function KnobChoice(props: Props) {
  const { values } = props.knob;
  if (values.length <= SEGMENTS_MAX) return <Segments {...props} />;
  return values.every(({ text }) => AMOUNT.test(text)) ? (
    <Ticks {...props} />
  ) : (
    <Words {...props} />
  );
}

const priced = ({ values }: LessonKnob, index: number, hasPrices: boolean): string => {
  const { text, cost } = values[index] ?? { text: '', cost: 0 };
  return hasPrices ? t('{value}, costs {amount}', { value: text, amount: amountText(cost) }) : text;
};

function Segments({ knob, pick, labelledBy, describedBy, hasPrices, onPick }: Props) {
  const name = useId();
  return (
    <div
      className="app-segments"
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
    >
      {knob.values.map(({ text, cost }, index) => (
        <label key={text}>
          <input type="radio" name={name} checked={index === pick} onChange={() => onPick(index)} />
          <span>{text}</span>
          {hasPrices && (
            <small className="app-knobPrice">
              {t('costs {amount}', { amount: amountText(cost) })}
            </small>
          )}
        </label>
      ))}
    </div>
  );
}

function Ticks({ knob, pick, labelledBy, describedBy, hasPrices, onPick }: Props) {
  const last = knob.values.length - 1;
  const isWorded = (index: number): boolean =>
    knob.values.length <= WORDED_TICKS_MAX || index === 0 || index === last || index === pick;
  return (
    <div className="app-ticks">
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        value={pick}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-valuetext={priced(knob, pick, hasPrices)}
        onChange={(event) => onPick(Number(event.currentTarget.value))}
      />
      <output aria-hidden="true">
        {knob.values[pick]?.text}
        {hasPrices && (
          <small className="app-knobPrice">
            {t('costs {amount}', { amount: amountText(knob.values[pick]?.cost ?? 0) })}
          </small>
        )}
      </output>
      <div className="app-tickWords" aria-hidden="true">
        {knob.values.map(({ text }, index) => (
          <span
            key={text}
            data-at={index === pick || undefined}
            style={{ '--app-tick': index / last } as React.CSSProperties}
          >
            {isWorded(index) ? text : ''}
          </span>
        ))}
      </div>
    </div>
  );
}

function Words({ knob, pick, labelledBy, describedBy, hasPrices, onPick }: Props) {
  return (
    <select
      className="app-select app-wide"
      value={pick}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => onPick(Number(event.currentTarget.value))}
    >
      {knob.values.map(({ text }, index) => (
        <option key={text} value={index}>
          {priced(knob, index, hasPrices)}
        </option>
      ))}
    </select>
  );
}
