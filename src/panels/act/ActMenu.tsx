import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';
import type { StageTarget } from '../../stage/target.ts';
import { clockText } from '../clockText.ts';
import type { InstrumentView } from '../instrument.ts';
import { withDeed } from '../script/scriptLines.ts';
import { spelledOut } from '../written.ts';
import { type Act, actsOn } from './acts.ts';
import '../panel.css';
import './act.css';

export interface ActMenuProps {
  readonly target: StageTarget;
  /** Where it was chosen, in the coordinates of the window. */
  readonly at: { readonly x: number; readonly y: number };
  readonly run: Run;
  readonly player: Player;
  readonly edit: InstrumentView['edit'];
  onClose(): void;
  /** Told what was done, in words. */
  onDone?(words: string): void;
}

const EDGE_PX = 8;

/** What can be done to something on the stage, at the player's moment. Whatever is chosen becomes a line of the script. */
export function ActMenu({ target, at, run, player, edit, onClose, onDone }: ActMenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  // The moment at which the menu was opened: what is playing goes on behind it.
  const state = useMemo(() => player.get(), [player]);
  const { title, acts } = useMemo(
    () => actsOn(target, run, spelledOut(edit?.written ?? {}), state.atUs),
    [target, run, edit, state],
  );

  // Inside the window, whatever stands beside it.
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    const within = (wanted: number, size: number, room: number) =>
      Math.max(EDGE_PX, Math.min(wanted, room - size - EDGE_PX));
    element.style.setProperty('--act-x', `${within(at.x, width, window.innerWidth)}px`);
    element.style.setProperty('--act-y', `${within(at.y, height, window.innerHeight)}px`);
  }, [at.x, at.y]);

  useEffect(() => {
    const before = document.activeElement;
    itemsOf(menu.current)[0]?.focus();
    if (itemsOf(menu.current).length === 0) menu.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) close.current();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, []);

  const choose = ({ deed, set }: Act) => {
    if (edit === null) return;
    edit.onWrite(withDeed(edit.written, state.atUs, deed, set));
    onDone?.(
      t('{deed}, at {time}', {
        deed: deed.says(set, spelledOut(edit.written)),
        time: clockText(state),
      }),
    );
    onClose();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(menu.current);
    const now = items.indexOf(document.activeElement as HTMLElement);
    const goals: Record<string, number> = {
      ArrowDown: (now + 1) % items.length,
      ArrowUp: (now - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const goal = goals[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else if (goal === undefined) return;
    else items[goal]?.focus();
    // The page has shortcuts of its own.
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="panel-act-layer">
      <div
        ref={menu}
        className="panel-act"
        role="menu"
        tabIndex={-1}
        aria-labelledby={`${id}-title`}
        onKeyDown={onKeyDown}
      >
        <p id={`${id}-title`} className="panel-act-title" role="presentation">
          <b>{title}</b> <span>{t('at {state}', { state: clockText(state) })}</span>
        </p>
        {edit === null ? (
          <p className="panel-act-none" role="presentation">
            {t('Here the script is given. In the sandbox you can step in.')}
          </p>
        ) : (
          acts.map((each) => (
            <button
              key={each.title}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => choose(each)}
            >
              <span>{each.title}</span>
              {each.signal && <code translate="no">{each.signal}</code>}
            </button>
          ))
        )}
      </div>
    </div>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}
