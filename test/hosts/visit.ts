import type { Browser, Frame, Page } from 'playwright-core';
import type { Host } from './hosts.ts';

/** What is looked at in every host, in this order, in one visit. */
export const CHECKS = {
  focus: 'takes no focus and scrolls nothing on load',
  theme: 'follows the host’s own theme switch',
  keyboard: 'Tab goes in, through and out, Shift+Tab back in',
  height: 'is as high as its content, no scrollbar inside, also at 390 px',
  two: 'two on one page do not know of each other',
  sandbox: 'works in sandbox="allow-scripts" alone',
  print: 'on paper its fallback stands there',
  back: 'one press of Back leaves the page, after another lesson was shown too',
  policy: 'works under a strict content security policy',
} as const;
export type Check = keyof typeof CHECKS;
/** Of each check null, or why it failed. */
export type Results = Record<Check, string | null>;

export interface Visit {
  /** Where the documentation is, and where it is under a strict policy. */
  readonly docs: string;
  readonly strict: string;
  /** Where a page without a lesson is, within it. */
  readonly other: string;
  /** Where to put pictures, without their ending; null: none are taken. */
  readonly pictures: string | null;
}

interface Told {
  readonly type: string;
  readonly frame?: string;
  readonly step?: number;
}

const PATIENCE_MS = 30_000;

/** Opens a host's page with two lessons and a bare frame in it, and tries everything on it. */
export async function visitHost(browser: Browser, host: Host, visit: Visit): Promise<Results> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    serviceWorkers: 'block',
  });
  const results = {} as Results;
  const attempt = async (check: Check, look: () => Promise<void>): Promise<void> => {
    results[check] = await look().then(
      () => null,
      (error: unknown) => String(error).replace(/\s+/g, ' ').slice(0, 300),
    );
  };
  try {
    const page = await context.newPage();
    await page.addInitScript(listen);
    await page.goto(visit.docs + visit.other);
    await page.goto(visit.docs);
    const entries = await page.evaluate(() => window.history.length);
    await attempt('focus', () => staysStill(page));
    await attempt('theme', () => followsTheme(page, host, visit.pictures));
    await attempt('keyboard', () => isWalkedThrough(page));
    await attempt('height', () => fits(page));
    await attempt('two', () => areApart(page));
    await attempt('sandbox', () => worksBare(page));
    await attempt('print', () => prints(page));
    await attempt('back', () => leaves(page, entries, visit));
    await attempt('policy', () => bearsPolicy(page, visit.strict));
  } finally {
    await context.close();
  }
  return results;
}

/** In every page: what its frames tell, and what its policy refuses. */
function listen(): void {
  if (window.parent !== window) return;
  const told: unknown[] = [];
  const refused: string[] = [];
  Object.assign(window, { told, refused });
  window.addEventListener('message', ({ data }) => {
    if (data?.roundtrip) told.push(data);
  });
  document.addEventListener(
    'securitypolicyviolation',
    ({ sourceFile, blockedURI, effectiveDirective }) =>
      refused.push(`${effectiveDirective} ${blockedURI} ${sourceFile}`),
  );
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`not seen: ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

function confirm(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

const toldBy = (page: Page, frame: string, type: string): Promise<Told[]> =>
  page.evaluate(
    ([name, kind]) =>
      (window as unknown as { told: Told[] }).told.filter(
        (each) => each.frame === name && each.type === kind,
      ),
    [frame, type] as const,
  );
const hears = (page: Page, frame: string, type: string): Promise<void> =>
  until(`“${type}” of ${frame}`, async () => (await toldBy(page, frame, type)).length > 0);

function frameOf(page: Page, name: string): Frame {
  const frame = page.frames().find((each) => each.name() === name);
  if (!frame) throw new Error(`no frame ${name}`);
  return frame;
}

const bringUp = (page: Page, selector: string): Promise<void> =>
  page
    .locator(selector)
    .first()
    .evaluate((each) => each.scrollIntoView({ block: 'start', behavior: 'instant' }));

async function staysStill(page: Page): Promise<void> {
  await hears(page, 'one', 'resize');
  await bringUp(page, '#two');
  const place = () => page.locator('#two').evaluate((each) => each.getBoundingClientRect().top);
  const before = await place();
  await hears(page, 'two', 'ready');
  const active = await page.evaluate(() => document.activeElement?.tagName);
  confirm(active === 'BODY' || active === 'HTML', `the focus is in ${active}`);
  confirm(Math.abs((await place()) - before) < 2, 'the page was scrolled');
}

async function followsTheme(page: Page, host: Host, pictures: string | null): Promise<void> {
  const isTheme = (theme: string) => async () => {
    const shown = await Promise.all(
      ['one', 'two'].map((name) =>
        frameOf(page, name).evaluate(() => document.documentElement.dataset.theme),
      ),
    );
    return shown.every((each) => each === theme);
  };
  await until('the light theme', isTheme('light'));
  await picture(page, pictures, 'light');
  if (!host.press) {
    // The host stays light whatever the system prefers, and so does what is in it.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(300);
    confirm(await isTheme('light')(), 'it left its host’s theme for the system’s');
    await page.emulateMedia({ colorScheme: 'light' });
    return;
  }
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  for (let presses = 0; presses < 3 && !(await page.evaluate(host.isDark)); presses++)
    await host.press(page);
  await until('the host in dark', () => page.evaluate(host.isDark) as Promise<boolean>);
  await until('the dark theme', isTheme('dark'));
  await picture(page, pictures, 'dark');
}

async function picture(page: Page, pictures: string | null, theme: string): Promise<void> {
  if (!pictures) return;
  await bringUp(page, '#two');
  await page.evaluate(() => window.scrollBy({ top: -90, behavior: 'instant' }));
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${pictures}-${theme}.png` });
}

async function isWalkedThrough(page: Page): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.closest('a')?.getAttribute('href') ?? activeElement?.id ?? '';
    });
  await page.locator('a[href$="/before"]').focus();
  await page.keyboard.press('Tab');
  await until('Tab going in', async () => (await focused()) === 'one');
  await page.keyboard.press('Enter');
  await hears(page, 'one', 'ready');
  let presses = 0;
  while (presses++ < 150 && !(await focused()).endsWith('/after')) await page.keyboard.press('Tab');
  confirm(presses > 4 && presses < 150, `${presses} times Tab did not lead out`);
  await page.keyboard.press('Shift+Tab');
  await until('Shift+Tab going back in', async () => (await focused()) === 'one');
}

async function fits(page: Page): Promise<void> {
  const areWhole = async (where: string) => {
    for (const name of ['one', 'two']) {
      // Browsers lay out no frame that is out of sight.
      await bringUp(page, `#${name}`);
      await until(`${name} as high as its content${where}`, () =>
        frameOf(page, name).evaluate(() => {
          const { scrollHeight, scrollWidth } = document.documentElement;
          const isTight =
            Math.ceil(document.body.getBoundingClientRect().height) === window.innerHeight;
          return (
            isTight && scrollHeight === window.innerHeight && scrollWidth === window.innerWidth
          );
        }),
      );
    }
  };
  await areWhole('');
  await page.setViewportSize({ width: 390, height: 844 });
  await areWhole(' at 390 px');
  const width = await page.locator('#one').evaluate((each) => each.getBoundingClientRect().right);
  confirm(width <= 390, `it ends at ${width} px of 390`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function areApart(page: Page): Promise<void> {
  const steps = async (name: string) => (await toldBy(page, name, 'step')).map(({ step }) => step);
  const before = (await steps('one')).join();
  await page.evaluate(() => {
    const two = document.getElementById('two') as HTMLElement & { goto(to: object): void };
    two.goto({ step: 2 });
  });
  await until('step 2 of the second', async () => (await steps('two')).at(-1) === 2);
  confirm((await steps('one')).join() === before, 'the first one moved with the second');
}

async function worksBare(page: Page): Promise<void> {
  await bringUp(page, 'iframe[name="bare"]');
  await hears(page, 'bare', 'resize');
  const frame = frameOf(page, 'bare');
  const height = await page.locator('iframe[name="bare"]').evaluate((each) => each.clientHeight);
  confirm(height >= 600, `its height of 640 px became ${height}`);
  confirm((await frame.evaluate(() => window.origin)) === 'null', 'it has an origin');
  await frame.locator('#load').click();
  await hears(page, 'bare', 'ready');
}

async function prints(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  const fallback = page.locator('#one a');
  const isPrinted = await fallback.isVisible();
  const isFrameGone = !(await page.locator('#one iframe').isVisible());
  await page.emulateMedia({ media: 'screen' });
  confirm(isPrinted, 'the fallback is not there');
  confirm(isFrameGone, 'the frame is there');
}

async function leaves(page: Page, entries: number, { docs, other }: Visit): Promise<void> {
  const readies = async () => (await toldBy(page, 'two', 'ready')).length;
  const before = await readies();
  await page.evaluate(() => document.getElementById('two')?.setAttribute('lesson', 'slow-clients'));
  await bringUp(page, '#two');
  await until('the other lesson', async () => (await readies()) > before);
  const now = await page.evaluate(() => window.history.length);
  confirm(now === entries, `${now - entries} entries were added to the history`);
  await page.goBack();
  await until('the page before', async () => page.url() === docs + other);
}

async function bearsPolicy(page: Page, strict: string): Promise<void> {
  const { origin } = new URL(strict);
  await page.goto(strict);
  await hears(page, 'one', 'resize');
  await bringUp(page, '#two');
  await hears(page, 'two', 'ready');
  // What the host itself has inline is refused as well, and is its own affair.
  const refused = await page.evaluate(() => (window as unknown as { refused: string[] }).refused);
  const ours = refused.filter(
    (each) => each.includes('embed.v1.js') || each.includes('/roundtrip/'),
  );
  confirm(ours.length === 0, `refused to us on ${origin}: ${ours.join('; ')}`);
}
