import { expect } from 'vitest';
import { test } from './builtSite.ts';

const BROKEN: [string, RegExp][] = [
  ['#s=', /could not be opened/],
  ['#s=1.abc', /could not be opened/],
  ['#s=9.abcde.5.hello', /format 9/],
  ['#s=%00%ff', /could not be opened/],
  [`#s=1.${'A'.repeat(50)}`, /could not be opened/],
  ['#/lesson/no-such-lesson', /There is no such lesson/],
  ['#/nowhere?x=1', /There is no such page/],
];

test.for(BROKEN)('%s says what is wrong and the page lives on', async ([hash, words], { open }) => {
  const { page, problems } = await open(hash);
  await page.getByRole('heading', { name: words }).or(page.getByText(words)).first().waitFor();
  await page.getByRole('link', { name: 'Sandbox', exact: true }).click();
  await page.getByRole('heading', { name: 'Sandbox', exact: true }).waitFor();
  await page.locator('.stage').waitFor();
  expect(problems).toEqual([]);
});

test('a knob turned is in the address; the link opens the same world; cut short it says so', async ({
  open,
}) => {
  const { page, problems } = await open('#/sandbox');
  const workers = page
    .getByRole('textbox', { name: /^workers/ })
    .or(page.getByRole('spinbutton', { name: /^workers/ }));
  await workers.first().fill('5');
  await workers.first().press('Enter');
  await page.locator('.stage').getByText('worker 5').waitFor();
  await expect.poll(() => page.url()).toContain('#s=1.');
  const link = page.url();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.locator('.stage').getByText('worker 5').count()).toBe(0);
  // Taken back is taken back in the address too.
  await expect.poll(() => page.url()).not.toBe(link);
  const hash = new URL(link).hash;
  const other = await open(hash);
  await other.page.locator('.stage').getByText('worker 5').waitFor();

  const cut = await open(hash.slice(0, -5));
  await cut.page.getByText(/5 of \d+ characters are missing/).waitFor();
  await cut.page.locator('.stage').waitFor();
  expect([...other.problems, ...cut.problems]).toEqual([]);
  expect(problems).toEqual([]);
});

test('who leaves the sandbox right after a turn of a knob gets the page asked for, however long it takes to come', async ({
  open,
}) => {
  const { page, problems } = await open('#/sandbox');
  // Held until long after the sandbox, which stays meanwhile, would have written its address.
  await page.route(/one-request[^/]*\.js$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  const workers = page
    .getByRole('textbox', { name: /^workers/ })
    .or(page.getByRole('spinbutton', { name: /^workers/ }));
  await workers.first().fill('5');
  await workers.first().press('Enter');
  await page.evaluate(() => {
    window.location.hash = '#/lesson/one-request';
  });
  await page.getByText(/Step 1 of/i).waitFor();
  expect(page.url()).toContain('#/lesson/one-request');
  // What was turned is not lost.
  await page.goBack();
  await page.locator('.stage').getByText('worker 5').waitFor();
  expect(problems).toEqual([]);
});

const file = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

test('files: a good scenario opens; a broken one names place, value and what is allowed; nothing is lost', async ({
  open,
}) => {
  const { page, problems } = await open('#/sandbox');
  const input = page.locator('input[type=file]');
  await input.setInputFiles(
    file('mine.json', JSON.stringify({ title: 'From a file', app: { workers: 4 } })),
  );
  await page.locator('.stage').getByText('worker 4').waitFor();

  await input.setInputFiles(
    file('bad.json', JSON.stringify({ app: { workers: 'lots', timeuot: '3s' } })),
  );
  const alert = page.locator('.app-trouble');
  await expect.poll(() => alert.innerText()).toContain('app.workers');
  expect(await alert.innerText()).toContain('lots');
  expect(await alert.innerText()).toContain('app.timeuot');
  await page.locator('.stage').getByText('worker 4').waitFor();

  await input.setInputFiles(file('mine.yaml', 'title: From YAML\napp:\n  workers: none\n'));
  await expect.poll(() => alert.innerText()).toMatch(/mine\.yaml:3:12 app\.workers/);
  await input.setInputFiles(file('mine.yaml', 'title: From YAML\napp:\n  workers: 5\n'));
  await page.locator('.stage').getByText('worker 5').waitFor();
  await input.setInputFiles(file('lesson.json', JSON.stringify({ id: 'x', steps: 7 })));
  await expect.poll(() => alert.innerText()).toMatch(/steps/);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => alert.allInnerTexts()).toEqual([]);
  expect(problems).toEqual([]);
});

test('a file dropped anywhere opens; a lesson from a file opens under its own address', async ({
  open,
}) => {
  const { page, problems } = await open();
  // As soon as there is a page: what takes files comes a moment later.
  await page.locator('main').waitFor();
  const drop = (name: string, text: string) =>
    page.evaluate(
      ([fileName = '', content = '']) => {
        const carried = new DataTransfer();
        carried.items.add(new File([content], fileName));
        const event = { dataTransfer: carried, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new DragEvent('drop', event));
      },
      [name, text],
    );
  await drop('shop.json', JSON.stringify({ app: { workers: 4 } }));
  await page.locator('.stage').getByText('worker 4').waitFor();

  const lesson = {
    id: 'mine',
    title: 'My lesson',
    question: 'Who answers?',
    minutes: 1,
    answer: 'The one worker does.',
    sources: [{ name: 'The model', rule: 'L1', says: 'one backlog feeds all workers' }],
    runs: {
      only: {
        title: 'One',
        scenario: { app: { workers: 1 } },
        expect: [{ metric: 'answered of visitors', atLeast: 1 }],
      },
    },
    steps: [
      {
        kind: 'predict',
        id: 'guess',
        say: 'One worker.',
        ask: 'How many answers?',
        answer: 'answered of visitors',
      },
      { kind: 'run', say: 'Watch.' },
      { kind: 'explain', say: 'So it is.', reveals: 'guess' },
    ],
  };
  await drop('renamed.json', JSON.stringify(lesson));
  await page.getByText('How many answers?').waitFor();
  expect(page.url()).toContain('#/lesson/mine');
  await page.getByRole('textbox', { name: 'How many answers?' }).fill('50');
  await page.getByRole('button', { name: 'Run it and see' }).click();
  await page.getByRole('button', { name: 'Skip to the end' }).click();
  await page.getByRole('button', { name: 'Next →' }).click();
  await page.getByText('What happened').waitFor();
  expect(problems).toEqual([]);
});
