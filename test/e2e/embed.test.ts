import { describe, expect } from 'vitest';
import { encodeLink } from '../../src/scenario/link.ts';
import { test } from './builtSite.ts';
import { frameOf, heard, openHost, say, toldTo } from './embedHost.ts';

/** A page of the site without scripts: nothing of it is under way when the test goes on. */
const START = 'lesson/slow-clients/index.html';

/** Leaving that page may cut off its icon. */
const isOurs = (problem: string) => !problem.includes('icon.svg: net::ERR_ABORTED');

const frame = (site: string, name: string, query = '', lesson = 'slow-clients') =>
  `<iframe name="${name}" title="${name}" sandbox="allow-scripts" style="width:100%;border:0" src="${site}embed/${lesson}/?${query}"></iframe>`;

describe('a lesson in a frame with sandbox="allow-scripts" alone', () => {
  test('shows question, picture, button and link in its first 3 kB, and loads nothing more until it is asked', async ({
    open,
    siteUrl,
  }) => {
    const answer = await fetch(`${siteUrl}embed/slow-clients/`);
    const head = (await answer.text()).slice(0, 3000);
    for (const part of ['<title>', '<h1>', '<picture>', 'id="load"', 'index.html#/lesson/'])
      expect(head).toContain(part);
    const { page, problems } = await open(START);
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/assets/embed/')) scripts.push(request.url());
    });
    await openHost(page, `<input id="own" autofocus>${frame(siteUrl, 'f')}`);
    await heard(page, 'resize');
    expect(scripts).toHaveLength(1);
    expect(problems.filter(isOurs)).toEqual([]);
    await frameOf(page, 'f').getByRole('button', { name: 'Load the simulation' }).click();
    expect(await heard(page, 'ready')).toMatchObject({ lesson: 'slow-clients', step: 1, of: 15 });
    // It sizes itself to all of its content.
    await expect
      .poll(() =>
        frameOf(page, 'f').evaluate(
          () => document.documentElement.scrollHeight - window.innerHeight,
        ),
      )
      .toBe(0);
    expect(problems.filter(isOurs)).toEqual([]);
  });

  test('on a slow line the poster is there before the first script', async ({ open, siteUrl }) => {
    const { page } = await open(START);
    const release: (() => void)[] = [];
    await page.route('**/assets/embed/**', async (route) => {
      await new Promise<void>((go) => release.push(go));
      await route.continue();
    });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    });
    page.goto(`${siteUrl}embed/slow-clients/`).catch(() => {});
    const button = page.getByRole('button', { name: 'Load the simulation' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => release.length).toBe(1);
    for (const go of release) go();
    await expect.poll(() => button.isEnabled()).toBe(true);
  });

  test('takes no focus, scrolls nothing, leaves one entry in the history and lets the browser’s Back leave', async ({
    open,
    siteUrl,
  }) => {
    const { page } = await open(START);
    await openHost(
      page,
      `<input id="own" autofocus><div style="height:1500px">words</div>${frame(siteUrl, 'f', 'load=now')}<div style="height:1500px">more</div>`,
    );
    const before = await page.evaluate(() => window.history.length);
    // Browsers draw no frame that is out of sight.
    await page.locator('iframe').evaluate((each) => each.scrollIntoView());
    const top = await page.evaluate(() => window.scrollY);
    await heard(page, 'ready');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('own');
    const lesson = frameOf(page, 'f');
    const click = (name: string | RegExp) =>
      lesson.getByRole('button', { name }).evaluate((each: HTMLElement) => each.click());
    await click('Next →');
    await expect.poll(async () => (await heard(page, 'step')).step).toBe(2);
    await lesson.getByRole('radio').nth(1).waitFor();
    await lesson
      .getByRole('radio')
      .nth(1)
      .evaluate((each: HTMLElement) => each.click());
    const run = lesson.getByRole('button', { name: 'Run it and see' });
    await expect
      .poll(() => run.getAttribute('aria-disabled').then((said) => said !== 'true'))
      .toBe(true);
    await expect.poll(() => run.isEnabled()).toBe(true);
    await click('Run it and see');
    expect(await heard(page, 'predict')).toMatchObject({
      step: 2,
      answer: { kind: 'choice', option: 1 },
    });
    await expect.poll(async () => (await heard(page, 'step')).step).toBe(3);
    await click('← Back');
    await expect.poll(async () => (await heard(page, 'step')).step).toBe(2);
    expect(await page.evaluate(() => window.history.length)).toBe(before);
    expect(await page.evaluate(() => window.scrollY)).toBe(top);
    await page.goto('about:blank');
    await page.goBack();
    expect(page.url()).toMatch(/^http:\/\/127/);
  });

  test('is walked into and out of with the keyboard', async ({ open, siteUrl }) => {
    const { page } = await open(START);
    await openHost(
      page,
      `<button id="before">before</button>${frame(siteUrl, 'f', 'ui=compact')}<button id="after">after</button>`,
    );
    await heard(page, 'resize');
    await page.locator('#before').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heard(page, 'ready');
    // Whoever pressed the button goes on from where it was, not from the top of the page.
    await expect
      .poll(() => frameOf(page, 'f').evaluate(() => document.activeElement?.id))
      .toBe('embed');
    let presses = 0;
    while (presses++ < 120 && (await page.evaluate(() => document.activeElement?.id)) !== 'after')
      await page.keyboard.press('Tab');
    expect(presses).toBeGreaterThan(5);
    expect(presses).toBeLessThan(120);
  });

  test('answers commands, refuses what is malformed and a state of another lesson', async ({
    open,
    siteUrl,
  }) => {
    const { page } = await open(START);
    await openHost(page, frame(siteUrl, 'f', 'load=now&them=dark'));
    expect(await heard(page, 'error')).toMatchObject({ problems: [{ at: 'them' }] });
    await heard(page, 'ready');
    const refusal = async (message: object, id: string, at: string, words: string) => {
      await say(page, 'f', { roundtrip: 1, id, ...message });
      await expect.poll(async () => (await heard(page, 'error')).id).toBe(id);
      const { problems } = (await heard(page, 'error')) as unknown as {
        problems: { at: string; message: string }[];
      };
      expect(problems[0]?.at).toBe(at);
      expect(problems[0]?.message).toContain(words);
    };
    await refusal({ type: 'dance' }, '1', 'type', 'no such message');
    await refusal({ type: 'goto', step: 99 }, '2', 'step', '1 to 15');
    await refusal({ type: 'setLang', lang: 'tlh' }, '3', 'lang', 'no words');
    await refusal({ type: 'setState', state: '1.buffering.aaaaa.1.A' }, '4', 'state', 'buffering');
    await refusal({ type: 'setState', state: 'x' }, '5', 'state', 'not the state');
    await say(page, 'f', { roundtrip: 1, type: 'goto', step: 2 });
    await expect.poll(async () => (await heard(page, 'step')).step).toBe(2);
    await refusal({ type: 'play' }, '6', 'type', 'guess');
    await say(page, 'f', { roundtrip: 1, type: 'getState', id: '7' });
    // It is told of its own accord as well, without an id.
    const asked = async () => (await toldTo(page)).find(({ id }) => id === '7');
    await expect.poll(asked).toMatchObject({ type: 'state' });
    const state = (await asked())?.state;
    await say(page, 'f', { roundtrip: 1, type: 'goto', step: 1 });
    await expect.poll(async () => (await heard(page, 'step')).step).toBe(1);
    await say(page, 'f', { roundtrip: 1, type: 'setState', state });
    await expect.poll(async () => (await heard(page, 'step')).step).toBe(2);
    await say(page, 'f', { roundtrip: 1, type: 'setTheme', theme: 'dark' });
    const lesson = frameOf(page, 'f');
    await expect
      .poll(() => lesson.evaluate(() => document.documentElement.dataset.theme))
      .toBe('dark');
  });

  test('two on one page are none of each other’s business', async ({ open, siteUrl }) => {
    const { page, problems } = await open(START);
    await openHost(
      page,
      frame(siteUrl, 'one', 'load=now&ui=compact') + frame(siteUrl, 'two', 'load=now&ui=compact'),
    );
    await heard(page, 'ready', 'one');
    await heard(page, 'ready', 'two');
    await say(page, 'one', { roundtrip: 1, type: 'goto', step: 2 });
    await expect.poll(async () => (await heard(page, 'step', 'one')).step).toBe(2);
    const two = (await toldTo(page)).filter((each) => each.frame === 'two' && each.type === 'step');
    expect(two.map(({ step }) => step)).toEqual([1]);
    expect(problems.filter(isOurs)).toEqual([]);
  });
});

describe('an embedded lesson', () => {
  test('needs no storage: where it throws, nothing breaks', async ({ open, siteUrl }) => {
    const { page, problems } = await open(START);
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('forbidden', 'SecurityError');
          },
        });
    });
    await page.goto(`${siteUrl}embed/slow-clients/?load=now&step=2`);
    await page.getByText('Step 2 of 15').waitFor();
    await page.getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Run it and see' }).click();
    await page.getByText('Step 3 of 15').waitFor();
    expect(problems.filter(isOurs)).toEqual([]);
  });

  test.for(['full', 'compact', 'view'])('as %s fits 320 px', async (ui, { open, siteUrl }) => {
    const { page, problems } = await open(START, { viewport: { width: 320, height: 640 } });
    await page.goto(`${siteUrl}embed/slow-clients/?load=now&ui=${ui}`);
    await page.locator('.app-stageHold .stage').waitFor();
    await page.locator('.app-transport button').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await page.locator('.app-tabs').count()).toBe(ui === 'full' ? 1 : 0);
    expect(await page.locator('.app-step').isVisible()).toBe(ui !== 'view');
    expect(problems.filter(isOurs)).toEqual([]);
  });

  test('leaves out what is hidden, stays at its step and keeps locked knobs, as it is asked to', async ({
    open,
    siteUrl,
  }) => {
    const { page } = await open(START);
    await page.goto(
      `${siteUrl}embed/slow-clients/?load=now&lock=steps,seeds&hide=title,link,caption&table=yes&panels=logs`,
    );
    await page.getByRole('tab', { name: 'Logs' }).waitFor();
    expect(await page.getByRole('tab').count()).toBe(1);
    expect(await page.locator('.embed-bar').isVisible()).toBe(false);
    expect(await page.locator('.app-caption').isVisible()).toBe(false);
    expect(await page.getByText('Chance: as told').count()).toBe(0);
    await page.locator('.app-stageHold table').waitFor();
    await page.getByRole('button', { name: 'Next →' }).click({ force: true });
    expect(await page.getByText('Step 1 of 15').count()).toBe(1);
  });

  test('of a scenario in the address is shown; one that is broken is told', async ({
    open,
    siteUrl,
  }) => {
    const { page } = await open(START);
    const scenario = {
      duration: '2s',
      clients: [{ name: 'fast', link: 'fibre', arrivals: { rate: '5/s' }, asks: 'home' }],
      routes: [{ name: 'home', path: '/', response: '20kB', cpu: '5ms' }],
    };
    const state = `#${encodeLink({ scenario })}`;
    await page.goto(`${siteUrl}embed/scenario/?ui=view${state}`);
    await page.locator('.app-stageHold .stage').waitFor();
    await page.goto(`${siteUrl}embed/scenario/?ui=full#s=1.broken`);
    await page.getByRole('alert').getByText('link').waitFor();
  });
});
