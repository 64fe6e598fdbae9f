import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PSEUDO } from '../../src/language/pseudo.ts';
import { test } from './builtSite.ts';
import { situations } from './situations.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const CONTRAST = 'color-contrast';

/** Of hundreds of rows made alike, the first ones stand for all. */
const ALIKE = ['.app-truth tbody tr:nth-child(n + 9)'];

/** Each with what is there once it can be judged. */
const MAIN_PAGES = [
  ['', '.stage'],
  ['#/lesson/slow-clients/step-2', '.app-question'],
  ['#/lesson/slow-clients/step-14?skip=yes', '.app-lessonKnobs'],
  ['#/sandbox', '.stage'],
  ['#/compare/nginx-or-not', '.app-compareStage .stage'],
  ['#/prepare', 'main h1'],
  ['#/accessibility', 'main h1'],
] as const;

/** What axe finds on the page as it stands: `rule: element (why)`. */
async function found(page: Page, part: string | null, options: object): Promise<string[]> {
  const context = { ...(part && { include: [part] }), exclude: ALIKE };
  const quick = { ...options, preload: false, resultTypes: ['violations'] };
  const asked = `axe.run(${JSON.stringify(context)}, ${JSON.stringify(quick)})`;
  const { violations } = (await page.evaluate(asked)) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter((node) => !isCutByScrolling(id, node))
      .map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`),
  );
}

/** A row at the edge of what has been scrolled to is as high as the others. */
function isCutByScrolling(rule: string, node: NodeResult): boolean {
  return rule === 'target-size' && node.target.join(' ').includes('tr[aria-rowindex');
}

/** axe gives no judgement on text that something drawn lies across: takes away what is drawn across the stage and the shades of scrolled cards, or puts it back. */
async function showDrawn(page: Page, isShown: boolean): Promise<void> {
  await page.evaluate((shown) => {
    for (const element of document.querySelectorAll<HTMLElement>('.stage-tokens, .stage-lines'))
      element.style.visibility = shown ? '' : 'hidden';
    for (const element of document.querySelectorAll<HTMLElement>('.app-scroll'))
      element.style.backgroundImage = shown ? '' : 'none';
  }, isShown);
}

/** Walks through every situation and judges each: the rules of structure, then contrast in the schemes given. */
async function judged(
  { browser, siteUrl }: { browser: Browser; siteUrl: string },
  options: BrowserContextOptions,
  schemes: readonly ('light' | 'dark')[],
): Promise<string[]> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const all: string[] = [];
  for await (const { name, part } of situations(page, siteUrl)) {
    if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${AXE};0`);
    const rules = { [CONTRAST]: { enabled: false } };
    for (const one of await found(page, part, { runOnly: TAGS, rules }))
      all.push(`${name}: ${one}`);
    if (schemes.length > 0) await showDrawn(page, false);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      for (const one of await found(page, part, { runOnly: { type: 'rule', values: [CONTRAST] } }))
        all.push(`${name}, ${colorScheme}: ${one}`);
    }
    if (schemes.length > 0) await showDrawn(page, true);
  }
  await context.close();
  return all;
}

test('axe finds nothing on any page on a laptop, light and dark', { timeout: 600_000 }, async ({
  browser,
  siteUrl,
}) => {
  const viewport = { width: 1440, height: 900 };
  expect(await judged({ browser, siteUrl }, { viewport }, ['dark', 'light'])).toEqual([]);
});

// The colours of a phone are those of a laptop; what differs is what is where, and how large.
test('axe finds nothing on any page on a phone', { timeout: 600_000 }, async ({
  browser,
  siteUrl,
}) => {
  const viewport = { width: 390, height: 844 };
  expect(await judged({ browser, siteUrl }, { viewport, hasTouch: true }, [])).toEqual([]);
});

const LANGUAGES = [...readdirSync(new URL('../../languages', import.meta.url))]
  .filter((name) => !name.includes('.'))
  .concat(PSEUDO);

test.for(LANGUAGES)(
  'axe finds nothing on the main pages in %s',
  { timeout: 200_000 },
  async (code, { open, siteUrl }) => {
    const { page, problems } = await open('', { viewport: { width: 1440, height: 900 } });
    await page.evaluate(
      (chosen) => localStorage.setItem('roundtrip.language', `"${chosen}"`),
      code,
    );
    const all: string[] = [];
    const judge = async (name: string) => {
      if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${AXE};0`);
      // The code of the made-up language is one for private use.
      const rules = {
        [CONTRAST]: { enabled: false },
        'html-lang-valid': { enabled: code !== PSEUDO },
      };
      for (const one of await found(page, null, { runOnly: TAGS, rules }))
        all.push(`${name}: ${one}`);
    };
    for (const [path, sign] of MAIN_PAGES) {
      await page.goto('about:blank');
      await page.goto(siteUrl + path);
      await page.locator(sign).first().waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      expect(await page.locator('html').getAttribute('lang')).toBe(code);
      await judge(path);
    }
    expect(all).toEqual([]);
    expect(problems.filter((problem) => !problem.endsWith('net::ERR_ABORTED'))).toEqual([]);
  },
);
