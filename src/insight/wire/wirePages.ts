/** Words that every program's answers share: statuses, bodies of routes and of errors. */
import type { Route } from '../../scenario/scenario.ts';
import type { Header } from './wireHttp.ts';

/** When the static files were collected: 39 minutes before t = 0. */
export const FILE_TIME = 1_795_166_448;

/** As nginx words them. */
export const NGINX_REASONS: Readonly<Record<number, string>> = {
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

/** As Python's http.client.responses words them; Apache says the same. */
export function pythonReason(status: number): string {
  if (status === 302) return 'Found';
  if (status === 405) return 'Method Not Allowed';
  if (status === 408) return 'Request Timeout';
  if (status === 503) return 'Service Unavailable';
  if (status === 504) return 'Gateway Timeout';
  return NGINX_REASONS[status] ?? 'Unknown Status Code';
}

const DJANGO_500 =
  '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>Server Error (500)</title>\n</head>\n<body>\n  <h1>Server Error (500)</h1><p></p>\n</body>\n</html>\n';
const FLASK_500 =
  '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n<p>The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.</p>\n';

/** First bytes of what a route answers with. */
export function bodyOf(route: Route): string {
  if (route.contentType.includes('json')) return '{"products": [{"id": 1, "name": "Teapot", "pr';
  if (route.contentType.includes('html'))
    return '<!doctype html>\n<html lang="en">\n<head>\n  <title>Shop</title>\n</head>\n<body>\n';
  if (route.contentType.includes('css')) return 'body { color: #333; margin: 0 }\n';
  if (route.contentType.includes('javascript')) return '"use strict";\n';
  return '';
}

/** What the app itself makes of a request: headers in its order, and a body. */
export interface AppPage {
  readonly headers: readonly Header[];
  readonly body: string;
  readonly bodyBytes: number;
}

function page(
  route: Route,
  responseBytes: number,
  status: number,
  error: string,
): { type: string; body: string; bodyBytes: number } {
  if (status === 500) return { type: 'text/html', body: error, bodyBytes: error.length };
  return {
    type: route.contentType,
    body: bodyOf(route).slice(0, responseBytes),
    bodyBytes: responseBytes,
  };
}

/** Django, with its security middleware. */
export function djangoPage(route: Route, responseBytes: number, status: number): AppPage {
  const { type, body, bodyBytes } = page(route, responseBytes, status, DJANGO_500);
  const headers: Header[] = [
    ['Content-Type', type],
    ['X-Frame-Options', 'DENY'],
    ['Content-Length', bodyBytes],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
  ];
  return { headers, body, bodyBytes };
}

/** Flask adds nothing of its own. */
export function flaskPage(route: Route, responseBytes: number, status: number): AppPage {
  const { type, body, bodyBytes } = page(route, responseBytes, status, FLASK_500);
  const isText = type.startsWith('text/') && !type.includes('charset');
  const headers: Header[] = [
    ['Content-Type', isText ? `${type}; charset=utf-8` : type],
    ['Content-Length', bodyBytes],
  ];
  return { headers, body, bodyBytes };
}
