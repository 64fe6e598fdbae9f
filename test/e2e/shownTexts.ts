import type { Page } from 'playwright-core';

/** A piece of text that is seen or spoken, and where. */
export interface ShownText {
  readonly at: string;
  readonly text: string;
}

/** Every text of the page that people see or hear, but for what programs say: code, configuration, logs, and what is marked as not to be translated. */
export function shownTexts(page: Page): Promise<ShownText[]> {
  return page.evaluate(() => {
    // Prose and titles of lessons have translations of their own.
    const LESSONS =
      '.app-words, #app-stepTitle, .app-lessonLink strong, .app-foundText, .app-terms :is(dt, dd)';
    const SPARED = `[translate=no], [lang=en], code, pre, script, style, noscript, ${LESSONS}`;
    const found: { at: string; text: string }[] = [];
    const add = (element: Element, kind: string, words: string | null): void => {
      const text = words?.replace(/\s+/g, ' ').trim() ?? '';
      const name = element.getAttribute('class') ?? element.parentElement?.getAttribute('class');
      if (text !== '') found.push({ at: `${element.tagName.toLowerCase()}.${name}${kind}`, text });
    };
    for (const element of document.querySelectorAll('body, body *')) {
      if (element.closest(SPARED)) continue;
      for (const node of element.childNodes)
        if (node.nodeType === Node.TEXT_NODE) add(element, '', node.textContent);
      for (const name of [
        'aria-label',
        'title',
        'placeholder',
        'alt',
        'aria-valuetext',
        'aria-roledescription',
      ])
        add(element, `[${name}]`, element.getAttribute(name));
    }
    add(document.head, '[title]', document.title);
    return found;
  });
}

/** Words of plain letters, of four and more: those of the made-up language have none. */
export const plainWords = (text: string): string[] =>
  text.match(/(?<![\p{L}\p{N}_.-])[A-Za-z]{4,}(?![\p{L}\p{N}_(=])/gu) ?? [];
