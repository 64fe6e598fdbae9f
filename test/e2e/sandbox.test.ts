import { expect } from 'vitest';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { walkLesson } from './walkLesson.ts';
import { whole } from './whole.ts';

test('the last step of a lesson opens its own scenario in the sandbox, and Back returns to the lesson', async ({
  open,
}) => {
  const { page, problems } = await open('#/lesson/slow-clients', { reducedMotion: 'reduce' });
  const step = page.locator('.app-step');
  await walkLesson(page, courseLesson('slow-clients.yaml'), {
    hand: 'mouse',
    isRight: true,
    reloadAt: -1,
  });
  await step.getByText('Lesson done').waitFor();
  const lessonUrl = page.url();

  await step.getByRole('link', { name: 'Open it in the sandbox' }).click();
  await page.getByRole('heading', { name: 'Sandbox', exact: true }).waitFor();
  await page.locator('.stage').getByText('worker 3').waitFor();
  await page.goBack();
  await step.waitFor();
  expect(page.url()).toBe(lessonUrl);

  await page.getByRole('link', { name: 'Learn' }).click();
  await page.getByText('✓ done').waitFor();

  // Read again from its first step, it stays done.
  await page.getByRole('link', { name: /slow clients/i }).click();
  await step.getByRole('button', { name: 'Finish' }).click();
  await step.getByRole('button', { name: 'Start again' }).click();
  await step.getByText(/Step 1 of/i).waitFor();
  await page.getByRole('link', { name: 'Learn' }).click();
  await page.getByText('✓ done').waitFor();
  expect(problems).toEqual([]);
}, 120_000);

test('a setting that cannot be is answered beside its knob, and the last good run stays', async ({
  open,
}) => {
  const { page, problems } = await open('#/sandbox');
  const workers = page.getByRole('textbox', { name: /^workers/ });
  await whole(page);
  await workers.fill('0');
  await workers.press('Enter');
  await expect.poll(() => page.locator('.app-knobs').innerText()).toMatch(/1 to 512/);
  expect(await page.locator('.stage').getByText('worker 2').count()).toBe(1);
  expect(problems).toEqual([]);
});

test('a long run shows how far it is and can be cancelled; something is always on the stage', async ({
  open,
}) => {
  const { page, problems } = await open('#/sandbox');
  await page.getByRole('button', { name: 'Open file' }).waitFor();
  await whole(page);
  const long = {
    title: 'Long',
    duration: '10min',
    clients: [{ name: 'many', arrivals: { rate: '1000/s' } }],
    app: { workers: 12 },
    hosts: { web: { cores: 16 }, db: { cores: 16 } },
  };
  await page.locator('input[type=file]').setInputFiles({
    name: 'long.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(long)),
  });
  await page.getByRole('progressbar', { name: 'Simulating' }).waitFor();
  expect(await page.locator('.stage').count()).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('The run was cancelled').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.getByText('The run was cancelled').count()).toBe(0);
  expect(problems).toEqual([]);
});
