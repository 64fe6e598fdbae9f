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
export function openSituation(
  browser: Browser,
  siteUrl: string,
  situation: Situation,
  options: BrowserContextOptions,
  memory: Readonly<Record<string, unknown>> = {},
): Promise<SituationPage> {
  return openStage(browser, siteUrl + situationAddress(situation), options, memory);
}

/** The same for any address of a page that has a stage. */
export async function openStage(
  browser: Browser,
  address: string,
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
  await page.goto(address);
  await page.locator('.stage').first().waitFor();
  return { page, problems, close: () => context.close() };
}

/** A picture of what is in the window once everything has come and it changes no more. Throws if it never comes to rest. */
export async function pictureAtRest(page: Page): Promise<Buffer> {
  await page.waitForFunction(
    () =>
      !/(Opening|is coming) …/.test(document.body.innerText) && document.fonts.status === 'loaded',
  );
  const devtools = await page.context().newCDPSession(page);
  const take = async () =>
    (await devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })).data;
  let before = await take();
  for (let times = 0; times < 50; times++) {
    // A busy machine may draw nothing for a while: frames count, not time alone.
    await page.waitForTimeout(60);
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    const now = await take();
    if (now === before) return Buffer.from(now, 'base64');
    before = now;
  }
  throw new Error('the page did not come to rest within some seconds');
}

/** Levels of 256 by which a channel may differ: curves are rasterised anew, and not always to the last bit. */
const SAME_TO_THE_EYE = 12;

/** How many pixels of two PNG pictures differ so that one could see it. */
export async function pixelsApart(browser: Browser, a: Buffer, b: Buffer): Promise<number> {
  const page = await browser.newPage();
  const count = await page.evaluate(
    async ([first = '', second = '', most = 0]) => {
      const pixelsOf = async (png: string) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const pen = canvas.getContext('2d');
        pen?.drawImage(image, 0, 0);
        return pen?.getImageData(0, 0, image.width, image.height).data ?? [];
      };
      const [one, other] = [await pixelsOf(String(first)), await pixelsOf(String(second))];
      if (one.length !== other.length) return Math.max(one.length, other.length) / 4;
      let apart = 0;
      for (let i = 0; i < one.length; i += 4)
        if ([0, 1, 2].some((c) => Math.abs((one[i + c] ?? 0) - (other[i + c] ?? 0)) > Number(most)))
          apart++;
      return apart;
    },
    [a.toString('base64'), b.toString('base64'), SAME_TO_THE_EYE] as const,
  );
  await page.close();
  return count;
}
