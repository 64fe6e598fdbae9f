import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from './builtSite.ts';

const NGINX = `http {
  upstream app { server 127.0.0.1:8000; }
  server {
    limit_rate 100k;
    location / {
      proxy_pass http://app;
      proxy_read_timeout 7s;
    }
  }
}
`;
const GUNICORN = "workers = 5\nworker_class = 'gthread'\nthreads = 3\nbind = '127.0.0.1:8000'\n";
const LOG = Array.from(
  { length: 40 },
  (_, i) =>
    `203.0.113.${(i % 9) + 1} - - [10/Oct/2026:13:55:${String(10 + (i >> 1)).padStart(2, '0')} +0000] "GET /shop/${i % 3 ? 'list' : 'cart'} HTTP/1.1" 200 ${2000 + i} "-" "curl/8" 0.1${i % 10}0\n`,
).join('');
const JSON_LOG = Array.from({ length: 20 }, (_, i) =>
  JSON.stringify({
    time: `2026-10-10T13:55:${String(10 + i)}+00:00`,
    request: 'GET /api/items HTTP/1.1',
    status: 200,
    body_bytes_sent: 900,
    request_time: 0.08,
  }),
).join('\n');
const HAR = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'x', version: '1' },
    entries: [0, 1, 2].map((i) => ({
      startedDateTime: `2026-10-10T13:55:1${i}.000Z`,
      time: 120,
      request: { method: 'GET', url: `https://shop.example/p/${i}`, headers: [], bodySize: 0 },
      response: { status: 200, headers: [], content: { size: 5000 }, bodySize: 5000 },
      timings: { send: 1, wait: 100, receive: 19 },
    })),
  },
});

const file = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text as string),
});
const open = (page: Page, ...files: ReturnType<typeof file>[]) =>
  page.locator('input[type=file]').setInputFiles(files);
const workers = (page: Page) => page.getByRole('textbox', { name: 'workers', exact: true });
const notice = (page: Page) => page.getByRole('region', { name: 'What was read' });

test('both configuration files at once: taken over, what is beyond the model is listed by line, one Undo takes all back', async ({
  open: visit,
}) => {
  const { page, problems } = await visit('#/sandbox');
  const before = await workers(page).inputValue();
  await open(page, file('nginx.conf', NGINX), file('gunicorn.conf.py', GUNICORN));
  await notice(page)
    .getByText(/Took over \d+ settings/)
    .waitFor();
  expect(await notice(page).innerText()).toMatch(/nginx\.conf:4.*limit_rate/);
  expect(await workers(page).inputValue()).toBe('5');
  await page.locator('.stage').getByText('worker 5').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => workers(page).inputValue()).toBe(before);
  // What the notice tells of is taken back, and so is the notice.
  await expect.poll(() => notice(page).count()).toBe(0);
  expect(problems).toEqual([]);
});

test.for([
  ['access.log', LOG, 40],
  ['access.json.log', JSON_LOG, 20],
  ['shop.har', HAR, 3],
] as const)('%s becomes the traffic', async ([name, text, count], { open: visit }) => {
  const { page, problems } = await visit('#/sandbox');
  await open(page, file(name, text));
  await notice(page).getByText(`${count} requests`).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => notice(page).count()).toBe(0);
  expect(problems).toEqual([]);
});

test('files dropped on the window are opened too', async ({ open: visit }) => {
  const { page, problems } = await visit('#/sandbox');
  await workers(page).waitFor();
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'gunicorn.conf.py'));
    const drop = (type: string) =>
      window.dispatchEvent(
        new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    drop('dragover');
    drop('drop');
  }, GUNICORN);
  await notice(page)
    .getByText(/Took over \d+ settings/)
    .waitFor();
  expect(await workers(page).inputValue()).toBe('5');
  expect(problems).toEqual([]);
});

test.for([
  ['nginx.conf', 'http {\n  server {\n    listen 80;\n', /nginx\.conf:\d+/],
  ['gunicorn.conf.py', 'workers = (3\nbind = \n', /gunicorn\.conf\.py:\d+/],
  ['gunicorn.conf.py', "workers = 'many'\n", /gunicorn\.conf\.py:1/],
  ['access.log', 'what is this\nno log at all\n', /access\.log/],
  ['shop.har', '{"log":{"entries":"none"}}', /shop\.har|log\.entries/],
  ['shop.har', '{"log":{"entries":[', /shop\.har/],
  ['empty.log', '', /empty/i],
  ['nothing.json', '', /nothing\.json/],
  ['picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /picture\.png/],
] as const)(
  '%s that cannot be read says where and why, and nothing is lost (%#)',
  async ([name, text, said], { open: visit }) => {
    const { page, problems } = await visit('#/sandbox');
    const before = await workers(page).inputValue();
    const address = page.url();
    await open(page, file(name, text));
    const trouble = page.locator('.app-trouble');
    await trouble.waitFor();
    expect(await trouble.innerText()).toMatch(said);
    expect(await workers(page).inputValue()).toBe(before);
    expect(page.url()).toBe(address);
    expect(problems).toEqual([]);
  },
);

test('traffic that is too large for an address: nothing wrong is shared, and a reload finds it again', async ({
  open: visit,
}) => {
  const { page, problems } = await visit('#/sandbox', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  let seed = 1;
  const draw = () => {
    seed = (seed * 48271) % 2147483647;
    return seed;
  };
  const two = (number: number) => String(number % 60).padStart(2, '0');
  const long = Array.from(
    { length: 9000 },
    (_, i) =>
      `203.0.${draw() % 250}.7 - - [10/Oct/2026:13:${two(Math.floor(i / 900))}:${two(draw())} +0000] "GET /p/${'abcdef'[draw() % 6]} HTTP/1.1" 200 ${draw() % 90000} "-" "x" 0.${100 + (draw() % 800)}\n`,
  ).join('');
  await open(page, file('access.log', long));
  await notice(page).getByText('9,000 requests').waitFor({ timeout: 20_000 });
  await expect.poll(() => page.url(), { timeout: 20_000 }).not.toContain('#s=');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText(/Too large for a link/).waitFor();
  await page.reload();
  await expect
    .poll(() => page.getByRole('combobox', { name: /Start from/ }).innerText(), { timeout: 20_000 })
    .toMatch(/Traffic of access\.log/);
  // What was being fetched ahead is cut off by the reload: no fault.
  expect(problems.filter((each) => !each.endsWith('net::ERR_ABORTED'))).toEqual([]);
});
