import { msg } from '../../language/t.ts';
import type { Deed } from './presentation.ts';

/** What a key means: a deed of the presentation, or something that only the window itself can do. */
export type KeyDeed = Deed | OwnDeed;

/** What only the window with the stage in it can do. */
export interface OwnDeed {
  readonly do: 'fullScreen' | 'speaker';
}

export const isOwnDeed = (deed: KeyDeed): deed is OwnDeed =>
  deed.do === 'fullScreen' || deed.do === 'speaker';

/** Keys of clickers and of keyboards, and what is said of them; in the order of the list that `H` shows. */
export const PRESENT_KEYS: readonly {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly says: string;
  readonly deed: KeyDeed;
}[] = [
  {
    keys: ['PageDown', 'ArrowRight', 'ArrowDown', ' ', 'Enter'],
    shown: 'PageDown → Space',
    says: msg(
      'next: first plays the run or shows the answer that the slide keeps back, then goes on',
    ),
    deed: { do: 'next' },
  },
  {
    keys: ['PageUp', 'ArrowLeft', 'ArrowUp', 'Backspace'],
    shown: 'PageUp ←',
    says: msg('previous slide'),
    deed: { do: 'back' },
  },
  {
    keys: ['r'],
    shown: 'R',
    says: msg('show or hide the answer'),
    deed: { do: 'reveal' },
  },
  { keys: ['p'], shown: 'P', says: msg('play or pause the run'), deed: { do: 'play' } },
  {
    keys: ['b', '.'],
    shown: 'B .',
    says: msg('black screen, and back'),
    deed: { do: 'veil', veil: 'black' },
  },
  {
    keys: ['w', ','],
    shown: 'W ,',
    says: msg('white screen, and back'),
    deed: { do: 'veil', veil: 'white' },
  },
  {
    keys: ['q'],
    shown: 'Q',
    says: msg('code that leads phones to this very moment'),
    deed: { do: 'over', over: 'code' },
  },
  {
    keys: ['t'],
    shown: 'T',
    says: msg('colours: as on this device, for a weak projector, dark'),
    deed: { do: 'look' },
  },
  {
    keys: ['s'],
    shown: 'S',
    says: msg('speaker view in a window of its own'),
    deed: { do: 'speaker' },
  },
  { keys: ['f'], shown: 'F', says: msg('full screen, and back'), deed: { do: 'fullScreen' } },
  {
    keys: ['h', '?'],
    shown: 'H ?',
    says: msg('this list'),
    deed: { do: 'over', over: 'keys' },
  },
  {
    keys: ['Escape'],
    shown: 'Esc',
    says: msg('close what lies over the slide'),
    deed: { do: 'clear' },
  },
];

/** Elements that have a use of their own for these keys. */
const TYPES = 'input, select, textarea, [contenteditable], [role="slider"]';
const PRESSES = 'button, a, summary';

/** What a key means where it was pressed, or null: nothing, or the element there wants it for itself. */
export function keyDeed(event: KeyboardEvent): KeyDeed | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TYPES)) return null;
  if (/^(?: |Enter)$/.test(event.key) && target?.closest(PRESSES)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return PRESENT_KEYS.find(({ keys }) => keys.includes(key))?.deed ?? null;
}
