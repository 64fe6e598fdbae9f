import { useEffect, useId, useRef } from 'react';
import './panel.css';

const KEYS: readonly (readonly [string, string])[] = [
  ['Space', 'play or pause'],
  ['←  →', 'one event back or forward'],
  ['Alt + ←  →', 'one event back or forward of the selected request'],
  ['Shift + ←  →', 'previous or next turning point: chosen beside the jump buttons'],
  ['B', 'bookmark this moment'],
  ['Home  End', 'start or end of the run'],
  ['<  >', 'slower or faster'],
  ['E', 'smooth, or event by event'],
  ['?', 'this list'],
];

const PLOT_KEYS: readonly (readonly [string, string])[] = [
  ['↑  ↓', 'another lane, or another row of a table'],
  ['←  →', 'the stretch or request before or after'],
  ['Enter', 'go there and select its request'],
  ['+  −', 'closer or further; 0 for the whole run'],
  ['Page Up  Down', 'earlier or later part of the run'],
  ['Ctrl + wheel, pinch', 'closer or further; Shift + wheel or drag moves along'],
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
      <KeyList keys={KEYS} />
      <h3>In a plot or a table that has the focus</h3>
      <KeyList keys={PLOT_KEYS} />
      <button type="button" className="panel-button" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}

function KeyList({ keys }: { keys: readonly (readonly [string, string])[] }) {
  return (
    <dl className="panel-keys">
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
