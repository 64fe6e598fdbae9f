import type { Page } from 'playwright-core';

/** Words that are cut off, lie over others, or make the page wider than the window. */
export function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(`the page is ${wide} px wider than the window`);

    /** Not for the eye, drawn on what moves, or given in full elsewhere. */
    const SPARED =
      '[class*="unseen"], [class*="hidden"], .stage-tokens, svg, option, textarea, [popover]:not(:popover-open)';
    const words: { text: string; at: string; box: DOMRect; of: Element }[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const of = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (
        !of ||
        text === '' ||
        of.closest(SPARED) ||
        !of.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 1) continue;
        const at = `${of.tagName.toLowerCase()}.${of.getAttribute('class') ?? of.parentElement?.getAttribute('class') ?? ''} “${text.slice(0, 40)}”`;
        words.push({ text, at, box, of });
      }
    }

    const seen: typeof words = [];
    for (const word of words) {
      const { box } = word;
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
      let isCut = false;
      for (let up: Element | null = word.of; up && up !== document.body; up = up.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(up);
        const frame = up.getBoundingClientRect();
        if (overflowX === 'visible' && overflowY === 'visible') {
          if (position === 'fixed') break;
          continue;
        }
        const isFixed = (way: string) => way === 'hidden' || way === 'clip';
        const title = word.of.closest('[title]');
        if (isFixed(overflowX) && (left < frame.left - 2 || right > frame.right + 2) && !title)
          isCut = true;
        if (isFixed(overflowY) && (top < frame.top - 3 || bottom > frame.bottom + 3)) isCut = true;
        left = Math.max(left, frame.left);
        right = Math.min(right, frame.right);
        top = Math.max(top, frame.top);
        bottom = Math.min(bottom, frame.bottom);
      }
      if (isCut) found.push(`cut off: ${word.at}`);
      if (right - left > 2 && bottom - top > 2)
        seen.push({ ...word, box: new DOMRect(left, top, right - left, bottom - top) });
    }

    /** What stays while the rest is scrolled beneath it, or opens above it. */
    const isFloating = (element: Element | null): boolean =>
      element !== null &&
      (element.role === 'tooltip' ||
        /fixed|sticky/.test(getComputedStyle(element).position) ||
        isFloating(element.parentElement));
    seen.sort((a, b) => a.box.top - b.box.top);
    for (const [index, a] of seen.entries()) {
      for (let next = index + 1; next < seen.length; next++) {
        const b = seen[next] as (typeof seen)[number];
        if (b.box.top > a.box.bottom - 3) break;
        if (a.of === b.of || isFloating(a.of) || isFloating(b.of)) continue;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        if (across > 2 && down > 5) found.push(`over each other: ${a.at} and ${b.at}`);
      }
    }
    return [...new Set(found)];
  });
}
