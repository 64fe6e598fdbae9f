import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serveFolder } from '../../../src/cli/serveFolder.ts';
import { encodeLink } from '../../../src/scenario/link.ts';
import { PRESETS } from '../../../src/scenario/presets.ts';
import { launchOptions } from '../../setup/findBrowser.ts';

export interface DragCost {
  readonly name: string;
  /** Input events of the slider, and runs that they led to. */
  readonly inputs: number;
  readonly runs: number;
  /** From the end of one frame to the end of the next, ms: the longest, and 95 of 100. */
  readonly longestFrameMs: number;
  readonly p95FrameMs: number;
}

/** Which slider of which ready-made deployment is dragged. */
export const DRAGS = [
  { name: 'slow clients, workers', preset: 'slow-clients-unbuffered', knob: 'workers' },
  { name: 'busy minute, workers', preset: 'busy-minute', knob: 'workers' },
] as const;

const DRAG_MS = 2000;

interface Dragged {
  readonly inputs: number;
  readonly runs: number;
  readonly frames: number[];
}

/** Drags a slider of the sandbox to and fro for two seconds, one step a frame at most, and watches the frames. */
export async function measureDrag(folder: string): Promise<DragCost[]> {
  const site = await serveFolder({ folder });
  const browser = await chromium.launch(launchOptions());
  try {
    const costs: DragCost[] = [];
    for (const { name, preset, knob } of DRAGS) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(`${site.url}#${encodeLink({ scenario: PRESETS[preset] })}`);
      const slider = page.getByRole('slider', { name: `${knob}, by slider`, exact: true });
      await slider.scrollIntoViewIfNeeded();
      await page.waitForTimeout(2500); // what is fetched ahead is here, and the first run is read
      const box = await slider.boundingBox();
      if (!box) throw new Error(`${name}: there is no slider ${knob}`);
      const y = box.y + box.height / 2;
      const xAt = (share: number): number => box.x + box.width * (0.05 + 0.9 * share);
      await page.mouse.move(xAt(0.5), y);
      await page.mouse.down();
      await page.evaluate(() => {
        const dragged = { inputs: 0, runs: 0, frames: [] as number[] };
        Object.assign(window, { dragged });
        // A method: the name that a bundler would give an arrow function is not known in the page.
        const watch = {
          beforeMs: performance.now(),
          frame() {
            const nowMs = performance.now();
            dragged.frames.push(nowMs - watch.beforeMs);
            watch.beforeMs = nowMs;
            requestAnimationFrame(watch.frame);
          },
        };
        requestAnimationFrame(watch.frame);
        document.addEventListener('input', () => dragged.inputs++, true);
        new PerformanceObserver((list) => {
          dragged.runs += list.getEntriesByName('simulate').length;
        }).observe({ type: 'measure' });
      });
      const startedMs = performance.now();
      while (performance.now() - startedMs < DRAG_MS) {
        const share = (1 + Math.sin((performance.now() - startedMs) / 250)) / 2;
        await page.mouse.move(xAt(share), y);
      }
      const { inputs, runs, frames } = await page.evaluate(
        () => (window as unknown as { dragged: Dragged }).dragged,
      );
      await page.mouse.up();
      await page.close();
      const sorted = frames.slice(1).sort((a, b) => a - b);
      costs.push({
        name,
        inputs,
        runs,
        longestFrameMs: sorted.at(-1) ?? 0,
        p95FrameMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      });
    }
    return costs;
  } finally {
    await browser.close();
    await site.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../../../dist', import.meta.url));
  for (const { name, inputs, runs, longestFrameMs, p95FrameMs } of await measureDrag(folder))
    console.log(
      `${name.padEnd(24)} ${inputs} inputs, ${runs} runs; longest frame ${longestFrameMs.toFixed(0)} ms, p95 ${p95FrameMs.toFixed(0)} ms`,
    );
}
