import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PICTURE_SIZE, pictureFile } from '../../src/app/gallery/pictures.ts';
import { situationAddress } from '../../src/app/gallery/situationAddress.ts';
import { SITUATIONS, type Situation } from '../../src/app/gallery/situations.ts';
import { routeHash } from '../../src/app/route.ts';
import { readCourse } from '../../src/cli/lessons/readCourse.ts';
import { serveFolder } from '../../src/cli/serveFolder.ts';
import { proofOf } from '../../src/lesson/answerPages.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { LESSON_PICTURE, lessonPictureFile } from '../../src/lesson/lessonPicture.ts';
import { launchOptions } from '../setup/findBrowser.ts';
import { openStage, pictureAtRest } from './situationPage.ts';

/**
 * `npm run pictures [-- name …]`: takes the pictures of the gallery and of the lessons from the built site, all of them or those named by a
 * situation or a lesson; `lessons` and `gallery` name all of a kind. Fails where one would be larger than {@link LARGEST_BYTES}. The pages
 * that show a lesson's picture have it from the next build on.
 */
const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const LESSONS = fileURLToPath(new URL('../../lessons', import.meta.url));
const LARGEST_BYTES = 40_000;
/** Tried in this order until the picture is small enough. */
const QUALITIES = [82, 74, 66, 58, 50, 42, 36, 30, 24, 18];
const SCHEMES = ['light', 'dark'] as const;

/** One picture to be taken in both themes. */
interface Shot {
  readonly name: string;
  readonly kind: 'gallery' | 'lessons';
  readonly address: string;
  /** A window in which what the picture shows has about its shape. */
  readonly window: { readonly width: number; readonly height: number };
  readonly of: string;
  readonly size: { readonly width: number; readonly height: number };
  /** What the device remembers. */
  readonly memory: Readonly<Record<string, unknown>>;
  file(scheme: 'light' | 'dark'): string;
}

/** The instruments as low as they go: the stage is the picture. */
const STAGE_ALONE = { instrumentsShare: 20 };
const STAGE = '.app-stagePane .stage';

function situationShot(situation: Situation): Shot {
  const isStage = situation.picture === 'stage';
  return {
    name: situation.key,
    kind: 'gallery',
    address: situationAddress(situation),
    window: { width: 1280, height: isStage ? 866 : 800 },
    of: isStage ? STAGE : 'body',
    size: PICTURE_SIZE,
    memory: isStage ? STAGE_ALONE : {},
    file: (scheme) => pictureFile(situation.key, scheme),
  };
}

/** The stage at the moment that proves what a lesson is about; no guess is asked for on the way. */
function lessonShot(lesson: Lesson): Shot {
  const step = lesson.steps.indexOf(proofOf(lesson)) + 1;
  return {
    name: lesson.id,
    kind: 'lessons',
    address: routeHash({ page: 'lesson', lesson: lesson.id, step, moment: null, proof: true }),
    window: { width: 1280, height: 866 },
    of: STAGE,
    size: LESSON_PICTURE,
    memory: STAGE_ALONE,
    file: (scheme) => lessonPictureFile(lesson.id, scheme),
  };
}

async function takePicture(
  browser: Browser,
  siteUrl: string,
  shot: Shot,
  colorScheme: 'light' | 'dark',
): Promise<Buffer> {
  const { page, problems, close } = await openStage(
    browser,
    siteUrl + shot.address,
    { viewport: shot.window, colorScheme },
    shot.memory,
  );
  if (shot.kind === 'lessons') await lookFreely(page);
  await pictureAtRest(page);
  if (problems.length > 0) throw new Error(`${shot.name}: ${problems.join('; ')}`);
  const picture = await smallPicture(page, shot);
  await close();
  return picture;
}

/** A microsecond on: a step's cue, which dims all but one place, ends when time moves. */
async function lookFreely(page: Page): Promise<void> {
  await pictureAtRest(page);
  await page.getByRole('slider', { name: 'Moment of the run' }).evaluate((element) => {
    const input = element as HTMLInputElement;
    input.value = String(Number(input.value) + 1);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** WebP, which Playwright does not write but Chromium does. */
async function smallPicture(page: Page, { name, of, size }: Shot): Promise<Buffer> {
  const box = await page.locator(of).boundingBox();
  if (!box) throw new Error(`${name}: nothing to take a picture of`);
  // Whole px, so that the file has exactly the size that the page tells the browser.
  const { x, y, width } = {
    x: Math.floor(box.x),
    y: Math.floor(box.y),
    width: Math.floor(box.width),
  };
  const height = (width * size.height) / size.width;
  const devtools = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const { data } = await devtools.send('Page.captureScreenshot', {
      format: 'webp',
      quality,
      clip: { x, y, width, height, scale: size.width / width },
    });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length <= LARGEST_BYTES) return bytes;
  }
  throw new Error(`${name}: larger than ${LARGEST_BYTES} bytes at every quality`);
}

const course = readCourse(LESSONS);
for (const problem of [...course.problems.values()].flat()) console.warn(`left out: ${problem}`);
const all = [
  ...SITUATIONS.map(situationShot),
  ...[...course.lessons.values()].map((lesson) => lessonShot(lesson)),
];
const named = process.argv.slice(2);
const isNamed = ({ name, kind }: Shot): boolean => named.includes(name) || named.includes(kind);
const unknown = named.filter(
  (word) => !all.some(({ name, kind }) => name === word || kind === word),
);
if (unknown.length > 0)
  throw new Error(
    `no such picture: ${unknown.join(', ')}; see src/app/gallery/situations.ts and lessons/`,
  );

for (const kind of ['gallery', 'lessons']) mkdirSync(PUBLIC + kind, { recursive: true });
const site = await serveFolder({ folder: DIST, mount: '/' });
const browser = await chromium.launch(launchOptions());
try {
  for (const shot of all.filter((each) => named.length === 0 || isNamed(each)))
    for (const scheme of SCHEMES) {
      const bytes = await takePicture(browser, site.url, shot, scheme);
      writeFileSync(PUBLIC + shot.file(scheme), bytes);
      console.log(`${shot.file(scheme)}  ${bytes.length} bytes`);
    }
  // What is no situation and no lesson any more has no picture either; a lesson that could not be read keeps its own.
  const wanted = new Set([
    ...all.flatMap((shot) => SCHEMES.map(shot.file)),
    ...course.ids.flatMap((id) => SCHEMES.map((scheme) => lessonPictureFile(id, scheme))),
    'gallery/slow-upload-moving.webp',
  ]);
  for (const kind of ['gallery', 'lessons'] as const)
    for (const name of readdirSync(PUBLIC + kind))
      if (!wanted.has(`${kind}/${name}`)) rmSync(`${PUBLIC}${kind}/${name}`);
} finally {
  await browser.close();
  await site.close();
}
