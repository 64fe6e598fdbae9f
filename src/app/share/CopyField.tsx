import { useEffect, useId, useRef, useState } from 'react';
import { t } from '../../language/t.ts';

interface Props {
  readonly label: string;
  readonly text: string;
  /** Lines that are shown of it; one: a single line. */
  readonly lines?: number;
  /** Whether it is selected as soon as it is shown. */
  readonly isFirst?: boolean;
  readonly copied: string;
}

/** A text to be taken away. Where the browser does not let the page copy it, it stands selected, to be copied by hand. */
export function CopyField({ label, text, lines = 1, isFirst = false, copied }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!isFirst) return;
    field.current?.focus();
    field.current?.select();
  }, [isFirst]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has not been copied yet
  useEffect(() => setSaid(''), [text]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(copied);
    } catch {
      field.current?.focus();
      field.current?.select();
      setSaid(t('The browser does not let the page copy it: it is selected, copy it by hand.'));
    }
  }

  return (
    <div className="share-copy">
      <label htmlFor={id}>{label}</label>
      <div className="share-copyRow">
        <textarea
          id={id}
          ref={field}
          className="app-field"
          data-lines={lines}
          rows={lines}
          readOnly
          spellCheck={false}
          translate="no"
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" className="app-primary" onClick={copy}>
          {t('Copy')}
        </button>
      </div>
      <p role="status" className="share-said">
        {said}
      </p>
    </div>
  );
}
