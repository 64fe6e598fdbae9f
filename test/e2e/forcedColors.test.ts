import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { whole } from './whole.ts';

const FORCED = { viewport: { width: 1440, height: 900 }, forcedColors: 'active' } as const;

/** All that tells an element from another where the system chooses the colours: edges, filling, letters, and what is drawn before and after. */
function look(element: Locator): Promise<string> {
  return element.first().evaluate((each) => {
    const of = (part: string | null) => {
      const style = getComputedStyle(each, part);
      return [
        style.borderStyle,
        style.borderWidth,
        style.borderColor,
        style.outlineStyle,
        style.backgroundColor,
        style.color,
        style.textDecorationLine,
        style.boxShadow,
        style.content,
      ].join(' ');
    };
    return [null, '::before', '::after'].map(of).join(' | ');
  });
}

/** What is in a state does not look as what is not. */
async function differ(page: Page, state: string, on: string, off: string): Promise<void> {
  const [one, other] = [page.locator(on), page.locator(off)];
  await one.first().waitFor();
  expect(await look(one), state).not.toBe(await look(other));
}

test('with forced colours every state of a control can be told', async ({ open }) => {
  const { page } = await open('#/lesson/slow-clients/step-2', FORCED);
  await page.locator('.stage').waitFor();
  await whole(page);
  await differ(page, 'page', '.app-nav a[aria-current]', '.app-nav a:not([aria-current])');
  await differ(page, 'step', '.app-dots [data-at="here"]', '.app-dots :not([data-at="here"])');
  await differ(page, 'not yet', '.app-question .app-primary:disabled', '.panel-transport button');
  await page.getByRole('radio').first().check();
  await differ(page, 'answer', '.app-choice:has(:checked) *', '.app-choice:not(:has(:checked)) *');
  await page.goto('about:blank');
  const { page: run } = await open('#/lesson/slow-clients/step-4?skip=yes', FORCED);
  await run.locator('.stage').waitFor();
  await whole(run);
  await differ(
    run,
    'tab',
    '[role="tab"][aria-selected="true"]',
    '[role="tab"][aria-selected="false"]',
  );
  await differ(
    run,
    'how time moves',
    '.panel-segments :checked + span',
    '.panel-segments :not(:checked) + span',
  );
  await differ(run, 'request', '.stage [aria-pressed="true"]', '.stage [aria-pressed="false"]');
  // A worker that is held, one that works, one that has nothing to do: edges, beside words.
  const lanes = run.locator('.stage-lane');
  const looks = await Promise.all([look(lanes.nth(0)), look(lanes.nth(2))]);
  expect(looks[0]).not.toBe(looks[1]);
});

test('with forced colours the focus is ringed', async ({ open }) => {
  const { page } = await open('', FORCED);
  await page.locator('.stage').waitFor();
  await whole(page);
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement as Element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    expect(ring, await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))).toBe(
      true,
    );
  }
});
