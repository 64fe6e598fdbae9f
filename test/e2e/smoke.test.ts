import { expect } from 'vitest';
import { test } from './builtSite.ts';

test('the built site starts from a sub-folder, asks nobody else and breaks no policy', async ({
  open,
}) => {
  const { page, problems, strangers } = await open();
  await page.locator('#root > *').first().waitFor();
  expect(await page.title()).toContain('Roundtrip');
  expect(strangers).toEqual([]);
  expect(problems).toEqual([]);
});

test('the content policy stops an inline script', async ({ open }) => {
  const { page, problems } = await open();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline script ran"';
    document.head.append(script);
  });
  expect(await page.title()).not.toBe('inline script ran');
  await expect.poll(() => problems.join()).toContain('Content Security Policy');
});
