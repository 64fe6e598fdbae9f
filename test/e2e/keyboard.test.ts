import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { tabTo } from './tabTo.ts';
import { whole } from './whole.ts';

const clock = (page: Page) => page.locator('.panel-clock b').innerText();
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = (element as HTMLInputElement).labels?.[0]?.innerText;
    return (element.getAttribute('aria-label') ?? label ?? element.innerText ?? '').trim();
  });

/** One stop of Tab: what has the focus, and what of its look is wrong. */
interface Stop {
  readonly name: string;
  readonly isPage: boolean;
  readonly wrong: string[];
}

function stopHere(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const label = (element as HTMLInputElement).labels?.[0]?.innerText;
    const words = element.getAttribute('aria-label') ?? label ?? element.innerText ?? '';
    const name = `${element.tagName.toLowerCase()} “${words.replace(/\s+/g, ' ').slice(0, 60)}”`;
    if (element === document.body || element === document.documentElement)
      return { name: 'the page', isPage: true, wrong: [] };
    const wrong: string[] = [];
    const rings = [
      element,
      element.closest('label'),
      element.parentElement,
      element.querySelector('*'),
    ]
      .filter((each) => each !== null)
      .flatMap((each) => [null, '::before', '::after'].map((part) => getComputedStyle(each, part)));
    // Computed style knows nothing of a slider's thumb.
    const THUMB = '::-webkit-slider-thumb';
    const thumbs = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSStyleRule)
      .filter(({ selectorText }) => selectorText.includes(THUMB))
      .filter(({ selectorText }) => element.matches(selectorText.replaceAll(THUMB, '')));

    const hasRing = rings.some(
      ({ outlineStyle, outlineWidth }) =>
        outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    );
    const isThumbRinged = thumbs.some((rule) => /\dpx solid/.test(rule.style.outline));
    if (!hasRing && !isThumbRinged) wrong.push('has no ring');
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    if (width * height === 0) wrong.push('has no size');
    const isIn = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    if (!isIn) wrong.push('is out of sight');
    else {
      const x = Math.min(Math.max((left + right) / 2, 1), innerWidth - 1);
      const y = Math.min(Math.max((top + bottom) / 2, 1), innerHeight - 1);
      const there = document.elementFromPoint(x, y);
      const isCovered = there !== null && !element.contains(there) && !there.contains(element);
      if (isCovered) wrong.push(`lies under ${there.className || there.tagName}`);
    }
    return { name, isPage: false, wrong };
  });
}

/** The focus is where it should be, and can be seen. */
async function isSeen(page: Page, name: RegExp): Promise<void> {
  await expect.poll(() => focused(page)).toMatch(name);
  await expect.poll(() => stopHere(page)).toMatchObject({ isPage: false, wrong: [] });
}

/** Tab from the page's start until it is left at its end; every stop must be seen. */
async function wrongStops(page: Page, most: number): Promise<{ stops: number; wrong: string[] }> {
  const wrong: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let stops = 0; stops < most; stops++) {
    await page.keyboard.press('Tab');
    const stop = await stopHere(page);
    if (stop.isPage && stops > 0) return { stops, wrong };
    for (const what of stop.wrong) wrong.push(`${stop.name} ${what}`);
  }
  return { stops: most, wrong: [...wrong, 'Tab never left the page'] };
}

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

test.for([
  ['#/', DESK],
  ['#/', PHONE],
  ['#/lesson/slow-clients', DESK],
  ['#/lesson/slow-clients', PHONE],
  ['#/lesson/slow-clients/step-14?skip=yes', PHONE],
  ['#/sandbox', DESK],
  ['#/sandbox', PHONE],
  ['#/compare', DESK],
  ['#/compare/nginx-or-not', DESK],
  ['#/compare/nginx-or-not', PHONE],
  ['#/truth', DESK],
  ['#/accessibility', DESK],
  ['#/prepare', PHONE],
] as const)(
  '%s: Tab goes through all of it and out again, and what has the focus is seen (%o)',
  { timeout: 180_000 },
  async ([hash, viewport], { open }) => {
    const { page } = await open(hash, { viewport });
    await page.locator('main h1, main h2').first().waitFor();
    await whole(page);
    const { stops, wrong } = await wrongStops(page, 500);
    expect(wrong).toEqual([]);
    expect(stops).toBeGreaterThan(5);
  },
);

test('the sandbox is worked with the keyboard alone', { timeout: 180_000 }, async ({ open }) => {
  const { page, problems } = await open('', { viewport: { width: 1440, height: 900 } });
  const press = (key: string) => page.keyboard.press(key);
  await page.locator('.stage').waitFor();
  await tabTo(page, /^Sandbox$/);
  await press('Enter');
  await page.getByRole('heading', { name: 'Sandbox', exact: true }).waitFor();
  await page.getByLabel('Start from').waitFor();

  // A knob.
  await tabTo(page, /^workers(?!, by)/, 150);
  await press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await press('Enter');
  await page.locator('.stage').getByText('worker 3').waitFor();

  // Played, paused, stepped; what happened is said once it rests.
  await tabTo(page, /^Play/, 200);
  await press('Enter');
  await expect.poll(() => clock(page), { timeout: 20_000 }).toMatch(/t = [1-9]/);
  await press('Enter');
  await page.getByRole('button', { name: /^Play/ }).waitFor();
  const spoken = page.locator('.panel-caption [role="status"]');
  await press('ArrowLeft');
  await expect.poll(() => spoken.innerText()).toMatch(/^\d+\.\d{3} s: ./);
  const before = await spoken.innerText();
  for (let times = 0; times < 3; times++) await press('ArrowLeft');
  await expect.poll(() => spoken.innerText()).not.toBe(before);

  // A request on the stage: arrows walk, Enter selects, Escape lets go.
  await tabTo(page, /^Request \d+,/, 200);
  await press('ArrowRight');
  await press('ArrowLeft');
  await isSeen(page, /^Request \d+,/);
  await press('Enter');
  const title = page.locator('.panel-inspector').getByRole('heading', { name: /^Request #/ });
  await title.waitFor();
  await press('Escape');
  await expect.poll(() => title.count()).toBe(0);
  await isSeen(page, /^Request \d+,/);

  // And in the table.
  await tabTo(page, /^Workers over time$/, 200);
  await press('ArrowRight');
  await isSeen(page, /^Requests$/);
  await page.getByText('Opening …').waitFor({ state: 'detached' });
  await tabTo(page, /^Requests and where their time goes$/, 40);
  await press('ArrowDown');
  await press('ArrowDown');
  await isSeen(page, /^#?2\b/);
  await press('Enter');
  await title.waitFor();

  // A worker is killed from the stage, and the deed is taken back.
  await tabTo(page, /^Act on worker 1$/, 200);
  await press('ArrowDown');
  await isSeen(page, /^Act on worker 2$/);
  await press('ContextMenu');
  const menu = page.getByRole('menu', { name: /^Worker 2/ });
  await menu.waitFor();
  await isSeen(page, /./);
  await press('Escape');
  await expect.poll(() => menu.count()).toBe(0);
  await isSeen(page, /^Act on worker 2$/);
  await press('Enter');
  await menu.waitFor();
  while (!/kill/i.test(await focused(page))) await press('ArrowDown');
  await press('Enter');
  await expect.poll(() => page.url()).toContain('#s=1.');
  const killed = page.url();
  await expect.poll(() => menu.count()).toBe(0);
  await isSeen(page, /^Act on worker 2$/);

  // The deed is a line of the script, behind “More”, and moves in time.
  await tabTo(page, /^More instruments$/, 200);
  await press('Enter');
  await tabTo(page, /^Script/, 10);
  await press('Enter');
  await page.locator('.panel-script').waitFor();
  await isSeen(page, /./);
  await tabTo(page, /^Move “/, 200);
  await press('ArrowRight');
  await expect.poll(() => page.url()).not.toBe(killed);
  await isSeen(page, /^Move “/);
  await tabTo(page, /^Undo$/, 200);
  await press('Enter');
  await press('Enter');
  await expect.poll(() => page.locator('.panel-script-line').count()).toBe(0);

  // The servers' own files.
  await tabTo(page, /^Script$/, 200);
  while ((await focused(page)) !== 'Config') await press('ArrowLeft');
  await page.locator('.panel-config').waitFor();
  await tabTo(page, /^nginx\.conf$/, 10);
  await press('ArrowRight');
  await isSeen(page, /^gunicorn\.conf\.py/);
  await tabTo(page, /^Edit$/, 60);
  await press('Enter');
  await isSeen(page, /^Edit gunicorn\.conf\.py/);
  await press('Escape');
  await isSeen(page, /^Edit$/);
  await press('Enter');
  await isSeen(page, /^Edit gunicorn\.conf\.py/);
  await press('ControlOrMeta+a');
  await page.keyboard.insertText('workers = 4\n');
  await tabTo(page, /^Apply$/, 3);
  await press('Enter');
  await page.locator('.stage').getByText('worker 4').waitFor();
  await isSeen(page, /./);
  expect(problems).toEqual([]);
});

test('a comparison is worked with the keyboard alone', async ({ open }) => {
  const { page, problems } = await open('#/compare', { viewport: { width: 1440, height: 900 } });
  await page.getByRole('link', { name: /^Do I need nginx/ }).waitFor();
  await tabTo(page, /^Do I need nginx/);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'B Gunicorn alone' }).waitFor();
  await tabTo(page, /^Go to where they part$/);
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /^Request #/ }).waitFor();
  await isSeen(page, /./);
  await page.keyboard.press('ArrowRight');
  const stages = page.locator('.app-compareStage .stage-clock');
  await expect.poll(async () => new Set(await stages.allInnerTexts()).size).toBe(1);
  expect(problems).toEqual([]);
});
