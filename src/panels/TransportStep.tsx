import type { MouseEvent } from 'react';

interface TransportStepProps {
  readonly label: string;
  readonly keys: string;
  readonly mark: string;
  readonly isOff?: boolean;
  onPress(event: MouseEvent): void;
}

/** Stays focusable when there is nowhere to go: a button that vanishes under the focus loses the keyboard's place. */
export function TransportStep({ label, keys, mark, isOff = false, onPress }: TransportStepProps) {
  return (
    <button
      type="button"
      className="panel-step"
      aria-label={label}
      aria-disabled={isOff}
      aria-description={keys}
      title={`${label} (${keys})`}
      onClick={isOff ? undefined : onPress}
    >
      {mark}
    </button>
  );
}
