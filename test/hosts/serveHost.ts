import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve, sep } from 'node:path';
import type { ServedFolder } from '../../src/cli/serveFolder.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Where the pages of the examples say that the site is, as EMBED.md does. */
const WRITTEN = 'https://example.org/roundtrip/';
/** Where it is on an origin that it shares with the documentation. */
const FOLDER = '/roundtrip/';

/**
 * Serves built documentation on an origin of its own, with the site's real address in it, and the site itself in a folder beside it.
 * @param options.site where the site is; without it, in that folder
 * @param options.isStrict with a content security policy that allows the documentation itself and the site, and nothing inline
 */
export async function serveHost(options: {
  readonly docs: string;
  readonly dist: string;
  readonly site?: string;
  readonly isStrict?: boolean;
}): Promise<ServedFolder> {
  let own = '';
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    const isSite = path.startsWith(FOLDER);
    const file = isSite
      ? fileIn(options.dist, path.slice(FOLDER.length))
      : fileIn(options.docs, path.slice(1));
    if (!file) {
      response.writeHead(404);
      response.end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const site = options.site ?? `${own}${FOLDER}`;
    const origin = new URL(site).origin;
    const body = readFileSync(file);
    response.writeHead(200, {
      'content-type': type,
      ...(options.isStrict && !isSite
        ? {
            'content-security-policy': `default-src 'self'; script-src 'self' ${origin}; frame-src ${origin}; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'`,
          }
        : {}),
    });
    // In scripts as well: generators that draw pages in the browser have the text of the page in them.
    const hasAddress = !isSite && /^text\/(?:html|javascript)/.test(type);
    response.end(hasAddress ? body.toString('utf8').replaceAll(WRITTEN, site) : body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${own}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function fileIn(folder: string, path: string): string | undefined {
  const root = resolve(folder);
  const file = resolve(root, path === '' || path.endsWith('/') ? `${path}index.html` : path);
  return file.startsWith(root + sep) && statSync(file, { throwIfNoEntry: false })?.isFile()
    ? file
    : undefined;
}
