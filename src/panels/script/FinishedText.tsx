import { useState } from 'react';

interface Props {
  readonly className?: string;
  readonly label: string;
  readonly written: string;
  readonly isFaulty?: boolean;
  readonly isNumber?: boolean;
  readonly placeholder?: string;
  onFinish(text: string): void;
}

/** A text that counts when it is finished, with Enter or by leaving it; Escape takes it back. */
export function FinishedText(props: Props) {
  const { className, label, written, isFaulty = false, isNumber, placeholder, onFinish } = props;
  const [text, setText] = useState(written);
  const [from, setFrom] = useState(written);
  // Moved by the slider, undone, or another line: the field itself stays, and with it the focus.
  if (from !== written) {
    setFrom(written);
    setText(written);
  }
  const finish = () => {
    if (text.trim() !== written) onFinish(text.trim());
  };
  return (
    <input
      className={className}
      type="text"
      inputMode={isNumber ? 'decimal' : 'text'}
      aria-label={label}
      aria-invalid={isFaulty}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          finish();
        }
        if (event.key === 'Escape') setText(written);
      }}
    />
  );
}
