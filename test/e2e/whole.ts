import type { Page } from 'playwright-core';

/** Waits until nothing on the page is still to come: its parts arrive one after the other, on a slow machine some time after its heading. */
export async function whole(page: Page): Promise<void> {
  await page.locator('main:not([aria-busy="true"])').waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy="true"]') === null &&
      !/Opening …|coming …/.test(document.body.innerText),
  );
}
