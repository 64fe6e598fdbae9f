/**
 * HTTP as the measured programs write it: the order of headers is theirs. A standard deployment is assumed: nginx with
 * `proxy_set_header` for Host, X-Real-IP, X-Forwarded-For and X-Forwarded-Proto; Django with its SecurityMiddleware,
 * XFrameOptionsMiddleware and CommonMiddleware; clients like curl.
 */
import type { ListenSocket, Nginx, Route } from '../../scenario/scenario.ts';

export const HOST = 'shop.example';
export const USER_AGENT = 'curl/7.88.1';
export const NGINX_RELEASE = { '1.31': '1.31.5', '1.22': '1.22.1' } as const;
export const GUNICORN_RELEASE = { '26.1': '26.1.0', '20.1': '20.1.0' } as const;
const BOUNDARY = '------------------------d74496d66958873e';

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

/** A message's head from its first line and headers. */
export function headOf(
  first: string,
  headers: readonly (readonly [string, string | number])[],
): string {
  return `${first}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export type Header = readonly [string, string | number];

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
    head: headOf(`${route.method} ${route.path} HTTP/1.1`, [
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
    head: headOf(`${route.method} ${route.path} HTTP/${isClassic ? '1.0' : '1.1'}`, [
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
