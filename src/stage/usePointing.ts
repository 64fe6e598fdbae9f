import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Pointed, Pointer } from '../player/pointer.ts';

/**
 * Links the stage with what is pointed at elsewhere, outside React: what the mouse is over or has the focus is told to the pointer, and what
 * the pointer says is marked with `data-pointed`. Elements say what they are with `data-request` and `data-slot`.
 */
export function usePointing(root: RefObject<HTMLElement | null>, pointer: Pointer): void {
  const marked = useRef<Element[]>([]);

  const mark = useCallback(
    ({ request, worker }: Pointed) => {
      for (const element of marked.current) element.removeAttribute('data-pointed');
      marked.current = [];
      if (!root.current || (request === null && worker === null)) return;
      const names = [
        ...(request === null ? [] : [`[data-request="${request}"]`, `[data-for="${request}"]`]),
        ...(worker === null ? [] : [`[data-slot="${worker}"]`]),
      ];
      marked.current = [...root.current.querySelectorAll(names.join())];
      for (const element of marked.current) element.setAttribute('data-pointed', '');
    },
    [root],
  );

  useEffect(() => {
    const stage = root.current;
    if (!stage) return;
    let isMine = false;
    const over = (event: Event) => {
      const at = (event.target as Element).closest<HTMLElement>('[data-request],[data-slot]');
      const { request, slot, holds } = at?.dataset ?? {};
      if (request === undefined && slot === undefined) {
        if (isMine) pointer.point({});
        isMine = false;
        return;
      }
      isMine = true;
      const held = request ?? holds;
      pointer.point({
        ...(held === undefined ? {} : { request: Number(held) }),
        ...(slot === undefined ? {} : { worker: Number(slot) }),
      });
    };
    const leave = () => {
      if (isMine) pointer.point({});
      isMine = false;
    };
    stage.addEventListener('pointerover', over);
    stage.addEventListener('focusin', over);
    stage.addEventListener('pointerleave', leave);
    stage.addEventListener('focusout', leave);
    const stop = pointer.subscribe(mark);
    mark(pointer.get());
    return () => {
      leave();
      stop();
      stage.removeEventListener('pointerover', over);
      stage.removeEventListener('focusin', over);
      stage.removeEventListener('pointerleave', leave);
      stage.removeEventListener('focusout', leave);
    };
  }, [root, pointer, mark]);

  // What React has just drawn anew is marked too; where nothing is pointed at this costs nothing.
  useLayoutEffect(() => {
    const pointed = pointer.get();
    if (pointed.request !== null || pointed.worker !== null) mark(pointed);
  });
}
