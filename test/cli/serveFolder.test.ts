import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedFolder, serveFolder } from '../../src/cli/serveFolder.ts';

const SCRIPT = 'export const answer = 42;\n'.repeat(400);

let parent: string;
let site: ServedFolder;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(parent, 'site'));
  writeFileSync(join(parent, 'site', 'index.html'), '<!doctype html>');
  writeFileSync(join(parent, 'site', 'app.js'), SCRIPT);
  writeFileSync(join(parent, 'site', 'card.png'), SCRIPT);
  writeFileSync(join(parent, 'secret.txt'), 'outside');
  site = await serveFolder({ folder: join(parent, 'site'), mount: '/docs/tool/' });
});

afterAll(async () => {
  await site.close();
  rmSync(parent, { recursive: true });
});

/** The status for a request target sent as it is; `fetch` would tidy `..` away before sending. */
function statusOf(path: string, method = 'GET'): Promise<number | undefined> {
  const { port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('a folder is its index.html', async () => {
  const response = await fetch(site.url);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toBe('<!doctype html>');
});

test.each([
  '/',
  '/docs/tool',
  '/docs/tool/none.js',
  '/docs/tool/../secret.txt',
  '/docs/tool/%2e%2e/secret.txt',
  '/docs/tool//etc/passwd',
  '/docs/tool/%00',
  '/docs/tool/%zz',
])('%s is not found', async (path) => {
  expect(await statusOf(path)).toBe(404);
});

test('a query does not change which file it is', async () => {
  expect(await statusOf('/docs/tool/index.html?at=3.2s')).toBe(200);
});

test('only reading is allowed', async () => {
  expect(await statusOf('/docs/tool/', 'POST')).toBe(405);
});

/** How a file comes over the wire: its encoding, and its bytes as they were sent. */
function sent(
  path: string,
  accepts?: string,
): Promise<{ encoding: string | undefined; vary: string | undefined; bytes: Buffer }> {
  const { port } = new URL(site.url);
  const headers = accepts === undefined ? {} : { 'accept-encoding': accepts };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { 'content-encoding': encoding, vary } = response.headers;
        resolve({ encoding, vary, bytes: Buffer.concat(parts) });
      });
    })
      .on('error', reject)
      .end();
  });
}

test.each(['gzip', 'br;q=1.0, gzip;q=0.8', 'deflate,gzip'])(
  'text goes gzipped to who accepts %s',
  async (accepts) => {
    const { encoding, vary, bytes } = await sent('/docs/tool/app.js', accepts);
    expect([encoding, vary]).toEqual(['gzip', 'accept-encoding']);
    expect(bytes.length).toBeLessThan(SCRIPT.length / 4);
    expect(gunzipSync(bytes).toString()).toBe(SCRIPT);
  },
);

test.each([undefined, 'identity', 'br', 'gzip;q=0', 'gzip;q=0, br'])(
  'text goes as it is to who accepts %s',
  async (accepts) => {
    const { encoding, vary, bytes } = await sent('/docs/tool/app.js', accepts);
    expect([encoding, vary]).toEqual([undefined, 'accept-encoding']);
    expect(bytes.toString()).toBe(SCRIPT);
  },
);

test('what is compressed already is not compressed again', async () => {
  const { encoding, bytes } = await sent('/docs/tool/card.png', 'gzip');
  expect(encoding).toBeUndefined();
  expect(bytes.length).toBe(SCRIPT.length);
});
