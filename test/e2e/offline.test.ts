import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { test } from './builtSite.ts';

const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const ALLOWED = { serviceWorkers: 'allow' } as const;

/** Waits until the page is answered for by a service worker that has everything. */
async function kept(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return registration?.active?.state ?? 'none';
        }),
      { timeout: 30_000 },
    )
    .toBe('activated');
}

/** Names of the versions that are kept. */
const siteCaches = (page: Page): Promise<string[]> =>
  page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.startsWith('roundtrip-site-')),
  );

describe('without a network', () => {
  test('the second visit opens a lesson, the sandbox and the glossary', async ({ open }) => {
    const { page } = await open('', ALLOWED);
    await kept(page);
    await page.context().setOffline(true);
    await page.reload();
    await expect.poll(() => page.locator('h1').first().isVisible()).toBe(true);
    for (const [hash, words] of [
      ['#/lesson/slow-clients', 'Slow clients'],
      ['#/sandbox', 'Sandbox'],
      ['#/glossary', 'Glossary'],
      ['#/compare', 'Compare'],
    ] as const) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await expect.poll(() => page.title()).toMatch(new RegExp(words, 'i'));
      await expect
        .poll(() => page.locator('main').innerText())
        .not.toMatch(/could not be fetched/i);
    }
    await page.evaluate(() => {
      location.hash = '#/lesson/slow-clients';
    });
    await expect.poll(() => page.locator('.stage-token, .stage-tier').count()).toBeGreaterThan(3);
  });

  test('an embedded lesson has no service worker between itself and the network', async ({
    open,
  }) => {
    const { page } = await open('', ALLOWED);
    await kept(page);
    const seen: string[] = [];
    page.on('response', (response) => {
      if (response.fromServiceWorker()) seen.push(response.url());
    });
    await page.goto(new URL('embed/slow-clients/', page.url()).href);
    await page.waitForLoadState('networkidle');
    expect(seen).toEqual([]);
  });
});

test('a newer version asks before it takes the place of the one that is read', async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'roundtrip-'));
  cpSync(DIST, folder, { recursive: true });
  const site = await serveFolder({ folder });
  const context = await browser.newContext(ALLOWED);
  try {
    const page = await context.newPage();
    await page.goto(site.url);
    await kept(page);
    await page.reload(); // from now on the worker answers
    const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
    writeFileSync(join(folder, 'sw.js'), worker.replace(/"[0-9a-f]{12}"/, '"newer"'));
    await page.reload();
    const load = page.getByRole('button', { name: 'Load it' });
    await load.waitFor({ timeout: 30_000 });
    // Until then the page is of the version it began with, and has all of it.
    expect(await siteCaches(page)).toHaveLength(2);
    const reloaded = page.waitForEvent('load');
    await load.click();
    await reloaded;
    await expect.poll(() => siteCaches(page)).toEqual([expect.stringContaining('newer')]);
    expect(await load.count()).toBe(0);
  } finally {
    await context.close();
    await site.close();
    rmSync(folder, { recursive: true });
  }
});
