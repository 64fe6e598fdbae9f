import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readParameters, WITHOUT } from '../../src/embed/parameters.ts';
import { test } from './builtSite.ts';

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const clock = (page: Page) => page.locator('.panel-clock b').innerText();

test.for(['#/lesson/one-request/step-1', '#/sandbox'])(
  '%s: Share copies the link of this very moment and request',
  async (hash, { open }) => {
    const { page } = await open(hash, CLIPBOARD);
    await page.getByRole('button', { name: /^Look at #/ }).click();
    for (let press = 0; press < 5; press++)
      await page.getByRole('button', { name: 'Step forward one event' }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Link to this moment copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());

    const other = await open(new URL(link).hash);
    await other.page.getByRole('heading', { name: /Request #1/ }).waitFor();
    await expect.poll(() => clock(other.page)).toBe(await clock(page));
    // The same link where its page is open already.
    await other.page.getByRole('button', { name: 'Jump to the start' }).click();
    for (const address of [hash.replace(/step-1$/, 'step-1?'), new URL(link).hash])
      await other.page.evaluate((to) => {
        location.hash = to;
      }, address);
    await expect.poll(() => clock(other.page)).toBe(await clock(page));
    expect(other.problems).toEqual([]);
  },
);

const LESSON = '#/lesson/slow-clients/step-4?skip=yes';

async function openShare(page: Page, tab?: string): Promise<void> {
  await page.locator('.stage').waitFor();
  await page.getByRole('button', { name: 'Share' }).click();
  if (tab) await page.getByRole('tab', { name: tab }).click();
}

test('the frame to paste is the page of the preview, with the options chosen', async ({ open }) => {
  const { page, problems } = await open(LESSON);
  await openShare(page, 'Embed');
  await page.getByRole('combobox', { name: 'Theme', exact: true }).selectOption('dark');
  await page.getByRole('combobox', { name: 'Shows' }).selectOption('compact');
  await page.getByRole('checkbox', { name: 'at this moment, 4.206 s' }).check();
  await page.getByRole('spinbutton', { name: 'Height, px' }).fill('500');
  await page.getByRole('checkbox', { name: 'the knobs' }).check();
  await expect
    .poll(() => page.getByLabel('Copy this into the page').inputValue())
    .toContain('lock=knobs');
  const pasted = await page.getByLabel('Copy this into the page').inputValue();
  const host = await page.context().newPage(); // one without this site's policy
  const src = await host.evaluate((html) => {
    const frame = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
    return frame?.src ?? '';
  }, pasted);
  const { options, problems: wrong } = readParameters(new URL(src).search);
  expect(wrong).toEqual([]);
  expect(options).toEqual({
    ...WITHOUT,
    step: 4,
    t: 4_206_134,
    theme: 'dark',
    ui: 'compact',
    height: 500,
    lock: ['knobs'],
  });
  const preview = page.locator('.share-preview iframe');
  await expect.poll(() => preview.getAttribute('src')).toBe(src);
  await preview.contentFrame().getByRole('button', { name: 'Load the simulation' }).waitFor();
  // Each option draws the preview anew, which ends what was still being fetched for the one before.
  expect(problems.filter((each) => !each.endsWith('net::ERR_ABORTED'))).toEqual([]);

  await page.bringToFront();
  await page.keyboard.press('Escape');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Share');
}, 60_000);

test('the picture of the moment is saved as pixels and as a drawing that says what it is', async ({
  open,
}) => {
  const { page, problems, strangers } = await open(LESSON);
  await openShare(page, 'Picture');
  const [png] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as PNG' }).click(),
  ]);
  const bytes = await readFile(await png.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2400, 1350]);
  const colours = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 240;
    canvas.height = 135;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0, 240, 135);
    const { data: pixels } = context.getImageData(0, 0, 240, 135);
    const seen = new Set<number>();
    for (let i = 0; i < pixels.length; i += 4)
      seen.add(((pixels[i] ?? 0) << 16) | ((pixels[i + 1] ?? 0) << 8) | (pixels[i + 2] ?? 0));
    return seen.size;
  }, bytes.toString('base64'));
  expect(colours).toBeGreaterThan(50);

  const [svg] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as SVG' }).click(),
  ]);
  const drawing = await readFile(await svg.path(), 'utf8');
  for (const words of ['Slow clients', '4.21 s', 'Gunicorn', 'worker 1', '#/lesson/slow-clients'])
    expect(drawing).toContain(words);
  expect(drawing).not.toMatch(/var\(|foreignObject|<script/);
  expect(problems).toEqual([]);
  expect(strangers).toEqual([]);
}, 60_000);
