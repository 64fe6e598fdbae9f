import { type RefObject, useLayoutEffect } from 'react';

/** How small the words of a slide may become before they are scrolled instead. */
const LEAST = 0.62;
const STEP = 0.04;

/** Sets `--fit` of the element to the largest share of its type at which what it holds fits into it; measured when `what` or its size changes, or its content does. */
export function useFit(box: RefObject<HTMLElement | null>, what: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another slide is to be fitted anew
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const shrink = (): void => {
      let share = 1;
      element.style.setProperty('--fit', '1');
      while (share > LEAST && element.scrollHeight > element.clientHeight + 1) {
        share -= STEP;
        element.style.setProperty('--fit', share.toFixed(2));
      }
    };
    shrink();
    let width = element.clientWidth;
    let room = element.parentElement?.clientHeight;
    const resized = new ResizeObserver(() => {
      // Its own height follows the type that is set here: only what is around it counts.
      if (element.clientWidth === width && element.parentElement?.clientHeight === room) return;
      width = element.clientWidth;
      room = element.parentElement?.clientHeight;
      shrink();
    });
    if (element.parentElement) resized.observe(element.parentElement);
    resized.observe(element);
    const changed = new MutationObserver(shrink);
    changed.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      resized.disconnect();
      changed.disconnect();
    };
  }, [box, what]);
}
