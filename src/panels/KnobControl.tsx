import { Fragment, useId, useState } from 'react';
import { t } from '../language/t.ts';
import { allowed, type Field } from '../scenario/fields.ts';
import type { Problem } from '../scenario/scenario.ts';
import { parseQuantity, type Quantity } from '../scenario/units.ts';
import { isChanged, usualOf } from './isChanged.ts';
import type { Knob } from './knobList.ts';

interface KnobControlProps {
  readonly knob: Knob;
  /** As written, or undefined where the default holds. */
  readonly value: unknown;
  readonly problem: Problem | undefined;
  /** Letters at the beginning of its name that stand above it already: whose setting it is. */
  readonly hidden?: number;
  onChange(value: unknown): void;
}

/** One knob: a switch, a list, or a field with a slider over the values worth trying. */
export function KnobControl({ knob, value, problem, hidden = 0, onChange }: KnobControlProps) {
  const id = useId();
  const { field, name, words, stops } = knob;
  const usual = usualOf(knob);
  const usualText = usual === '' ? t('none##no default') : String(usual);
  const current = value ?? usual;
  const described = `${id}-words${problem ? ` ${id}-problem` : ''}`;
  const shared = { id: `${id}-field`, 'aria-describedby': described, 'aria-invalid': !!problem };
  const limits =
    field.kind === 'flag' || field.kind === 'choice'
      ? ''
      : allowed({ named: {}, looksLike: '', ...field } as Field);

  return (
    <div className="panel-knob">
      <label htmlFor={shared.id}>
        {hidden > 0 && <span className="panel-unseen">{name.slice(0, hidden)}</span>}
        <code translate="no">{breakable(name.slice(hidden))}</code>
      </label>
      {isChanged(knob, value) && (
        <button
          type="button"
          className="panel-knob-reset"
          aria-label={t('Back to the default of {name}: {usual}', { name, usual: usualText })}
          title={t('changed; default: {usual}', { usual: usualText })}
          onClick={() => onChange(undefined)}
        >
          ↺
        </button>
      )}
      {field.kind === 'flag' ? (
        <select
          {...shared}
          value={current === true || current === 'on' ? 'on' : 'off'}
          onChange={(event) => onChange(event.currentTarget.value === 'on')}
        >
          <option value="on">{t('on##a switch')}</option>
          <option value="off">{t('off##a switch')}</option>
        </select>
      ) : field.kind === 'choice' ? (
        <select
          {...shared}
          value={String(current)}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        >
          {[...new Set([...(usual === '' ? [''] : []), ...field.choices, String(current)])].map(
            (each) => (
              <option
                key={each}
                value={each}
                translate={each === '' || knob.labels?.[each] ? undefined : 'no'}
              >
                {each === '' ? t('as usual') : (knob.labels?.[each] ?? each)}
              </option>
            ),
          )}
        </select>
      ) : (
        <span className="panel-knob-value">
          {stops.length > 0 && (
            <input
              type="range"
              min={0}
              max={stops.length - 1}
              step={1}
              value={nearestStop(field, stops, current)}
              aria-label={t('{name}, by slider', { name })}
              aria-valuetext={String(current)}
              onChange={(event) => onChange(stops[Number(event.currentTarget.value)])}
            />
          )}
          <Draft
            shared={shared}
            written={String(current)}
            isNumber={field.kind === 'count' || field.kind === 'number'}
            isWide={field.kind === 'text'}
            onCommit={(next) => onChange(next === '' && usual === '' ? undefined : next)}
          />
        </span>
      )}
      <span id={`${id}-words`} className="panel-knob-words">
        {words}
        {limits && <small> {limits}</small>}
        {knob.note && <strong className="panel-knob-note">{knob.note}</strong>}
      </span>
      {problem && (
        <span id={`${id}-problem`} className="panel-knob-problem" role="alert">
          {problem.message}
        </span>
      )}
    </div>
  );
}

/** Long names of settings may break behind an underscore, and nowhere else. */
function breakable(name: string) {
  return name.split(/(?<=_)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one name, always the same
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

interface DraftProps {
  shared: { id: string };
  written: string;
  isNumber: boolean;
  isWide: boolean;
  onCommit(value: unknown): void;
}

/** Text that counts when it is finished: half a quantity is no mistake yet. */
function Draft({ shared, written, isNumber, isWide, onCommit }: DraftProps) {
  const [text, setText] = useState(written);
  const [from, setFrom] = useState(written);
  // Turned by the slider, undone, or another scenario; the field itself stays, and with it the focus.
  if (from !== written) {
    setFrom(written);
    setText(written);
  }
  const commit = () => {
    const value = text.trim();
    if (value === written) return;
    onCommit(isNumber && value !== '' && Number.isFinite(Number(value)) ? Number(value) : value);
  };
  return (
    <input
      {...shared}
      className={isWide ? 'panel-knob-text' : undefined}
      type="text"
      inputMode={isNumber ? 'numeric' : 'text'}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setText(written);
      }}
    />
  );
}

function nearestStop(field: Knob['field'], stops: Knob['stops'], current: unknown): number {
  const amount = amountOf(field, current);
  let best = 0;
  stops.forEach((stop, index) => {
    const distance = Math.abs(amountOf(field, stop) - amount);
    if (distance < Math.abs(amountOf(field, stops[best]) - amount)) best = index;
  });
  return best;
}

/** A finite number that orders written values; words such as `never` and `none` stand at the end. */
function amountOf(field: Knob['field'], value: unknown): number {
  if (typeof value === 'number') return value;
  if (field.kind === 'count' || field.kind === 'number') return Number(value) || 0;
  const parsed = parseQuantity(field.kind as Quantity, value);
  return 'value' in parsed ? parsed.value : Number.MAX_SAFE_INTEGER;
}
