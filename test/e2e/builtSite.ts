import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test as base } from 'vitest';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { launchOptions } from '../setup/findBrowser.ts';

/** The build under test: `dist/`, or the folder that the variable DIST names. */
const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

/** How many times slower than this machine the page shall be, in processor and line: `SLOW=4 npm run e2e` finds tests that look too early. */
const SLOW = Number(process.env.SLOW ?? 1);

async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 50 * SLOW,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}

/** A page of the built site, with everything that went wrong in it so far. */
export interface OpenPage {
  page: Page;
  /** Console errors, uncaught exceptions, failed requests and breaches of the content policy. */
  problems: string[];
  /** Requests that went anywhere but to the site itself. */
  strangers: string[];
}

interface BuiltSite {
  /** Address of dist/, served from a sub-folder because that is how docs sites serve it. */
  siteUrl: string;
  browser: Browser;
  /** Opens a path of the site (`'#/sandbox'`, `''`) in a fresh browser profile, closed after the test. */
  open(path?: string, options?: BrowserContextOptions): Promise<OpenPage>;
}

/** `test` for the built site: `test('…', async ({ open }) => { const { page } = await open('#/…'); … })`. */
export const test = base.extend<BuiltSite>({
  siteUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures needed from this pattern
    async ({}, use) => {
      if (!existsSync(DIST)) throw new Error('There is no dist/: run `npm run build` first.');
      const site = await serveFolder({ folder: DIST, mount: '/docs/roundtrip/' });
      await use(site.url);
      await site.close();
    },
    { scope: 'file' },
  ],
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures needed from this pattern
    async ({}, use) => {
      const browser = await chromium.launch(launchOptions());
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  open: async ({ browser, siteUrl }, use) => {
    const contexts: Array<{ close(): Promise<void> }> = [];
    await use(async (path = '', options = {}) => {
      // What is kept offline would answer for the network that a test cuts: whoever tests it allows it.
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      contexts.push(context);
      const page = await context.newPage();
      if (SLOW > 1) await slowDown(page);
      const opened: OpenPage = { page, problems: [], strangers: [] };
      page.on('console', (message) => {
        if (message.type() !== 'error') return;
        opened.problems.push(`${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => opened.problems.push(error.message));
      page.on('requestfailed', (request) =>
        opened.problems.push(`${request.url()}: ${request.failure()?.errorText}`),
      );
      page.on('request', (request) => {
        const isOwn = request.url().startsWith(siteUrl) || /^(data|blob):/.test(request.url());
        if (!isOwn) opened.strangers.push(request.url());
      });
      await page.goto(siteUrl + path);
      return opened;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});
