import { type ReactNode, useId, useState } from 'react';
import { measuredText } from '../../insight/claims/claimsEvaluate.ts';
import type { MeasureKind } from '../../insight/claims/claimsMeasure.ts';
import { msg, t } from '../../language/t.ts';
import { readGuess } from './readGuess.ts';

interface Props {
  readonly ask: ReactNode;
  readonly kind: MeasureKind;
  readonly given: number | null;
  readonly locked: boolean;
  /** Null: what stands there is no number, whatever stood there before. */
  onValue(value: number | null): void;
}

/** A number with its unit, as people write it; what cannot be read says what to write. */
export function NumberField({ ask, kind, given, locked, onValue }: Props) {
  const id = useId();
  const [text, setText] = useState(given === null ? '' : measuredText(kind, given));
  const [hint, setHint] = useState('');
  return (
    <p className="app-number">
      <label htmlFor={id}>{ask}</label>
      <input
        id={id}
        className="app-field"
        value={text}
        readOnly={locked}
        inputMode={kind === 'count' || kind === 'share' ? 'decimal' : 'text'}
        aria-describedby={`${id}-hint`}
        aria-invalid={hint !== ''}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          const read = readGuess(kind, event.currentTarget.value);
          setHint('hint' in read && event.currentTarget.value.trim() !== '' ? read.hint : '');
          onValue('value' in read ? read.value : null);
        }}
      />
      <span id={`${id}-hint`} className="app-quiet">
        {hint || (kind !== 'text' && t(EXAMPLES[kind]))}
      </span>
    </p>
  );
}

const EXAMPLES: Record<Exclude<MeasureKind, 'text'>, string> = {
  duration: msg('a time with its unit, such as 200ms or 1.5s'),
  bytes: msg('a size with its unit, such as 900kB'),
  rate: msg('a rate, such as 30/s'),
  share: msg('a share, such as 40%'),
  count: msg('a number'),
};
