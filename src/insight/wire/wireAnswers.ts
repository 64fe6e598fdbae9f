/** Answers as the programs write them: Django's through Gunicorn, Gunicorn's own page, nginx's files and pages. */
import type { Gunicorn, Nginx, Route, Scenario } from '../../scenario/scenario.ts';
import { httpDate, httpDateOfUnix } from './wireClock.ts';
import {
  type Header,
  type HttpMessage,
  headOf,
  NGINX_RELEASE,
  requestVersion,
} from './wireHttp.ts';

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

/**
 * What Gunicorn writes for an answer of Django, in the HTTP version of the request. `keeps`: it will read another request from this
 * connection. The asgi worker writes Django's headers first and says nothing of the connection.
 */
export function gunicornAnswer(
  scenario: Scenario,
  route: Route,
  responseBytes: number,
  status: number,
  atUs: number,
  keeps: boolean,
): HttpMessage {
  const { type, body, bodyBytes } = djangoBody(route, responseBytes, status);
  const first = `HTTP/${requestVersion(scenario)} ${status} ${djangoReason(status)}`;
  const django: Header[] = [
    ['Content-Type', type],
    ['X-Frame-Options', 'DENY'],
    ['Content-Length', bodyBytes],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
  ];
  const date: Header = ['Date', httpDate(atUs)];
  const headers: Header[] =
    scenario.app.worker_class === 'asgi'
      ? [...django, ['Server', 'gunicorn/asgi'], date]
      : [['Server', 'gunicorn'], date, ['Connection', keeps ? 'keep-alive' : 'close'], ...django];
  return { head: headOf(first, headers), body, bodyBytes };
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
    head: headOf('HTTP/1.1 500 Internal Server Error', [
      ['Connection', 'close'],
      ['Content-Type', 'text/html'],
      ['Content-Length', GUNICORN_500.length],
    ]),
    body: GUNICORN_500,
    bodyBytes: GUNICORN_500.length,
  };
}

/** An answer of Gunicorn as nginx hands it to the client: its own Server, Date and Connection, the rest in order. */
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
      ['Server', `nginx/${NGINX_RELEASE[nginx.version]}`],
      ['Date', httpDate(atUs)],
      ...find('Content-Type'),
      ...find('Content-Length'),
      ['Connection', keeps ? 'keep-alive' : 'close'],
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
  keeps: boolean,
): HttpMessage {
  return {
    head: headOf('HTTP/1.1 200 OK', [
      ['Server', `nginx/${NGINX_RELEASE[nginx.version]}`],
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
  const release = `nginx/${NGINX_RELEASE[nginx.version]}`;
  const title = `${status} ${REASONS[status] ?? ''}`.trimEnd();
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

/** Whether a worker can still write its own 500 page when --timeout strikes. */
export function answersTimeout(app: Gunicorn): boolean {
  return app.version === '26.1' && app.worker_class === 'sync';
}
