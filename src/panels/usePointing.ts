import { type FocusEvent, type PointerEvent, type RefObject, useEffect } from 'react';
import type { Player } from '../player/player.ts';

/** The events of an element within which things can be pointed at. */
export interface PointingProps {
  onPointerOver(event: PointerEvent): void;
  onPointerLeave(): void;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
}

/**
 * Links an element to what is pointed at on the whole page. Whatever in it carries `data-request` or `data-worker` points by hover and
 * focus, and gets `data-lit` while anybody points at the same; React renders nothing for it.
 */
export function usePointing(player: Player, root: RefObject<HTMLElement | null>): PointingProps {
  const { pointer } = player;
  // Rows come and go with scrolling: what is pointed at is lit anew with every render.
  useEffect(() => {
    const light = () => {
      const element = root.current;
      if (!element) return;
      const { request, worker } = pointer.get();
      for (const lit of element.querySelectorAll('[data-lit]')) lit.removeAttribute('data-lit');
      const wanted = [
        ...(request === null ? [] : [`[data-request="${request}"]`]),
        ...(worker === null ? [] : [`[data-worker="${worker}"]`]),
      ];
      if (wanted.length === 0) return;
      for (const lit of element.querySelectorAll(wanted.join())) lit.setAttribute('data-lit', '');
    };
    light();
    return pointer.subscribe(light);
  });
  const pointAt = (target: EventTarget) => {
    const found = (target as Element).closest?.<HTMLElement>('[data-request], [data-worker]');
    const { request, worker } = found?.dataset ?? {};
    if (request === undefined && worker === undefined) return;
    pointer.point({
      ...(request === undefined ? {} : { request: Number(request) }),
      ...(worker === undefined ? {} : { worker: Number(worker) }),
    });
  };
  return {
    onPointerOver: (event) => pointAt(event.target),
    onPointerLeave: () => pointer.point({}),
    onFocus: (event) => pointAt(event.target),
    onBlur: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) pointer.point({});
    },
  };
}
