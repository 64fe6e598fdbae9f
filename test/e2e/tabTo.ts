import type { Page } from 'playwright-core';

/** Presses Tab until the focused element's accessible words match; the keyboard's way to anything. Fails after `most` stops. */
export async function tabTo(page: Page, words: RegExp, most = 80): Promise<void> {
  const seen: string[] = [];
  for (let stop = 0; stop < most; stop++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return '';
      const label = (element as HTMLInputElement).labels?.[0]?.innerText;
      return element.getAttribute('aria-label') ?? label ?? element.innerText ?? '';
    });
    seen.push(name.replace(/\s+/g, ' ').slice(0, 60));
    if (words.test(name)) return;
  }
  throw new Error(`Tab never came to ${words}; it came to: ${seen.join(' | ')}`);
}
