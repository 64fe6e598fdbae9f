/** nginx's answers: files, built-in pages, and what it makes of an app server's. */
import type { Nginx, Route } from '../../scenario/scenario.ts';
import { httpDate, httpDateOfUnix } from './wireClock.ts';
import { type Header, type HttpMessage, headOf, NGINX_RELEASE } from './wireHttp.ts';
import { bodyOf, FILE_TIME, NGINX_REASONS } from './wirePages.ts';

const serverOf = (nginx: Nginx): string => `nginx/${NGINX_RELEASE[nginx.version]}`;

/** An answer of an app server as nginx hands it to the client: its own Server, Date and Connection, the rest in order. */
export function relayedAnswer(
  nginx: Nginx,
  upstream: HttpMessage,
  atUs: number,
  keeps: boolean,
): HttpMessage {
  const [status, ...headers] = upstream.head.trimEnd().split('\r\n');
  const rest = headers.map((line) => line.split(': ') as [string, string]);
  const find = (name: string): Header[] => rest.filter(([n]) => n === name);
  const passed = rest.filter(
    ([n]) => !['Server', 'Date', 'Connection', 'Content-Type', 'Content-Length'].includes(n),
  );
  return {
    ...upstream,
    head: headOf((status as string).replace(/^HTTP\/1\.\d/, 'HTTP/1.1'), [
      ['Server', serverOf(nginx)],
      ['Date', httpDate(atUs)],
      ...find('Content-Type'),
      ...find('Content-Length'),
      ['Connection', keeps ? 'keep-alive' : 'close'],
      ...passed,
    ]),
  };
}

/** The same compressed: its length is not known when the head goes out, so it goes in chunks. */
export function gzippedAnswer(relayed: HttpMessage, gzipBytes: number): HttpMessage {
  const [first = '', ...lines] = relayed.head.trimEnd().split('\r\n');
  const headers = lines.flatMap((line) =>
    line.startsWith('Content-Length: ') ? ['Transfer-Encoding: chunked'] : [line],
  );
  return {
    head: `${[first, ...headers, 'Content-Encoding: gzip'].join('\r\n')}\r\n\r\n`,
    body: `${gzipBytes.toString(16)}\r\n(gzip: 1f 8b 08 00 00 00 00 00 04 03 …)\n`,
    bodyBytes: chunkedBytes(gzipBytes),
  };
}

/** Bytes of a body that goes in one chunk, with what says how long it is and that it ends. SIMPLIFIED: longer ones take several chunks. */
export function chunkedBytes(bytes: number): number {
  return bytes + bytes.toString(16).length + 4 + 5;
}

/** A file from the disk, as nginx serves it. */
export function staticAnswer(
  nginx: Nginx,
  route: Route,
  responseBytes: number,
  atUs: number,
  keeps: boolean,
): HttpMessage {
  return {
    head: headOf('HTTP/1.1 200 OK', [
      ['Server', serverOf(nginx)],
      ['Date', httpDate(atUs)],
      ['Content-Type', route.contentType],
      ['Content-Length', responseBytes],
      ['Last-Modified', httpDateOfUnix(FILE_TIME)],
      ['Connection', keeps ? 'keep-alive' : 'close'],
      ['ETag', `"${FILE_TIME.toString(16)}-${responseBytes.toString(16)}"`],
      ['Accept-Ranges', 'bytes'],
    ]),
    body: bodyOf(route).slice(0, responseBytes),
    bodyBytes: responseBytes,
  };
}

/** nginx's built-in page for a status it answers by itself, or null where it closes without a word (408, 444, 499). */
export function nginxPage(
  nginx: Nginx,
  status: number,
  atUs: number,
  keeps: boolean,
): HttpMessage | null {
  if (status === 408 || status === 444 || status === 499) return null;
  const release = serverOf(nginx);
  const title = `${status} ${NGINX_REASONS[status] ?? ''}`.trimEnd();
  const body =
    status < 300
      ? ''
      : `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${release}</center>\r\n</body>\r\n</html>\r\n`;
  const closes = !keeps || status === 413 || status === 400;
  return {
    head: headOf(`HTTP/1.1 ${title}`, [
      ['Server', release],
      ['Date', httpDate(atUs)],
      ['Content-Type', status < 300 ? 'text/plain' : 'text/html'],
      ['Content-Length', body.length],
      ['Connection', closes ? 'close' : 'keep-alive'],
    ]),
    body,
    bodyBytes: body.length,
  };
}

/** Bytes of the built-in page, as the access log counts them. */
export function nginxPageBytes(nginx: Nginx, status: number): number {
  return nginxPage(nginx, status, 0, true)?.bodyBytes ?? 0;
}
