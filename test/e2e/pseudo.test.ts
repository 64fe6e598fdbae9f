import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { PRESETS } from '../../src/scenario/presets.ts';
import { chartPictures } from '../../src/sim/pictures.ts';
import { test } from './builtSite.ts';
import { plainWords, type ShownText, shownTexts } from './shownTexts.ts';

/** What programs, people, units and standards are called, and values as they are written: the same in every language. */
const NAMES =
  `Roundtrip nginx Gunicorn Django PostgreSQL Postgres MySQL MariaDB SQLite Apache uWSGI CherryPy cheroot runserver Flask Python Linux
  English Deutsch Français Español sync gthread gevent asgi prefork event unix HTTP HTTPS HTML JSON YAML WSGI GET POST HEAD PUT localhost
  Mbit kbit bytes true false never none unlimited load view`.split(/\s+/);

/** Settings by their real names, and what populations, routes and links are called. */
const SETTINGS = Object.values(PRESETS).flatMap(({ title: _, ...preset }: { title?: string }) =>
  stringsIn(preset).flatMap((text) => text.match(/[A-Za-z]+/g) ?? []),
);
/** States of the machines, messages and guards. */
const STATES = chartPictures().flatMap(({ states, arrows }) =>
  stringsIn([states.map(({ path }) => path), arrows.map(({ event, guard }) => [event, guard])]),
);
const KNOWN = new Set([...NAMES, ...SETTINGS, ...STATES.flatMap((name) => name.split('.'))]);

/** Texts of lessons, course and glossary: they are translated in files of their own, which the made-up language has not. */
const LESSONS = fileURLToPath(new URL('../../lessons', import.meta.url));
const lessonTexts = readdirSync(LESSONS)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => stringsIn(parse(readFileSync(`${LESSONS}/${name}`, 'utf8'))))
  .map((text) =>
    text
      .replace(/\s+/g, ' ')
      .replaceAll(/[*`[\]]/g, '')
      .trim(),
  );
const exactly = new Set(lessonTexts);
/** So long that it is no word of the pages by accident. */
const LONG = 12;
const longTexts = [...exactly]
  .filter((text) => text.length >= LONG)
  .sort((a, b) => b.length - a.length);
const together = lessonTexts.join('\n');

/** Every text in some data, names of fields among them. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(isList ? [] : [key]),
    ...stringsIn(inner),
  ]);
}

/** Without what a lesson says in it: its title, one of its answers. */
const withoutLessons = (text: string): string =>
  longTexts.reduce((rest, said) => rest.replaceAll(said, ''), text);

const isOfLessons = (text: string): boolean => {
  const said = text.replace(/^Roundtrip: /, '');
  return exactly.has(said) || (said.length >= LONG && together.includes(said));
};

/** Plain words of a text that nobody gave it by name. */
const untranslatedWords = (text: string): string[] =>
  plainWords(text).filter((word) => !KNOWN.has(word));

/** What of a page was never given to translators. */
const untranslated = (texts: readonly ShownText[]): string[] =>
  texts.flatMap(({ at, text }) => {
    if (untranslatedWords(text).length === 0 || isOfLessons(text)) return [];
    const words = untranslatedWords(withoutLessons(text));
    return words.length === 0 ? [] : [`${at} “${text}”: ${words.join(', ')}`];
  });

/** The texts of the page, once no more of them come. */
async function settledTexts(page: Page): Promise<readonly ShownText[]> {
  let before = '';
  for (let times = 0; times < 20; times++) {
    const texts = await shownTexts(page);
    const now = JSON.stringify(texts);
    if (now === before && (await page.locator('[aria-busy=true]').count()) === 0) return texts;
    before = now;
    await page.waitForTimeout(250);
  }
  throw new Error(`${page.url()} does not come to rest`);
}

const SIZES = [
  { name: 'desk', viewport: { width: 1440, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true },
] as const;

/** The pages, each with what is there once it can be read. */
const PAGES = [
  ['', '.app-modules'],
  ['#/?q=worker', '.app-found li'],
  ['#/?q=999999', '.app-found p + p'],
  ['#/lesson/one-request/step-1', '.stage'],
  ['#/lesson/one-request/step-2?skip=yes', '.stage'],
  ['#/lesson/one-request/step-3?skip=yes', '.stage'],
  ['#/sandbox', '.stage'],
  ['#/compare', '.app-compareCards'],
  ['#/compare/nginx-or-not', '.stage'],
  ['#/compare/case/A_gunicorn-sync-w2', '.stage'],
  ['#/gallery', '.app-galleryCards'],
  ['#/glossary', '.app-terms'],
  ['#/answers', '.app-answers ul'],
  ['#/truth', '.app-truthTable'],
  ['#/nowhere', '.app-plain h1'],
  ['#s=broken', '.app-trouble'],
] as const;

/** Those that are not in the row of tabs until they are chosen. */
const MORE_INSTRUMENTS = ['statechart', 'script', 'capacity', 'metrics'];

for (const { name, ...options } of SIZES)
  test(`in the made-up language every word is strange, and no page is too wide: ${name}`, {
    timeout: 240_000,
  }, async ({ open, siteUrl }) => {
    const { page, problems } = await open('', options);
    await page.addInitScript(() => localStorage.setItem('roundtrip.language', '"qps"'));
    await page.reload();
    /** What is wrong, and where it was met first. */
    const faults = new Map<string, string>();
    const look = async (where: string): Promise<void> => {
      const found = untranslated(await settledTexts(page));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) found.push(`${where} is ${wide} px wider than the window`);
      for (const fault of found) if (!faults.has(fault)) faults.set(fault, where);
    };
    for (const [path, ready] of PAGES) {
      await page.goto(`${siteUrl}${path}`);
      await page.locator(ready).first().waitFor();
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
      await look(path);
      if (path !== '#/sandbox') continue;
      for (const tab of await page.locator('.app-tabRow [role=tab]').all()) {
        await tab.click();
        await look(`${path}, ${(await tab.getAttribute('id'))?.split('-').at(-1)}`);
      }
      for (const key of MORE_INSTRUMENTS) {
        await page.evaluate(
          (kept) => localStorage.setItem('roundtrip.instruments', kept),
          JSON.stringify({ open: key, extra: key }),
        );
        await page.reload();
        await page.locator(ready).first().waitFor();
        await look(`${path}, ${key}`);
      }
    }
    expect([...faults].map(([fault, where]) => `${where}: ${fault}`)).toEqual([]);
    // Going on to the next page ends what was still being fetched for the one before.
    expect(problems.filter((each) => !each.endsWith('net::ERR_ABORTED'))).toEqual([]);
  });
