import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PICTURE_SIZE } from '../../src/app/gallery/pictures.ts';
import { SITUATIONS, type Situation } from '../../src/app/gallery/situations.ts';
import { faultsOfPicture } from '../pictures/faultsOfPicture.ts';
import { openSituation, pictureAtRest, pixelsApart } from '../pictures/situationPage.ts';
import { test } from './builtSite.ts';

const SIZES = [
  { name: 'desk', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true },
] as const;

/** A while back in time, and forth again to the very microsecond. What lies ahead would stay in the lanes, faintly: it has been seen then. */
async function backAndForth(page: Page, atUs: number): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Moment of the run' });
  for (const goal of [Math.round(atUs * 0.6), atUs])
    await slider.evaluate((element, value) => {
      const input = element as HTMLInputElement;
      input.value = String(value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, goal);
}

/** Without layers of their own for what moves: such a layer may keep the edges it was drawn with half a pixel away. */
async function sharpPicture(page: Page): Promise<Buffer> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.stage-carrier { will-change: auto !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  return pictureAtRest(page);
}

/** Pixels at the edges of curves, which are not always drawn to the last bit alike. A token that has moved is hundreds. */
const FEW_PX = 20;

/** Pixels in which two pictures differ once they agree, or after some tries: a busy machine takes its time to draw. */
async function apart(
  browser: Browser,
  one: () => Promise<Buffer>,
  other: () => Promise<Buffer>,
): Promise<number> {
  let px = 0;
  for (let times = 0; times < 6; times++) {
    const [a, b] = await Promise.all([one(), other()]);
    px = a.equals(b) ? 0 : await pixelsApart(browser, a, b);
    if (px <= FEW_PX) return 0;
    await new Promise((later) => setTimeout(later, 300));
  }
  return px;
}

/** Everything that is asked of the picture of one situation in one size. */
async function faultsOf(
  browser: Browser,
  siteUrl: string,
  situation: Situation,
  size: (typeof SIZES)[number],
): Promise<string[]> {
  const faults: string[] = [];
  const { name, ...options } = size;
  const [first, again] = await Promise.all([
    openSituation(browser, siteUrl, situation, options),
    openSituation(browser, siteUrl, situation, options),
  ]);
  const opened = () => sharpPicture(first.page);
  const reopened = () => sharpPicture(again.page);
  const px = await apart(browser, opened, reopened);
  if (px > 0) faults.push(`differs in ${px} px when opened again`);
  await backAndForth(again.page, situation.atUs);
  const backPx = await apart(browser, opened, reopened);
  if (backPx > 0) faults.push(`differs in ${backPx} px after a step back and forth`);
  faults.push(...(await faultsOfPicture(first.page)));
  await first.page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await faultsOfPicture(first.page)).map((fault) => `dark: ${fault}`));
  await Promise.all([first.close(), again.close()]);
  return [...faults, ...first.problems, ...again.problems].map(
    (fault) => `${situation.key}, ${name}: ${fault}`,
  );
}

test.for(SIZES)(
  'every situation of the gallery is without fault on a $name, and its link leads to the same picture',
  { timeout: 300_000 },
  async (size, { browser, siteUrl }) => {
    const left = [...SITUATIONS];
    const faults: string[] = [];
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift())
        faults.push(...(await faultsOf(browser, siteUrl, next, size)));
    };
    await Promise.all([work(), work()]);
    expect(faults).toEqual([]);
  },
);

test('the gallery shows every situation with its picture in the theme, and opens its moment', async ({
  open,
}) => {
  const { page, problems } = await open('#/gallery', { colorScheme: 'dark' });
  await page.getByRole('heading', { name: 'Gallery' }).waitFor();
  const cards = page.locator('.app-galleryCards > li');
  await expect.poll(() => cards.count()).toBe(SITUATIONS.length);
  for (const { title, words } of SITUATIONS) {
    const picture = page.getByRole('img', { name: words });
    await picture.scrollIntoViewIfNeeded();
    await expect
      .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
      .toBe(PICTURE_SIZE.width);
    expect(await picture.getAttribute('src')).toMatch(/-dark\.webp$/);
    await expect.poll(() => page.getByRole('link', { name: title }).count()).toBe(1);
  }
  await page.getByRole('link', { name: 'The machine that runs, lit where it is' }).click();
  await page.getByRole('tab', { name: 'Statechart', selected: true }).waitFor();
  await page.locator('.stage').getByText('t = 2.60 s').waitFor();
  expect(problems).toEqual([]);
});
