import { readFileSync } from 'node:fs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { scoreOf } from '../../src/lesson/evidence/score.ts';
import { EVERY_KIND, everyKind } from '../lesson/everyKind.ts';
import { classOf30, type MadeLearner } from '../lesson/evidence/classOf30.ts';
import { sourceOf } from '../lesson/evidence/walks.ts';
import { courseLesson } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';

const lesson = courseLesson('slow-clients.yaml');
const made = classOf30(lesson, sourceOf(lesson), 11);

const fileOf = (name: string, text: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text as string),
});
const choose = (page: Page, files: ReturnType<typeof fileOf>[]) =>
  page.getByLabel('Files of answers').setInputFiles(files);
const rowsOf = (page: Page) => page.locator('.app-classTable tbody tr');

test('thirty files become one table, judged by simulation, with a histogram for each question', async ({
  open,
}) => {
  const { page, problems, strangers } = await open('#/class');
  // Twenty-five as files, five in a ZIP file, one of them twice.
  const packed = Object.fromEntries(made.slice(25).map(({ file, text }) => [file, strToU8(text)]));
  await choose(page, [
    ...made.slice(0, 25).map(({ file, text }) => fileOf(file, text)),
    fileOf('rest.zip', zipSync(packed)),
    fileOf('again.json', (made[0] as MadeLearner).text),
  ]);
  await expect.poll(() => rowsOf(page).count()).toBe(30);
  expect(await page.locator('.app-classDrop [role=status]').innerText()).toBe(
    '30 files were taken. 1 was here already, word for word.',
  );
  // Names are text, whatever they hold.
  await page.getByRole('rowheader', { name: '<img src=x onerror=alert(1)>' }).waitFor();
  expect(await page.locator('main img').count()).toBe(0);

  // By points, the best first: what Node makes of the same files.
  const byPoints = page.getByRole('button', { name: 'Points' });
  await byPoints.press('Enter');
  await byPoints.press('Enter');
  const points = made.map(({ evidence }) => scoreOf(evidence.answers).percent);
  expect(
    await rowsOf(page).evaluateAll((rows) =>
      rows.map((row) => Number(row.querySelector('td')?.firstChild?.textContent)),
    ),
  ).toEqual([...points].sort((a, b) => b - a));

  // The first question is a choice: its bars count what the learners chose.
  const first = made.map(({ evidence }) => evidence.answers[0]?.first);
  const counts = await page
    .locator('.app-classChart')
    .first()
    .locator('.app-classCount')
    .allInnerTexts();
  expect(counts.map(Number)).toEqual(
    counts.map((_, i) => first.filter((a) => a?.kind === 'choice' && a.option === i).length),
  );
  expect(await page.locator('.app-classChart').count()).toBe(made[0]?.evidence.answers.length);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the table (CSV)' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8');
  expect(csv).toContain('"\'=HYPERLINK(""http://x"")"');
  expect(csv.split('\r\n')).toHaveLength(2 + 30 * (made[0]?.evidence.answers.length ?? 0));
  expect(problems).toEqual([]);
  expect(strangers).toEqual([]);
});

test('files that are none are refused one by one with a clear word, and the others count', async ({
  open,
}) => {
  const { page, problems } = await open('#/class');
  const one = made[7] as MadeLearner;
  const changed = JSON.parse(one.text);
  const asked = changed.answers.findIndex((answer: { first: unknown }) => answer.first);
  changed.learner = 'Mallory';
  changed.answers[asked].first = { kind: 'choice', option: 77 };
  await choose(page, [
    fileOf('good.json', one.text),
    fileOf('cut.json', one.text.slice(0, 200)),
    fileOf('deep.json', '['.repeat(90_000)),
    fileOf('large.json', ' '.repeat(400_000)),
    fileOf('picture.png', 'PNG'),
    fileOf('progress.json', '{"format":"roundtrip progress","version":1}'),
    fileOf('changed.json', JSON.stringify(changed)),
    fileOf('bomb.zip', zipSync({ 'zeros.json': new Uint8Array(30_000_000) })),
    fileOf('<b>.json', '{}'),
  ]);
  await expect.poll(() => rowsOf(page).count()).toBe(1);
  const words = await page.locator('.app-trouble').allInnerTexts();
  const said = words.join('\n');
  for (const each of [
    '7 files do not count; the others do.',
    'cut.json',
    'is not JSON',
    'is nested deeper than any file of answers',
    'is larger than any file of answers',
    'these end in .json',
    'bomb.zip/zeros.json',
    '<b>.json',
    'changed.json · answers',
    'it was changed after it was saved',
  ])
    expect(said).toContain(each);
  expect(problems).toEqual([]);
});

test('of two files of one learner the latest counts, and one may choose otherwise', async ({
  open,
}) => {
  const { page } = await open('#/class');
  const one = made[3] as MadeLearner;
  const later = {
    ...JSON.parse(one.text),
    learner: ' שרה ',
    writtenAt: '2031-01-01T00:00:00.000Z',
  };
  await choose(page, [fileOf('a.json', one.text), fileOf('b.json', JSON.stringify(later))]);
  await page
    .getByText('b.json · not finished · 1 other file left out')
    .or(page.getByText('b.json · 1 other file left out'))
    .waitFor();
  await page.getByLabel('Of several files of one learner').selectOption('all');
  await expect.poll(() => rowsOf(page).count()).toBe(2);
});

test('answers to a lesson of one’s own are judged once its file is here too', async ({ open }) => {
  const own = everyKind();
  const { page, problems } = await open('#/class');
  await choose(
    page,
    classOf30(own, sourceOf(own), 5)
      .slice(0, 4)
      .map(({ file, text }) => fileOf(file, text)),
  );
  await page.getByText(/is not of the course/).waitFor();
  expect(await page.locator('.app-classChart').count()).toBe(0);
  // JSON is YAML too.
  await choose(page, [
    fileOf('every-kind.yaml', JSON.stringify(EVERY_KIND)),
    fileOf('broken.yaml', 'id: [x'),
  ]);
  await page.locator('.app-classChart').first().waitFor();
  expect(await page.getByText(/is not of the course/).count()).toBe(0);
  expect(await page.locator('.app-trouble').innerText()).toContain('broken.yaml');
  expect(problems).toEqual([]);
});

test('a lesson is handed out as one file and as a package, each with that lesson in it', async ({
  open,
}) => {
  const { page, problems } = await open('#/class');
  await page.getByLabel('Lesson', { exact: true }).selectOption('slow-clients');
  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
  };
  const file = await saved('Download as one file (.html)');
  expect(file.name).toBe('slow-clients.html');
  expect(file.content.toString()).toContain(`<title>${lesson.title}</title>`);
  expect(file.content.toString()).toContain('"platform":null');
  await page.getByLabel('Passed from a number of points on').check();
  const scorm = await saved('Download for a learning platform (SCORM 1.2)');
  expect(scorm.name).toBe('slow-clients-scorm12.zip');
  const inside = unzipSync(new Uint8Array(scorm.content));
  const manifest = new TextDecoder().decode(inside['imsmanifest.xml']);
  expect(manifest).toContain('<adlcp:masteryscore>60</adlcp:masteryscore>');
  expect(new TextDecoder().decode(inside['index.html'])).toContain('"platform":"scorm12"');
  expect(problems).toEqual([]);
});
