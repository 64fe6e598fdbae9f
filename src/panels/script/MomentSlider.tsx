import { useState } from 'react';
import { lengthText } from '../clockText.ts';

interface Props {
  readonly label: string;
  readonly atUs: number;
  readonly endUs: number;
  onFinish(atUs: number): void;
}

const KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
];

/** A strip of time with a handle: dragged, or moved with the arrow keys. One drag, and one key held down, is one change. */
export function MomentSlider({ label, atUs, endUs, onFinish }: Props) {
  const [draftUs, setDraftUs] = useState<number | null>(null);
  const stepUs = Math.max(1, Math.round(endUs / 200));
  const finish = () => {
    if (draftUs !== null && draftUs !== atUs) onFinish(draftUs);
    setDraftUs(null);
  };
  return (
    <input
      className="panel-script-strip"
      type="range"
      min={0}
      max={endUs}
      // A handle may stand between two steps: where it was written.
      step={1}
      value={Math.min(draftUs ?? atUs, endUs)}
      aria-label={label}
      aria-valuetext={lengthText(draftUs ?? atUs)}
      onChange={(event) => {
        const to = Number(event.currentTarget.value);
        setDraftUs(Math.min(endUs, Math.round(to / stepUs) * stepUs));
      }}
      onKeyDown={(event) => {
        if (!KEYS.includes(event.key)) return;
        event.preventDefault();
        const now = draftUs ?? atUs;
        const goals: Record<string, number> = {
          ArrowLeft: now - stepUs,
          ArrowDown: now - stepUs,
          ArrowRight: now + stepUs,
          ArrowUp: now + stepUs,
          PageDown: now - 10 * stepUs,
          PageUp: now + 10 * stepUs,
          Home: 0,
          End: endUs,
        };
        setDraftUs(Math.min(endUs, Math.max(0, goals[event.key] ?? now)));
      }}
      onKeyUp={(event) => KEYS.includes(event.key) && finish()}
      onPointerUp={finish}
      onBlur={finish}
    />
  );
}
