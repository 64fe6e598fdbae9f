import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedFolder, serveFolder } from '../../src/cli/serveFolder.ts';

let parent: string;
let site: ServedFolder;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(parent, 'site'));
  writeFileSync(join(parent, 'site', 'index.html'), '<!doctype html>');
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
