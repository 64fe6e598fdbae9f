import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { situations } from './situations.ts';
import { unreadable } from './unreadable.ts';
import { whole } from './whole.ts';

test.for([
  [200, { width: 720, height: 450 }],
  // Four times and a half: the narrowest that the guidelines ask for.
  [450, { width: 320, height: 256 }],
] as const)(
  'at %i %% of a laptop’s size nothing is cut off and nothing lies over anything',
  { timeout: 600_000 },
  async ([, viewport], { browser, siteUrl }) => {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const all: string[] = [];
    for await (const { name } of situations(page, siteUrl))
      for (const what of await unreadable(page)) all.push(`${name}: ${what}`);
    await context.close();
    expect(all).toEqual([]);
  },
);

/** What readers may set for themselves, and lose nothing by it (WCAG 1.4.12). */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

test.for([
  '',
  '#/lesson/slow-clients/step-2',
  '#/lesson/slow-clients/step-4?skip=yes',
  '#/lesson/slow-clients/step-14?skip=yes',
  '#/compare/nginx-or-not',
  '#/sandbox',
  '#/accessibility',
  '#/prepare',
])('%s: wide spacing of text cuts nothing off', { timeout: 90_000 }, async (hash, { open }) => {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const { page } = await open(hash, { viewport });
    await page.locator('main h1').first().waitFor();
    await whole(page);
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets.push(sheet);
    }, SPACING);
    await page.waitForTimeout(500); // the street is measured anew
    expect(await unreadable(page), `${viewport.width} px`).toEqual([]);
  }
});

test('at 320 px with type of twice its size every button of the transport is in the window', async ({
  open,
}) => {
  const { page } = await open('#/lesson/slow-clients/step-4?skip=yes', {
    viewport: { width: 320, height: 800 },
  });
  await page.locator('.stage').waitFor();
  await whole(page);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  await page.waitForTimeout(500);
  const outside = await page.locator('.app-transport button').evaluateAll((all) =>
    all
      .filter((each) => each.checkVisibility())
      .filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        return left < 0 || right > innerWidth;
      })
      .map((each) => each.getAttribute('aria-label')),
  );
  expect(outside).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
