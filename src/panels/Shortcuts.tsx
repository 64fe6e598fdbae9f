import { type ReactNode, useEffect, useId, useRef } from 'react';
import { msg, t } from '../language/t.ts';
import './panel.css';

const KEYS: readonly (readonly [string, string])[] = [
  [msg('Space'), msg('play or pause')],
  ['←  →', msg('one event back or forward')],
  [msg('Alt + ←  →'), msg('one event back or forward of the selected request')],
  [msg('Shift + ←  →'), msg('previous or next turning point: chosen beside the jump buttons')],
  ['B', msg('bookmark this moment')],
  [msg('Home  End'), msg('start or end of the run')],
  ['<  >', msg('slower or faster')],
  ['E', msg('smooth, or event by event')],
  ['?', msg('this list')],
];

const PLOT_KEYS: readonly (readonly [string, string])[] = [
  ['↑  ↓', msg('another lane, or another row of a table')],
  ['←  →', msg('the stretch or request before or after')],
  [msg('Enter'), msg('go there and select its request')],
  ['+  −', msg('closer or further; 0 for the whole run')],
  [msg('Page Up  Down'), msg('earlier or later part of the run')],
  [msg('Ctrl + wheel, pinch'), msg('closer or further; Shift + wheel or drag moves along')],
];

export interface ShortcutsProps {
  readonly open: boolean;
  /** What stands below the keys. */
  readonly children?: ReactNode;
  onClose(): void;
}

/** The list of keys, as a dialog. */
export function Shortcuts({ open, children, onClose }: ShortcutsProps) {
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
      <h2 id={title}>{t('Keyboard shortcuts')}</h2>
      <KeyTables />
      {children}
      <button type="button" className="panel-button" onClick={onClose}>
        {t('Close')}
      </button>
    </dialog>
  );
}

/** All keys with what they do. They work only while the focus is inside the simulator. */
export function KeyTables() {
  return (
    <>
      <p>{t('They work while the focus is inside the simulator.')}</p>
      <KeyList keys={KEYS} />
      <h3>{t('In a plot or a table that has the focus')}</h3>
      <KeyList keys={PLOT_KEYS} />
    </>
  );
}

function KeyList({ keys }: { keys: readonly (readonly [string, string])[] }) {
  return (
    <dl className="panel-keys">
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd>{t(key)}</kbd>
          </dt>
          <dd>{t(does)}</dd>
        </div>
      ))}
    </dl>
  );
}
