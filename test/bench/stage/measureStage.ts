import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright-core';
import { build, preview } from 'vite';
import { launchOptions } from '../../setup/findBrowser.ts';
import type { FrameCost } from './frameCost.tsx';

export interface StageCost {
  readonly name: string;
  readonly cost: FrameCost;
  /** Everything the main thread did, React's drawing and painting included, ms a frame. */
  readonly taskMs: number;
}

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the page offers: see frameCost.tsx. */
interface BenchPage {
  frameCost(tokens: number, frames: number): Promise<FrameCost>;
  frameCostOfRun(frames: number): Promise<FrameCost>;
}

/** Measures the stage in headless Chromium: 100, 300, 1,000 and 5,000 tokens, and a real busy minute. Takes about 25 seconds. */
export async function measureStage(frames = 180): Promise<StageCost[]> {
  const outDir = join(ROOT, 'node_modules/.cache/bench-stage');
  const options = { configFile: false, root: HERE, base: './', logLevel: 'error' } as const;
  await build({
    ...options,
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'es2023' },
  });
  const server = await preview({
    ...options,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1760, height: 1200 } });
    const address = server.httpServer.address();
    if (!address || typeof address === 'string') throw new Error('the bench server has no port');
    await page.goto(`http://127.0.0.1:${address.port}/index.html`);
    await page.waitForFunction(() => 'frameCost' in window, undefined, { timeout: 60_000 });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const taskMs = async (): Promise<number> => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
    };
    const measured: StageCost[] = [];
    const measure = async (name: string, run: () => Promise<FrameCost>): Promise<void> => {
      const before = await taskMs();
      const cost = await run();
      // The warm-up of 30 frames is in the tasks too.
      measured.push({ name, cost, taskMs: ((await taskMs()) - before) / (cost.frames + 30) });
    };
    for (const tokens of [100, 300, 1000, 5000])
      await measure(`${tokens} tokens`, () =>
        page.evaluate(([n, f]) => (window as unknown as BenchPage).frameCost(n, f), [
          tokens,
          frames,
        ] as const),
      );
    await measure('busy minute, ×1', () =>
      page.evaluate((f) => (window as unknown as BenchPage).frameCostOfRun(f), frames),
    );
    return measured;
  } finally {
    await browser.close();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, cost, taskMs } of await measureStage())
    console.log(
      `${name.padEnd(18)} drawn ${String(cost.drawn).padStart(4)}  frame callback + style + layout: mean ${cost.meanMs.toFixed(2)} ms, ` +
        `p50 ${cost.p50Ms.toFixed(2)} ms, p95 ${cost.p95Ms.toFixed(2)} ms; whole main thread ${taskMs.toFixed(2)} ms a frame`,
    );
}
