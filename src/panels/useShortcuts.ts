import { type RefObject, useEffect, useRef } from 'react';
import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { momentAfter, momentBefore, momentsOfInterest } from './momentsOfInterest.ts';
import { deedsOf } from './navigation.ts';

/** Elements that have their own use for the arrows and for text. */
const TAKES_KEYS =
  'input, select, textarea, [contenteditable], dialog, [role="slider"], [role="tab"], [role="application"], [role="radio"], [role="listbox"], [role="grid"], [popover]';
/** Rows of buttons between which arrows go: the other keys are everybody's. */
const TAKES_ARROWS = '[role="toolbar"]';
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
    // Who presses on a picture in it has the simulator in hand: the keys are meant for it.
    if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (event.altKey && !/^Arrow(Left|Right)$/.test(event.key)) return;
      const target = event.target as Element;
      if (target.closest(TAKES_KEYS)) return;
      if (/^(Arrow|Home|End)/.test(event.key) && target.closest(TAKES_ARROWS)) return;
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
  // The transport knows what is chosen to jump to; without one, the usual turning points are.
  const deeds = deedsOf(player);
  if (event.altKey && !deeds) return false;
  switch (event.key) {
    case ' ':
      player.toggle();
      return true;
    case 'ArrowLeft':
      if (event.shiftKey && deeds) deeds.jump(-1);
      else if (event.shiftKey && moments) player.seek(momentBefore(moments, atUs) ?? 0);
      else if (deeds) deeds.step(-1, event.altKey);
      else player.stepBack();
      return true;
    case 'ArrowRight':
      if (event.shiftKey && deeds) deeds.jump(1);
      else if (event.shiftKey && moments) player.seek(momentAfter(moments, atUs) ?? endUs);
      else if (deeds) deeds.step(1, event.altKey);
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
    case 'b':
    case 'B':
      if (!deeds) return false;
      deeds.bookmark();
      return true;
    case '?':
      if (!onHelp) return false;
      onHelp();
      return true;
    default:
      return false;
  }
}
