import { type ReactNode, useEffect, useId, useRef } from 'react';
import { t } from '../../language/t.ts';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  onClose(): void;
}

/** What lies over the slide until it is closed. */
export function Overlay({ title, children, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="present-over" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
      <button type="button" className="app-button" onClick={onClose}>
        {t('Close')}
      </button>
    </dialog>
  );
}
