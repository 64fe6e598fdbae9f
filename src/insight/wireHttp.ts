/**
 * HTTP as the measured programs write it: the order of headers is theirs. A standard deployment is assumed: nginx with
 * `proxy_set_header` for Host, X-Real-IP, X-Forwarded-For and X-Forwarded-Proto; Django with its SecurityMiddleware,
 * XFrameOptionsMiddleware and CommonMiddleware; clients like curl.
 */
import type { Gunicorn, ListenSocket, Nginx, Route, Scenario } from '../scenario/scenario.ts';
import { httpDate, httpDateOfUnix } from './wireClock.ts';

export const HOST = 'shop.example';
export const USER_AGENT = 'curl/7.88.1';
export const NGINX_RELEASE = { '1.31': '1.31.5', '1.22': '1.22.1' } as const;
export const GUNICORN_RELEASE = { '26.1': '26.1.0', '20.1': '20.1.0' } as const;
const BOUNDARY = '------------------------d74496d66958873e';
/** When the static files were collected: 39 minutes before t = 0. */
const FILE_TIME = 1_795_166_448;

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  408: 'Request Time-out',
  410: 'Gone',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

export interface HttpMessage {
  /** Request or status line and headers with their CRLFs, up to and with the empty line. ASCII: length is bytes. */
  readonly head: string;
  /** First bytes of the body; where it is shorter than `bodyBytes` the rest is filler. */
  readonly body: string;
  readonly bodyBytes: number;
}

/** Address of a client: each client of each population has its own, from the ranges kept for documentation. */
export function clientAddress(population: number, client: number): string {
  const n = population * 61 + client;
  const block = ['203.0.113', '198.51.100', '192.0.2'][Math.floor(n / 250) % 3] as string;
  return `${block}.${(n % 250) + 5}`;
}

/** How nginx names the app server in its error log: `http://unix:/run/gunicorn.sock:` or `http://127.0.0.1:8000`. */
export function upstreamBase(socket: ListenSocket): string {
  return socket.kind === 'unix' ? 'http://unix:/run/gunicorn.sock:' : 'http://127.0.0.1:8000';
}

function lines(first: string, headers: readonly (readonly [string, string | number])[]): string {
  return `${first}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

type Header = readonly [string, string | number];

function bodyHeaders(route: Route, bodyBytes: number): { length: Header[]; type: Header[] } {
  if (bodyBytes === 0 && (route.method === 'GET' || route.method === 'DELETE'))
    return { length: [], type: [] };
  return {
    length: [['Content-Length', bodyBytes]],
    type: [['Content-Type', contentTypeOfBody(bodyBytes)]],
  };
}

/** Content-Type of a request body: a form where it is small, an uploaded file where it is not. */
export function contentTypeOfBody(bodyBytes: number): string {
  return isForm(bodyBytes)
    ? 'application/x-www-form-urlencoded'
    : `multipart/form-data; boundary=${BOUNDARY}`;
}

const isForm = (bodyBytes: number): boolean => bodyBytes < 1024;

function requestBody(bodyBytes: number): string {
  if (isForm(bodyBytes)) {
    const form = 'name=alice&text=hello+world&submit=send+it';
    return form.length >= bodyBytes
      ? form.slice(0, bodyBytes)
      : `${form}&more=${'x'.repeat(Math.max(0, bodyBytes - form.length - 6))}`.slice(0, bodyBytes);
  }
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
}

/** What the client sends. */
export function clientRequest(route: Route, bodyBytes: number): HttpMessage {
  const { length, type } = bodyHeaders(route, bodyBytes);
  return {
    head: lines(`${route.method} ${route.path} HTTP/1.1`, [
      ['Host', HOST],
      ['User-Agent', USER_AGENT],
      ['Accept', '*/*'],
      ...length,
      ...type,
    ]),
    body: requestBody(bodyBytes),
    bodyBytes,
  };
}

/** The same request as nginx passes it on: its own headers first, HTTP/1.0 and `Connection: close` in the classic version. */
export function upstreamRequest(
  nginx: Nginx,
  route: Route,
  bodyBytes: number,
  address: string,
): HttpMessage {
  const { length, type } = bodyHeaders(route, bodyBytes);
  const isClassic = nginx.version === '1.22';
  const close: Header[] = isClassic ? [['Connection', 'close']] : [];
  return {
    head: lines(`${route.method} ${route.path} HTTP/${isClassic ? '1.0' : '1.1'}`, [
      ['Host', HOST],
      ['X-Real-IP', address],
      ['X-Forwarded-For', address],
      ['X-Forwarded-Proto', 'http'],
      ...close,
      ...length,
      ['User-Agent', USER_AGENT],
      ['Accept', '*/*'],
      ...type,
    ]),
    body: requestBody(bodyBytes),
    bodyBytes,
  };
}

const DJANGO_500 =
  '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n';
const GUNICORN_500 =
  '<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>\n  <body>\n    <h1><p>Internal Server Error</p></h1>\n    \n  </body>\n</html>\n';

function bodyOf(route: Route): string {
  if (route.contentType.includes('json')) return '{"products": [{"id": 1, "name": "Teapot", "pr';
  if (route.contentType.includes('html'))
    return '<!doctype html>\n<html lang="en">\n<head>\n  <title>Shop</title>\n</head>\n<body>\n';
  if (route.contentType.includes('css')) return 'body { color: #333; margin: 0 }\n';
  if (route.contentType.includes('javascript')) return '"use strict";\n';
  return '';
}

function djangoBody(
  route: Route,
  responseBytes: number,
  status: number,
): { type: string; body: string; bodyBytes: number } {
  if (status === 500) return { type: 'text/html', body: DJANGO_500, bodyBytes: DJANGO_500.length };
  return {
    type: route.contentType,
    body: bodyOf(route).slice(0, responseBytes),
    bodyBytes: responseBytes,
  };
}

/** What Gunicorn writes for an answer of Django. Behind a classic nginx, 20.1 answers in the request's HTTP/1.0. */
export function gunicornAnswer(
  scenario: Scenario,
  route: Route,
  responseBytes: number,
  status: number,
  atUs: number,
): HttpMessage {
  const { type, body, bodyBytes } = djangoBody(route, responseBytes, status);
  const protocol =
    scenario.app.version === '20.1' && scenario.front?.version === '1.22' ? '1.0' : '1.1';
  return {
    head: lines(`HTTP/${protocol} ${status} ${djangoReason(status)}`, [
      ['Server', 'gunicorn'],
      ['Date', httpDate(atUs)],
      ['Connection', 'close'],
      ['Content-Type', type],
      ['X-Frame-Options', 'DENY'],
      ['Content-Length', bodyBytes],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'same-origin'],
    ]),
    body,
    bodyBytes,
  };
}

/** Python's http.client.responses words these differently from nginx. */
function djangoReason(status: number): string {
  if (status === 302) return 'Found';
  if (status === 503) return 'Service Unavailable';
  return REASONS[status] ?? 'Unknown Status Code';
}

/** Gunicorn 26's own page, written by a worker that SIGABRT struck while it still could write. */
export function gunicornTimeoutPage(): HttpMessage {
  return {
    head: lines('HTTP/1.1 500 Internal Server Error', [
      ['Connection', 'close'],
      ['Content-Type', 'text/html'],
      ['Content-Length', GUNICORN_500.length],
    ]),
    body: GUNICORN_500,
    bodyBytes: GUNICORN_500.length,
  };
}

/** An answer of Gunicorn as nginx hands it to the client: its own Server, Date and Connection, the rest in order. */
export function relayedAnswer(nginx: Nginx, upstream: HttpMessage, atUs: number): HttpMessage {
  const [status, ...headers] = upstream.head.trimEnd().split('\r\n');
  const rest = headers.map((line) => line.split(': ') as [string, string]);
  const find = (name: string): Header[] => rest.filter(([n]) => n === name);
  const passed = rest.filter(
    ([n]) => !['Server', 'Date', 'Connection', 'Content-Type', 'Content-Length'].includes(n),
  );
  return {
    ...upstream,
    head: lines((status as string).replace(/^HTTP\/1\.\d/, 'HTTP/1.1'), [
      ['Server', `nginx/${NGINX_RELEASE[nginx.version]}`],
      ['Date', httpDate(atUs)],
      ...find('Content-Type'),
      ...find('Content-Length'),
      ['Connection', 'keep-alive'],
      ...passed,
    ]),
  };
}

/** A file from the disk, as nginx serves it. */
export function staticAnswer(
  nginx: Nginx,
  route: Route,
  responseBytes: number,
  atUs: number,
): HttpMessage {
  return {
    head: lines('HTTP/1.1 200 OK', [
      ['Server', `nginx/${NGINX_RELEASE[nginx.version]}`],
      ['Date', httpDate(atUs)],
      ['Content-Type', route.contentType],
      ['Content-Length', responseBytes],
      ['Last-Modified', httpDateOfUnix(FILE_TIME)],
      ['Connection', 'keep-alive'],
      ['ETag', `"${FILE_TIME.toString(16)}-${responseBytes.toString(16)}"`],
      ['Accept-Ranges', 'bytes'],
    ]),
    body: bodyOf(route).slice(0, responseBytes),
    bodyBytes: responseBytes,
  };
}

/** nginx's built-in page for a status it answers by itself, or null where it closes without a word (408, 444, 499). */
export function nginxPage(nginx: Nginx, status: number, atUs: number): HttpMessage | null {
  if (status === 408 || status === 444 || status === 499) return null;
  const release = `nginx/${NGINX_RELEASE[nginx.version]}`;
  const title = `${status} ${REASONS[status] ?? ''}`.trimEnd();
  const body =
    status < 300
      ? ''
      : `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${release}</center>\r\n</body>\r\n</html>\r\n`;
  const closes = status === 413 || status === 400;
  return {
    head: lines(`HTTP/1.1 ${title}`, [
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
  return nginxPage(nginx, status, 0)?.bodyBytes ?? 0;
}

/** Whether a worker can still write its own 500 page when --timeout strikes. */
export function answersTimeout(app: Gunicorn): boolean {
  return app.version === '26.1';
}
