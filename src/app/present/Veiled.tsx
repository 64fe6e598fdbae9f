import { useEffect, useRef } from 'react';
import { t } from '../../language/t.ts';
import type { Veil } from './presentation.ts';

/** One colour over everything, until any key, or a press, lifts it. */
export function Veiled({ veil, onLift }: { veil: Veil; onLift(): void }) {
  const cover = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    cover.current?.focus();
    return () => (before instanceof HTMLElement ? before : document.body).focus();
  }, []);
  return (
    <button
      type="button"
      ref={cover}
      className="present-veil"
      data-veil={veil}
      aria-label={
        veil === 'black' ? t('The screen is black. Go on') : t('The screen is white. Go on')
      }
      onClick={onLift}
    />
  );
}
