import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { whole } from './whole.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('on a phone the lesson is one column, and the transport stays under the thumb', async ({
  open,
}) => {
  const { page, problems } = await open('#/lesson/slow-clients', PHONE);
  await page.locator('.stage').waitFor();
  await whole(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const box = await page.locator('.app-transport').boundingBox();
  expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(844);
  expect(box?.height).toBeLessThan(844 / 4);
  await page.getByRole('button', { name: 'Next →' }).tap();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Run it and see' }).tap();
  // What plays comes into view by itself.
  await expect
    .poll(async () => {
      const tier = await page.locator('[data-tier="app"]').boundingBox();
      return tier !== null && tier.y + tier.height > 0 && tier.y < 844;
    })
    .toBe(true);
  expect(problems).toEqual([]);
});

test.for(['', '#/lesson/slow-clients', '#/sandbox'])(
  '%s reflows at 320 px',
  async (hash, { open }) => {
    const { page } = await open(hash, { viewport: { width: 320, height: 640 } });
    await page.locator('.stage').waitFor();
    await whole(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
  },
);

test('a lesson fits a laptop’s window without scrolling', async ({ open }) => {
  const { page } = await open('#/lesson/slow-clients', { viewport: { width: 1440, height: 900 } });
  await page.locator('.stage').waitFor();
  await whole(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollHeight - window.innerHeight,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the theme changes, and is still there after a reload', async ({ open }) => {
  const { page } = await open();
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: /Change to light/ }).click();
  await page.getByRole('button', { name: /Change to dark/ }).click();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await page.reload();
  expect(await paper()).toBe(dark);
});

test('a page without storage works all the same', async ({ browser, siteUrl }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto(`${siteUrl}#/lesson/slow-clients`);
  await page.getByRole('button', { name: 'Next →' }).click();
  await page.getByText(/Step 2 of/i).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

/** Where the stage stands still at first: the course, a moment of a lesson that somebody shared, one of a comparison. */
const STILL: [string, RegExp][] = [
  ['', /^t = 0\.12 s/],
  ['#/lesson/slow-clients/step-4?at=2000000us', /^t = 2\.00 s/],
  ['#/compare/worker-classes-slow-clients?at=300000us', /^t = 0\.30 s/],
];

test.for(STILL)(
  '%s stands at its moment from the first frame on, and nothing moves before it is asked to',
  async ([hash, moment], { browser, siteUrl }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { clocksSeen: seen });
      const look = () => {
        // In a task right after the frame: what stands there is what was painted.
        setTimeout(() => {
          const now = document.querySelector<HTMLElement>('.stage-now')?.innerText;
          if (now !== undefined && now !== seen.at(-1)) seen.push(now);
        });
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(siteUrl + hash);
    await page.locator('.stage-now').first().waitFor();
    await whole(page);
    await page.waitForTimeout(600);
    const seen = () =>
      page.evaluate(() => (window as unknown as { clocksSeen: string[] }).clocksSeen);
    expect(await seen()).toEqual([expect.stringMatching(moment)]);
    await context.close();
  },
);

test('who asks to save data gets no other page’s style sheet, and needs none', async ({
  browser,
  siteUrl,
}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  );
  await page.goto(siteUrl);
  await whole(page);
  // Nothing lies over it.
  await page.getByRole('button', { name: 'Follow it' }).click({ trial: true, timeout: 5_000 });
  await context.close();
});

test('what stands still goes when it is asked to', async ({ open }) => {
  const { page } = await open();
  const clock = page.locator('.stage-clock');
  const first = await clock.innerText();
  await page.getByRole('button', { name: 'Follow it' }).click();
  await expect.poll(() => clock.innerText()).not.toBe(first);
});
