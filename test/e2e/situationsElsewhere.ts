import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { fillPlayer } from '../../src/app/package/fillPlayer.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { builtPlayer, given } from './packaged.ts';
import type { Situation } from './situations.ts';
import { whole } from './whole.ts';

const at = (name: string): Situation => ({ name, part: null });

/** What is opened beside the site's own pages: by instructors, by pages that embed a lesson, and from a disk. */
export async function* situationsElsewhere(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  yield* shared(page, siteUrl);
  yield* presented(page, siteUrl);
  yield* prepared(page, siteUrl);
  yield* embedded(page, siteUrl);
  yield* saved(page);
}

async function opened(page: Page, address: string, sign: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator(sign).first().waitFor();
  await whole(page);
}

async function* shared(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await opened(page, `${siteUrl}#/lesson/slow-clients/step-4?skip=yes`, '.stage');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  for (const tab of await dialog.getByRole('tab').all()) {
    await tab.click();
    await whole(page);
    yield at(`share: ${await tab.innerText()}`);
  }
}

async function* presented(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await opened(page, `${siteUrl}#/present/slow-clients/step-2`, '.stage');
  yield at('present: a question');
  await page.keyboard.press('t');
  yield at('present: projector');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  yield at('present: keys');
  await page.keyboard.press('Escape');
  const screen = await page.context().newPage();
  await opened(screen, `${siteUrl}#/present/slow-clients/step-2`, '.stage');
  const [popup] = await Promise.all([screen.waitForEvent('popup'), screen.keyboard.press('s')]);
  const address = popup.url();
  await popup.close();
  await opened(page, address, 'main');
  await page.getByText('On the screen', { exact: true }).waitFor();
  yield at('speaker');
  await screen.close();
  // The look of a lecturer's screen is kept on the device.
  await page.evaluate(() => localStorage.clear());
}

async function* prepared(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await opened(page, `${siteUrl}#/prepare`, 'main h1');
  yield at('prepare');
  await page.getByRole('button', { name: 'Begin with this lesson' }).click();
  await page.locator('.app-prepare').waitFor();
  await whole(page);
  yield at('prepare: a draft');
  const parts = page.getByRole('navigation', { name: 'Parts of the lesson' });
  for (const part of [/· Predict/, /· Puzzle/]) {
    await parts.getByRole('button', { name: part }).first().click();
    await whole(page);
    yield at(`prepare: ${part.source.slice(2)}`);
  }
}

async function* embedded(page: Page, siteUrl: string): AsyncGenerator<Situation> {
  await opened(page, `${siteUrl}embed/slow-clients/`, 'h1');
  yield at('embed: before it is loaded');
  for (const look of ['full', 'compact', 'view']) {
    await opened(page, `${siteUrl}embed/slow-clients/?load=now&ui=${look}`, '.stage');
    yield at(`embed: ${look}`);
  }
}

async function* saved(page: Page): AsyncGenerator<Situation> {
  const folder = mkdtempSync(join(tmpdir(), 'roundtrip-situations-'));
  const file = join(folder, 'lesson.html');
  const lesson = courseLesson('slow-clients.yaml');
  writeFileSync(file, fillPlayer(builtPlayer(), { ...given(lesson), platform: null }));
  await opened(page, pathToFileURL(file).href, '.stage');
  yield at('a lesson from a disk');
  rmSync(folder, { recursive: true });
}
