/**
 * Keeps this frame from moving the page around it: an element that takes the focus or is scrolled to is brought into sight within the frame, and the
 * frame stays where it is. Browsers would scroll every window up to the outermost. Only here, where the whole window is ours.
 */
export function keepHostStill(): void {
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function (options) {
    focus.call(this, { ...options, preventScroll: true });
    if (!options?.preventScroll) bringIntoSight(this, 'nearest');
  };
  Element.prototype.scrollIntoView = function (options) {
    const block = typeof options === 'object' ? (options.block ?? 'start') : 'start';
    bringIntoSight(this, block);
  };
}

function bringIntoSight(element: Element, block: ScrollLogicalPosition): void {
  for (let pane = element.parentElement; pane; pane = pane.parentElement) {
    const isWindow = pane === document.documentElement;
    if (pane.scrollHeight <= pane.clientHeight) continue;
    if (!isWindow && !/auto|scroll/.test(getComputedStyle(pane).overflowY)) continue;
    const box = element.getBoundingClientRect();
    const top = box.top - (isWindow ? 0 : pane.getBoundingClientRect().top);
    const below = top + box.height - pane.clientHeight;
    if (block === 'center') pane.scrollTop += (top + below) / 2;
    else if (block === 'start' || top < 0) pane.scrollTop += top;
    else if (below > 0) pane.scrollTop += Math.min(below, top);
  }
}

const CALM = '(prefers-reduced-motion: reduce)';

/** As if the reader had asked their system for less motion. */
export function askForLessMotion(): void {
  document.documentElement.dataset.motion = 'reduced';
  const { matchMedia } = window;
  window.matchMedia = (query) => matchMedia.call(window, query === CALM ? 'all' : query);
}
