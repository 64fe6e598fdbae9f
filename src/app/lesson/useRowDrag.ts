import { type PointerEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';

interface Grab {
  readonly item: number;
  readonly pointer: number;
  /** From the upper edge of the row to where it was taken, px. */
  readonly offset: number;
  clientY: number;
}

/**
 * Dragging the rows of a list to their places, by mouse, pen or finger. A finger takes a row by its grip, so that the page can be scrolled
 * everywhere else. `move` gets the item and its new place; the row follows the pointer until it is let go.
 */
export function useRowDrag(
  list: RefObject<HTMLElement | null>,
  order: readonly number[],
  move: (item: number, place: number) => void,
  locked: boolean,
) {
  const grab = useRef<Grab | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const rowOf = (item: number) =>
    list.current?.querySelector<HTMLElement>(`[data-row="${item}"]`) ?? null;

  function follow(): void {
    const held = grab.current;
    const row = held && rowOf(held.item);
    if (!held || !row) return;
    row.style.transform = '';
    const { top } = row.getBoundingClientRect();
    row.style.transform = `translateY(${held.clientY - held.offset - top}px)`;
  }
  // Its place has changed under it: it stays where the pointer is.
  useLayoutEffect(() => {
    if (order.length > 0) follow();
  });

  function end(): void {
    const held = grab.current;
    if (!held) return;
    const row = rowOf(held.item);
    if (row) row.style.transform = '';
    grab.current = null;
    setDragged(null);
  }

  return {
    row: (item: number) =>
      locked
        ? {}
        : {
            'data-dragged': dragged === item || undefined,
            onPointerDown(event: PointerEvent<HTMLElement>) {
              const target = event.target as HTMLElement;
              if (event.button !== 0 || target.closest('button')) return;
              if (event.pointerType !== 'mouse' && !target.closest('[data-grip]')) return;
              event.preventDefault(); // no text is selected while a row is dragged
              event.currentTarget.setPointerCapture(event.pointerId);
              const { top } = event.currentTarget.getBoundingClientRect();
              grab.current = {
                item,
                pointer: event.pointerId,
                offset: event.clientY - top,
                clientY: event.clientY,
              };
              setDragged(item);
            },
            onPointerMove(event: PointerEvent<HTMLElement>) {
              const held = grab.current;
              if (!held || held.pointer !== event.pointerId) return;
              held.clientY = event.clientY;
              const place = placeAt(list.current, order, held);
              if (place !== order.indexOf(held.item)) move(held.item, place);
              else follow();
            },
            onPointerUp: end,
            onPointerCancel: end,
          },
  };
}

/** The place at which a dragged row is: past every other row whose middle it has crossed. */
function placeAt(list: HTMLElement | null, order: readonly number[], held: Grab): number {
  const own = list?.querySelector<HTMLElement>(`[data-row="${held.item}"]`);
  if (!list || !own) return order.indexOf(held.item);
  const middle = held.clientY - held.offset + own.offsetHeight / 2;
  const before = order.indexOf(held.item);
  return order.filter((item, place) => {
    const row = list.querySelector<HTMLElement>(`[data-row="${item}"]`);
    if (item === held.item || !row) return false;
    const { top, height } = row.getBoundingClientRect();
    // Crossed by a little more than half, so that rows of unlike height do not change to and fro.
    return middle > top + height * (place < before ? 0.4 : 0.6);
  }).length;
}
