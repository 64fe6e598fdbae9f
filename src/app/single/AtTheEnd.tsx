import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';

/** In the place of `lesson/Onward.tsx`: at the end of a single lesson there is no next one, but answers to hand in. */
export function Onward({ takesFocus }: { lesson: string; takesFocus: boolean }) {
  const button = useRef<HTMLButtonElement>(null);
  const [takes] = useState(takesFocus);
  useEffect(() => {
    if (takes) button.current?.focus();
  }, [takes]);
  return (
    <button
      type="button"
      ref={button}
      className="app-button app-next"
      onClick={() => {
        const box = document.getElementById('hand-in');
        box?.scrollIntoView({ block: 'nearest' });
        box?.focus();
      }}
    >
      {t('To my answers')}
    </button>
  );
}
