import { type RefObject, useRef } from 'react';

/** Words that stand beside what is pointed at in a plot, without a render of React. */
export interface PlotTip {
  readonly ref: RefObject<HTMLParagraphElement | null>;
  /** Shows the words at a place within the plot, px. What the keyboard finds is spoken; what the pointer passes is not. */
  show(words: string, xPx: number, yPx: number, isSpoken: boolean): void;
  hide(): void;
}

/** A tip for a plot; its element is `<p ref={tip.ref} className="panel-tip" />` inside the (positioned) plot. */
export function usePlotTip(): PlotTip {
  const ref = useRef<HTMLParagraphElement>(null);
  const tip = useRef<PlotTip>({
    ref,
    show(words, xPx, yPx, isSpoken) {
      const element = ref.current;
      const frame = element?.parentElement;
      if (!element || !frame) return;
      element.ariaLive = isSpoken ? 'polite' : 'off';
      if (element.textContent !== words) element.textContent = words;
      element.dataset.shown = '';
      const { clientWidth, clientHeight } = frame;
      const isRight = xPx + 12 + element.offsetWidth > clientWidth;
      const left = isRight ? xPx - 12 - element.offsetWidth : xPx + 12;
      const isLow = yPx + 14 + element.offsetHeight > Math.max(clientHeight, 60);
      const top = isLow ? yPx - element.offsetHeight - 10 : yPx + 14;
      element.style.transform = `translate(${Math.max(left, 0)}px, ${top}px)`;
    },
    hide() {
      const element = ref.current;
      if (!element) return;
      delete element.dataset.shown;
      element.textContent = '';
    },
  });
  return tip.current;
}
