import type { Page } from 'playwright-core';

/** What is wrong with what a page shows: it is wider than its window, text is cut, tokens cover each other, or the stage leaves its pane. */
export function faultsOfPicture(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const isSeen = (element: Element) =>
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    const isForEarsOnly = (element: Element): boolean =>
      getComputedStyle(element).clipPath === 'inset(50%)' ||
      (element.parentElement !== null && isForEarsOnly(element.parentElement));
    const called = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class')} “${element.textContent?.trim().slice(0, 40)}”`;

    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
      faults.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than its window`);

    for (const element of document.body.querySelectorAll('*')) {
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      if (!hasText || isForEarsOnly(element)) continue;
      if (element.clientWidth <= 1 || !isSeen(element)) continue;
      const style = getComputedStyle(element);
      if (!['hidden', 'clip'].includes(style.overflowX)) continue;
      if (element.scrollWidth <= element.clientWidth + 1) continue;
      const isTold =
        element.closest('[title]') !== null || element.closest('[aria-label]') !== null;
      if (style.textOverflow !== 'ellipsis' || !isTold) faults.push(`cut: ${called(element)}`);
    }

    for (const stage of document.querySelectorAll('.stage')) {
      const pane = stage.querySelector('.stage-pane');
      const street = stage.querySelector('.stage-street');
      if (!pane || !street) continue;
      const inside = pane.getBoundingClientRect();
      const isPanned = pane.hasAttribute('data-large');
      const tokens = [...stage.querySelectorAll('.stage-token')].filter(isSeen);
      const boxes = tokens.map((token) => token.getBoundingClientRect());
      boxes.forEach((a, i) => {
        boxes.slice(i + 1).forEach((b, k) => {
          const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (w <= 0 || h <= 0 || w * h < 0.2 * a.width * a.height) return;
          faults.push(`token ${tokens[i]?.textContent} covers ${tokens[i + 1 + k]?.textContent}`);
        });
      });
      if (isPanned) continue;
      for (const part of street.querySelectorAll('*')) {
        if (!isSeen(part) || part.closest('svg')) continue;
        const box = part.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) continue;
        const beyond = Math.max(
          inside.left - box.left,
          box.right - inside.right,
          inside.top - box.top,
          box.bottom - inside.bottom,
        );
        if (beyond > 6) faults.push(`${Math.round(beyond)} px outside the stage: ${called(part)}`);
      }
      // Words within the card that they belong to.
      for (const card of stage.querySelectorAll('.stage-tier')) {
        const edge = card.getBoundingClientRect();
        for (const part of card.querySelectorAll('b, span, strong, small, p, h3')) {
          if (!isSeen(part) || part.textContent?.trim() === '') continue;
          const box = part.getBoundingClientRect();
          if (box.width < 2) continue;
          if (box.right > edge.right + 12 || box.left < edge.left - 12)
            faults.push(`leaves its card: ${called(part)}`);
        }
      }
    }
    return [...new Set(faults)];
  });
}
