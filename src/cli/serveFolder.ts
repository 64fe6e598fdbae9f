import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Pictures and fonts are compressed already. */
const TEXT = /^(?:text\/|application\/(?:json|manifest)|image\/svg)/;

export interface ServedFolder {
  /** Where the folder's index.html is, with a slash at the end. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the files of a folder over HTTP to this machine only, as the plainest docs host would: text gzipped for
 * those who accept it, no rewriting, no fallback page, no extra headers a site could come to depend on.
 *
 * @param options.mount path the folder appears under, such as `/docs/roundtrip/`; everything else is 404
 * @param options.port 0 picks a free port
 * @throws if the port is taken
 */
export async function serveFolder(options: {
  folder: string;
  mount?: string;
  port?: number;
}): Promise<ServedFolder> {
  const { folder, mount = '/', port = 0 } = options;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const file = fileFor(request.url ?? '/', folder, mount);
    if (!file) return refuse(response, 404);
    const type = CONTENT_TYPES[extname(file)] ?? 'application/octet-stream';
    const isGzipped = TEXT.test(type) && acceptsGzip(request);
    response.writeHead(200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      ...(TEXT.test(type) ? { vary: 'accept-encoding' } : {}),
      ...(isGzipped ? { 'content-encoding': 'gzip' } : {}),
    });
    if (request.method === 'HEAD') return response.end();
    // A reader that fails half-way must not leave the visitor waiting: pipeline closes the connection.
    const done = () => {};
    const source = createReadStream(file);
    if (isGzipped) pipeline(source, createGzip(), response, done);
    else pipeline(source, response, done);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}${mount}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** The file a request target names, or undefined if there is none inside the folder. */
function fileFor(target: string, folder: string, mount: string): string | undefined {
  const root = resolve(folder);
  try {
    const path = decodeURIComponent(target.replace(/[?#].*$/s, ''));
    if (!path.startsWith(mount)) return undefined;
    const wanted = path.slice(mount.length);
    const file = resolve(
      root,
      wanted === '' || wanted.endsWith('/') ? `${wanted}index.html` : wanted,
    );
    const isInside = file.startsWith(root + sep);
    return isInside && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined; // a malformed escape, a NUL byte or no such file
  }
}

/** Whether the visitor takes gzip; `gzip;q=0` says no. */
function acceptsGzip({ headers }: IncomingMessage): boolean {
  const accepted = String(headers['accept-encoding'] ?? '');
  return /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))/i.test(accepted);
}

function refuse(response: ServerResponse, status: 404 | 405): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(status === 404 ? 'Not found\n' : 'Only GET and HEAD\n');
}
