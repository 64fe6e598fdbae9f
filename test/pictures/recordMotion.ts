import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { SITUATIONS } from '../../src/app/gallery/situations.ts';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { launchOptions } from '../setup/findBrowser.ts';
import { openSituation, pictureAtRest } from './situationPage.ts';

/**
 * `npx tsx test/pictures/recordMotion.ts KEY FROM TO FILE`: a recording of a situation's stage between two moments (seconds of the run), as an animated
 * WebP. The clock is set frame by frame rather than filmed, so that it comes out the same on any machine. Needs the built site and ffmpeg.
 */
const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const FRAMES_PER_SECOND = 10;
const LARGEST_BYTES = 600_000;
/** Seconds of the run in one of the film's. */
const SPEED = Number(process.env.SPEED ?? 0.6);
const SIZE = { width: 1280, height: 800 };
/** Stage and instruments, or what is compared; the words at the side are left out. */
const FILMED = '.app-stagePane, .app-instruments, .app-compareMain';

const [key = '', fromS = '', toS = '', file = ''] = process.argv.slice(2);
const situation = SITUATIONS.find((each) => each.key === key);
if (!situation || file === '' || !(Number(toS) > Number(fromS)))
  throw new Error(
    'usage: recordMotion.ts KEY FROM TO FILE, a key of src/app/gallery/situations.ts',
  );

let cut = '';
const frames = mkdtempSync(join(tmpdir(), 'roundtrip-film-'));
const site = await serveFolder({ folder: DIST, mount: '/' });
const browser = await chromium.launch(launchOptions());
try {
  // Opened where it begins: what lies ahead has not been seen and is not drawn.
  const first = { ...situation, atUs: Math.round(1e6 * Number(fromS)) };
  const options = { viewport: SIZE, colorScheme: 'light' } as const;
  const { page } = await openSituation(browser, site.url, first, options);
  await pictureAtRest(page);
  cut = await cutOf(page);
  const count = Math.round(((Number(toS) - Number(fromS)) / SPEED) * FRAMES_PER_SECOND);
  for (let nth = 0; nth <= count; nth++) {
    const atUs = Math.round(1e6 * (Number(fromS) + (nth * SPEED) / FRAMES_PER_SECOND));
    writeFileSync(join(frames, `${String(nth).padStart(4, '0')}.png`), await frameAt(page, atUs));
  }
} finally {
  await browser.close();
  await site.close();
}

for (const quality of [70, 60, 50, 40, 30, 20]) {
  const made = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-framerate', String(FRAMES_PER_SECOND)],
      ...['-i', join(frames, '%04d.png'), '-vf', cut],
      ...['-c:v', 'libwebp_anim', '-lossless', '0', '-quality', String(quality)],
      ...['-compression_level', '6', '-loop', '0', file],
    ],
    { stdio: 'inherit' },
  );
  if (made.status !== 0) throw new Error('ffmpeg failed, or is not installed');
  console.log(`${file}  quality ${quality}  ${statSync(file).size} bytes`);
  if (statSync(file).size <= LARGEST_BYTES) break;
}
rmSync(frames, { recursive: true });

/** The window at a moment of the run. */
async function frameAt(page: Page, atUs: number): Promise<Buffer> {
  await page.getByRole('slider', { name: 'Moment of the run' }).evaluate((element, value) => {
    const input = element as HTMLInputElement;
    input.value = String(value);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, atUs);
  return pictureAtRest(page);
}

/** What of the window is filmed, as ffmpeg's filter. */
async function cutOf(page: Page): Promise<string> {
  const box = await page.locator(FILMED).evaluateAll((parts) => {
    const edges = parts.map((part) => part.getBoundingClientRect());
    const left = Math.min(...edges.map((edge) => edge.left));
    const top = Math.min(...edges.map((edge) => edge.top));
    const right = Math.max(...edges.map((edge) => edge.right));
    const bottom = Math.max(...edges.map((edge) => edge.bottom));
    return { x: left, y: top, w: right - left, h: bottom - top };
  });
  // Encoders like even sizes.
  const even = (px: number) => 2 * Math.floor(px / 2);
  return `crop=${even(box.w)}:${even(box.h)}:${Math.floor(box.x)}:${Math.floor(box.y)}`;
}
