import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import type { Lesson } from '../../src/lesson/lesson.ts';

/** The player of single lessons, as the build made it. */
export function builtPlayer(): string {
  const dist = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
  return readFileSync(`${dist}/single/player.html`, 'utf8');
}

/** What the page puts beside the lesson. */
export const given = (lesson: Lesson) => ({ lesson, language: null, site: null });

/** A frame that can be walked like a page: what is looked for is in the frame, the keyboard is the page’s. */
export function asPage(frame: Frame, page: Page): Page {
  return {
    getByText: frame.getByText.bind(frame),
    getByRole: frame.getByRole.bind(frame),
    locator: frame.locator.bind(frame),
    keyboard: page.keyboard,
    reload: () => frame.evaluate(() => location.reload()),
  } as unknown as Page;
}
