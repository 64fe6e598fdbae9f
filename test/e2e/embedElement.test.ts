import { expect } from 'vitest';
import { test } from './builtSite.ts';
import { heard, openHost } from './embedHost.ts';

const FALLBACK = '<a href="https://example.org/">How can two slow phones stall a site?</a>';
const element = (site: string, attributes = '', type = 'async') =>
  `<script ${type} src="${site}embed.v1.js"></script><request-roundtrip lesson="slow-clients" load="now" ${attributes}>${FALLBACK}</request-roundtrip>`;

test('the element works under a strict policy, sizes itself and mirrors messages', async ({
  open,
  siteUrl,
}) => {
  const { page, problems } = await open('lesson/slow-clients/index.html');
  const { origin } = new URL(siteUrl);
  await openHost(
    page,
    element(siteUrl, 'ui="compact" id="mine"'),
    `default-src 'none'; script-src ${origin}; frame-src ${origin}`,
  );
  expect(await heard(page, 'ready')).toMatchObject({ frame: 'mine', lesson: 'slow-clients' });
  const height = () =>
    page.locator('request-roundtrip iframe').evaluate((each) => each.clientHeight);
  await expect.poll(height).toBeGreaterThan(500);
  expect(await page.getByText('How can two slow phones').isVisible()).toBe(false);
  const result = await page.evaluate(async () => {
    const mine = document.querySelector('request-roundtrip') as HTMLElement & {
      getState(): Promise<string>;
    };
    const stepped = new Promise<number>((resolve) =>
      document.addEventListener('roundtrip:step', (event) =>
        resolve((event as CustomEvent<{ step: number }>).detail.step),
      ),
    );
    mine.setAttribute('step', '2');
    return { step: await stepped, state: await mine.getState() };
  });
  expect(result.step).toBe(2);
  expect(result.state).toMatch(/^1\.slow-clients\./);
  expect(problems.filter((each) => !each.includes('icon.svg: net::ERR_ABORTED'))).toEqual([]);
});

test('included as a module it is the same', async ({ open, siteUrl }) => {
  const { page } = await open('lesson/slow-clients/index.html');
  await page.route('**/embed.v1.js', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-allow-origin': '*' };
    await route.fulfill({ response, headers });
  });
  await openHost(page, element(siteUrl, '', 'type="module"'));
  await heard(page, 'ready');
});

const DARK: readonly (readonly [string, string])[] = [
  ['Furo, Docusaurus, Starlight', `document.documentElement.dataset.theme = 'dark'`],
  ['MkDocs Material, Zensical', `document.body.dataset.mdColorScheme = 'slate'`],
  ['VitePress', `document.documentElement.classList.add('dark')`],
  ['color-scheme', `document.documentElement.style.colorScheme = 'dark'`],
];
test.for(DARK)('follows the theme of %s', async ([, makeDark], { open, siteUrl }) => {
  const { page } = await open('lesson/slow-clients/index.html');
  await openHost(page, element(siteUrl, 'load="click"').replace(' load="now"', ''));
  const theme = async () => {
    const frame = page.frames()[1];
    return frame?.evaluate(() => document.documentElement.dataset.theme);
  };
  await expect.poll(theme).toBe('light');
  await page.evaluate(makeDark);
  await expect.poll(theme).toBe('dark');
});

test('on paper and without scripts its fallback is there', async ({ open, siteUrl, browser }) => {
  const { page } = await open('lesson/slow-clients/index.html');
  await openHost(page, element(siteUrl));
  await page.locator('request-roundtrip iframe').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('How can two slow phones').isVisible()).toBe(true);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.setContent(element(siteUrl));
  expect(await plain.getByText('How can two slow phones').isVisible()).toBe(true);
  await plain.goto(`${siteUrl}embed/slow-clients/`);
  await plain.getByRole('link', { name: 'Open the whole page' }).waitFor();
  expect(await plain.content()).toMatch(/<noscript>.*needs JavaScript/s);
  await context.close();
});
