import { useEffect, useId, useRef } from 'react';
import './panel.css';

const KEYS: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause'],
  ['←  →', 'one event back or forward'],
  ['Shift + ←  →', 'previous or next turning point'],
  ['Home  End', 'start or end of the run'],
  ['<  >', 'slower or faster'],
  ['E', 'smooth, or event by event'],
  ['?', 'this list'],
];

/** The list of keys, as a dialog. They work only while the focus is inside the simulator. */
export function Shortcuts({ open, onClose }: { open: boolean; onClose(): void }) {
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="panel-dialog" aria-labelledby={title} onClose={onClose}>
      <h2 id={title}>Keyboard shortcuts</h2>
      <p>They work while the focus is inside the simulator.</p>
      <dl className="panel-keys">
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="panel-button" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}
