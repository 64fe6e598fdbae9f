import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PICTURE_SIZE, pictureFile, type Scheme } from '../../src/app/gallery/pictures.ts';
import { SITUATIONS, type Situation } from '../../src/app/gallery/situations.ts';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { launchOptions } from '../setup/findBrowser.ts';
import { openSituation, pictureAtRest } from './situationPage.ts';

/**
 * `npm run pictures [-- key …]`: takes the pictures of the gallery from the built site, all of them or those named. Fails where one would be
 * larger than {@link LARGEST_BYTES}.
 */
const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const LARGEST_BYTES = 40_000;
/** Tried in this order until the picture is small enough. */
const QUALITIES = [82, 74, 66, 58, 50, 42, 36, 30];
/** What a picture shows, and a window in which that has about the shape of the picture. */
const CUTS = {
  stage: { of: '.app-stagePane .stage', window: { width: 1280, height: 866 } },
  window: { of: 'body', window: { width: 1280, height: 800 } },
} as const;

async function takePicture(
  browser: Browser,
  siteUrl: string,
  situation: Situation,
  colorScheme: Scheme,
): Promise<Buffer> {
  // The instruments as low as they go where the stage is the picture.
  const memory = situation.picture === 'stage' ? { instrumentsShare: 20 } : {};
  const options = { viewport: CUTS[situation.picture].window, colorScheme };
  const { page, problems, close } = await openSituation(
    browser,
    siteUrl,
    situation,
    options,
    memory,
  );
  await pictureAtRest(page);
  if (problems.length > 0) throw new Error(`${situation.key}: ${problems.join('; ')}`);
  const picture = await smallPicture(page, situation);
  await close();
  return picture;
}

/** WebP, which Playwright does not write but Chromium does. */
async function smallPicture(page: Page, { key, picture }: Situation): Promise<Buffer> {
  const box = await page.locator(CUTS[picture].of).boundingBox();
  if (!box) throw new Error(`${key}: nothing to take a picture of`);
  // Whole px, so that the file has exactly the size that the page tells the browser.
  const { x, y, width } = {
    x: Math.floor(box.x),
    y: Math.floor(box.y),
    width: Math.floor(box.width),
  };
  const height = (width * PICTURE_SIZE.height) / PICTURE_SIZE.width;
  const devtools = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const { data } = await devtools.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      clip: { x, y, width, height, scale: PICTURE_SIZE.width / width },
    });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length <= LARGEST_BYTES) return bytes;
  }
  throw new Error(`${key}: larger than ${LARGEST_BYTES} bytes at every quality`);
}

const named = process.argv.slice(2);
const unknown = named.filter((key) => !SITUATIONS.some((situation) => situation.key === key));
if (unknown.length > 0)
  throw new Error(`no such situation: ${unknown.join(', ')}; see src/app/gallery/situations.ts`);
const chosen = SITUATIONS.filter(({ key }) => named.length === 0 || named.includes(key));

mkdirSync(`${PUBLIC}gallery`, { recursive: true });
const site = await serveFolder({ folder: DIST, mount: '/' });
const browser = await chromium.launch(launchOptions());
try {
  for (const situation of chosen)
    for (const scheme of ['light', 'dark'] as const) {
      const bytes = await takePicture(browser, site.url, situation, scheme);
      const file = pictureFile(situation.key, scheme);
      writeFileSync(PUBLIC + file, bytes);
      console.log(`${file}  ${bytes.length} bytes`);
    }
  // What is no situation any more has no picture either.
  const wanted = new Set(
    SITUATIONS.flatMap(({ key }) => [pictureFile(key, 'light'), pictureFile(key, 'dark')]),
  );
  for (const name of readdirSync(`${PUBLIC}gallery`))
    if (!wanted.has(`gallery/${name}`) && name !== 'slow-upload-moving.webp')
      rmSync(`${PUBLIC}gallery/${name}`);
} finally {
  await browser.close();
  await site.close();
}
