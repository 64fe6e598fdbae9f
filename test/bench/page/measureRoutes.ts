import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { serveFolder } from '../../../src/cli/serveFolder.ts';
import { launchOptions } from '../../setup/findBrowser.ts';

export interface RouteCost {
  readonly name: string;
  /** Scripts and styles fetched until the page has come to rest, gzipped, bytes; what waits for an idle moment is not among them. */
  readonly scriptBytes: number;
  readonly styleBytes: number;
  /** From the first request to what the page is for being there, ms; the best of the repetitions. */
  readonly shownMs: number;
  /** …and the main thread being free: the end of the last task of more than 50 ms before a second of quiet. */
  readonly interactiveMs: number;
}

/** What somebody came for, as a selector. */
export const ROUTES = [
  { name: 'course', hash: '#/', awaits: '.app-firstLookTools button' },
  { name: 'lesson', hash: '#/lesson/slow-clients', awaits: '.app-stepFoot .app-next' },
  { name: 'sandbox', hash: '#/sandbox', awaits: '.panel-knobs input[type=range]' },
  { name: 'compare', hash: '#/compare', awaits: 'main a, main button' },
  { name: 'truth', hash: '#/truth', awaits: 'main table' },
] as const;

/** Chrome's “Slow 4G”: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW_4G = {
  offline: false,
  downloadThroughput: 1.6e6 / 8,
  uploadThroughput: 750e3 / 8,
  latency: 150,
};
const CPU_SLOWDOWN = 4;
const QUIET_MS = 1000;

interface Watched {
  longTasks: { startTime: number; duration: number }[];
  shownMs: number;
}

/** Opens each route of a built site with an empty cache, `repeats` times, on a slow phone's processor and line. */
export async function measureRoutes(
  folder: string,
  repeats = 3,
  routes: readonly (typeof ROUTES)[number][] = ROUTES,
): Promise<RouteCost[]> {
  const site = await serveFolder({ folder });
  const browser = await chromium.launch(launchOptions());
  try {
    const costs: RouteCost[] = [];
    for (const route of routes) {
      const opened: RouteCost[] = [];
      for (let i = 0; i < repeats; i++)
        opened.push(await openSlowly(browser, site.url, folder, route));
      costs.push(
        opened.reduce((best, next) => (next.interactiveMs < best.interactiveMs ? next : best)),
      );
    }
    return costs;
  } finally {
    await browser.close();
    await site.close();
  }
}

async function openSlowly(
  browser: Browser,
  url: string,
  folder: string,
  { name, hash, awaits }: (typeof ROUTES)[number],
): Promise<RouteCost> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    const fetched = new Set<string>();
    let isIdle = false;
    page.on('request', (request) => !isIdle && fetched.add(new URL(request.url()).pathname));
    await page.addInitScript((selector) => {
      const watched: Watched = { longTasks: [], shownMs: Number.POSITIVE_INFINITY };
      Object.assign(window, { watched });
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries())
          watched.longTasks.push({ startTime, duration });
      }).observe({ type: 'longtask', buffered: true });
      new MutationObserver((_, observer) => {
        if (!document.querySelector(selector)) return;
        observer.disconnect();
        requestAnimationFrame(() =>
          setTimeout(() => {
            watched.shownMs = performance.now();
          }),
        );
      }).observe(document, { childList: true, subtree: true });
    }, awaits);
    await page.goto(url + hash, { waitUntil: 'commit' });
    await page.waitForSelector(awaits, { timeout: 60_000 });
    await page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done))),
    );
    isIdle = true;
    await page.waitForTimeout(QUIET_MS + 500);
    const { shownMs, longTasks } = await page.evaluate(
      () => (window as unknown as { watched: Watched }).watched,
    );
    let interactiveMs = shownMs;
    for (const { startTime, duration } of longTasks)
      if (startTime < interactiveMs + QUIET_MS)
        interactiveMs = Math.max(interactiveMs, startTime + duration);
    const weigh = (ending: string): number =>
      [...fetched]
        .filter((path) => path.endsWith(ending))
        .reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0);
    return { name, scriptBytes: weigh('.js'), styleBytes: weigh('.css'), shownMs, interactiveMs };
  } finally {
    await context.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../../../dist', import.meta.url));
  for (const { name, scriptBytes, styleBytes, shownMs, interactiveMs } of await measureRoutes(
    folder,
    3,
    ROUTES.filter(({ name }) => (process.argv[3] ?? name) === name),
  ))
    console.log(
      `${name.padEnd(8)} ${(scriptBytes / 1000).toFixed(1)} kB of script, ${(styleBytes / 1000).toFixed(1)} kB of styles; ` +
        `shown ${Math.round(shownMs)} ms, interactive ${Math.round(interactiveMs)} ms`,
    );
}
