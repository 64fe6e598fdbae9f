import { type KeyboardEvent, useRef } from 'react';
import { t } from '../../language/t.ts';
import { clockText } from '../clockText.ts';
import { withDeed } from '../script/scriptLines.ts';
import { usePlayerState } from '../usePlayer.ts';
import { spelledOut } from '../written.ts';
import type { ActMenuProps } from './ActMenu.tsx';
import { commonActs } from './acts.ts';
import '../panel.css';
import './act.css';

type ActBarProps = Pick<ActMenuProps, 'run' | 'player' | 'edit' | 'onDone'>;

/** The commonest things to do to the world, as buttons: one Tab stop, arrow keys between them. Nothing where the script is given. */
export function ActBar({ run, player, edit, onDone }: ActBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const state = usePlayerState(player);
  if (edit === null) return null;
  const full = spelledOut(edit.written);
  const acts = commonActs(run, full, state.atUs);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const goals: Record<string, number> = {
      ArrowRight: (now + 1) % buttons.length,
      ArrowLeft: (now - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.forEach((button, index) => {
      button.tabIndex = index === goal ? 0 : -1;
    });
    buttons[goal]?.focus();
  };

  return (
    <div
      ref={bar}
      className="panel-actBar"
      role="toolbar"
      aria-label={t('Step in at {state}', { state: clockText(state) })}
      onKeyDown={onKeyDown}
    >
      {acts.map(({ title, signal, deed, set }, index) => (
        <button
          key={deed.kind}
          type="button"
          className="panel-button"
          tabIndex={index === 0 ? 0 : -1}
          title={signal || undefined}
          onClick={() => {
            const { atUs } = player.get();
            edit.onWrite(withDeed(edit.written, atUs, deed, set));
            onDone?.(
              t('{deed}, at {time}', { deed: deed.says(set, full), time: clockText(player.get()) }),
            );
          }}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
