import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { situationAddress } from '../../src/app/gallery/situationAddress.ts';
import type { Situation } from '../../src/app/gallery/situations.ts';

/** A page at the moment of a situation. */
export interface SituationPage {
  readonly page: Page;
  /** Uncaught exceptions and console errors so far. */
  readonly problems: string[];
  close(): Promise<void>;
}

/** Opens the moment of a situation in a fresh browser profile. `memory`: what the device is to remember, by key. */
export async function openSituation(
  browser: Browser,
  siteUrl: string,
  situation: Situation,
  options: BrowserContextOptions,
  memory: Readonly<Record<string, unknown>> = {},
): Promise<SituationPage> {
  const context = await browser.newContext(options);
  await context.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept))
      localStorage.setItem(`roundtrip.${key}`, JSON.stringify(value));
  }, memory);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(siteUrl + situationAddress(situation));
  await page.locator('.stage').first().waitFor();
  return { page, problems, close: () => context.close() };
}

/** A picture of what is in the window once it changes no more. Throws if it never comes to rest. */
export async function pictureAtRest(page: Page): Promise<Buffer> {
  let before = await page.screenshot();
  for (let times = 0; times < 40; times++) {
    await page.waitForTimeout(60);
    const now = await page.screenshot();
    if (now.equals(before)) return now;
    before = now;
  }
  throw new Error('the page did not come to rest within some seconds');
}
