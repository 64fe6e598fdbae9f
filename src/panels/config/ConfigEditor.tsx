import { useEffect, useId, useRef, useState } from 'react';
import { t } from '../../language/t.ts';

interface ConfigEditorProps {
  readonly label: string;
  readonly words: string;
  readonly start: string;
  readonly isBusy: boolean;
  onApply(text: string): void;
  onCancel(): void;
}

/** A configuration in the making: it counts when it is applied. */
export function ConfigEditor({
  label,
  words,
  start,
  isBusy,
  onApply,
  onCancel,
}: ConfigEditorProps) {
  const id = useId();
  const [text, setText] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === '';
  // Whoever asked for it wants to write.
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <form
      className="panel-configEditor"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !isBusy) onApply(text);
      }}
    >
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-words`} className="panel-quiet">
        {words}
      </p>
      <textarea
        ref={field}
        id={id}
        aria-describedby={`${id}-words`}
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        wrap="off"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <p className="panel-configActions">
        <button type="submit" className="panel-button" aria-disabled={isEmpty || isBusy}>
          {t('Apply')}
        </button>
        <button type="button" className="panel-button" onClick={onCancel}>
          {t('Cancel')}
        </button>
      </p>
    </form>
  );
}
