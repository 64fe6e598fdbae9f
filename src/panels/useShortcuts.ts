import { type RefObject, useEffect, useRef } from 'react';
import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { momentAfter, momentBefore, momentsOfInterest } from './momentsOfInterest.ts';

/** Elements that have their own use for the arrows and for text. */
const TAKES_KEYS =
  'input, select, textarea, [contenteditable], dialog, [role="slider"], [role="tab"], [role="application"], [role="radio"], [role="listbox"], [role="grid"]';
/** Elements that the space bar presses. */
const TAKES_SPACE = 'button, a, summary';

export interface ShortcutOptions {
  /** With the run, Shift and an arrow jump between its turning points; without, between events. */
  readonly run?: Run | null;
  /** `?` was pressed: show {@link Shortcuts}. */
  onHelp?(): void;
}

/**
 * The keyboard of the simulator: heard only from inside `root`, and only where no control wants the key for itself.
 */
export function useShortcuts(
  root: RefObject<HTMLElement | null>,
  player: Player,
  options: ShortcutOptions = {},
): void {
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as Element;
      if (target.closest(TAKES_KEYS)) return;
      if (event.key === ' ' && target.closest(TAKES_SPACE)) return;
      if (!press(player, event, latest.current)) return;
      event.preventDefault();
    };
    element.addEventListener('keydown', onKeyDown);
    return () => element.removeEventListener('keydown', onKeyDown);
  }, [root, player]);
}

/** Does what the key means; false when it means nothing. */
function press(player: Player, event: KeyboardEvent, { run, onHelp }: ShortcutOptions): boolean {
  const { atUs, endUs, speed, style } = player.get();
  const moments = run ? momentsOfInterest(run).interestUs : null;
  switch (event.key) {
    case ' ':
      player.toggle();
      return true;
    case 'ArrowLeft':
      if (event.shiftKey && moments) player.seek(momentBefore(moments, atUs) ?? 0);
      else player.stepBack();
      return true;
    case 'ArrowRight':
      if (event.shiftKey && moments) player.seek(momentAfter(moments, atUs) ?? endUs);
      else player.stepForward();
      return true;
    case 'Home':
      player.seek(0);
      return true;
    case 'End':
      player.seek(endUs);
      return true;
    case '<':
      player.setSpeed(speed / 2);
      return true;
    case '>':
      player.setSpeed(speed * 2);
      return true;
    case 'e':
    case 'E':
      player.setStyle(style === 'events' ? 'smooth' : 'events');
      return true;
    case '?':
      if (!onHelp) return false;
      onHelp();
      return true;
    default:
      return false;
  }
}
