import { cdp } from 'vitest/browser';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the browser is asked to do with a real pointer; its own types know no commands. */
interface Session {
  send(command: string, parameters: object): Promise<unknown>;
}

/** A place in an element, as shares of its width and height from the upper left, for the browser’s own pointers. */
export function placeIn(element: Element, x = 0.5, y = 0.5): Place {
  const box = element.getBoundingClientRect();
  const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect();
  // The frame of a page larger than the window is shown smaller.
  const scale = frame.width > 0 ? frame.width / window.innerWidth : 1;
  return {
    x: frame.left + scale * (box.left + x * box.width),
    y: frame.top + scale * (box.top + y * box.height),
  };
}

const session = (): Session => cdp() as unknown as Session;

/** Presses at the first place, moves through the others and lets go at the last: a mouse with its left button, or one finger. */
export async function drag(by: 'mouse' | 'finger', ...places: readonly Place[]): Promise<void> {
  const path = places.flatMap((place, i) => between(places[i - 1] ?? place, place));
  for (const [i, at] of path.entries()) {
    if (by === 'mouse') {
      const type = i === 0 ? 'mousePressed' : 'mouseMoved';
      const parameters = { type, ...at, button: 'left', buttons: 1, clickCount: 1 };
      await session().send('Input.dispatchMouseEvent', parameters);
    } else
      await session().send('Input.dispatchTouchEvent', {
        type: i === 0 ? 'touchStart' : 'touchMove',
        touchPoints: [at],
      });
  }
  const last = places.at(-1);
  if (by === 'mouse')
    await session().send('Input.dispatchMouseEvent', {
      type: 'mouseReleased',
      ...last,
      button: 'left',
      clickCount: 1,
    });
  else await session().send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** A few steps from one place to the next: nothing is dragged in one jump. */
function between(from: Place, to: Place): Place[] {
  if (from === to) return [to];
  return [0.25, 0.5, 0.75, 1].map((share) => ({
    x: from.x + share * (to.x - from.x),
    y: from.y + share * (to.y - from.y),
  }));
}
