/**
 * HTTP as the measured programs write it: the order of headers is theirs. A standard deployment is assumed: nginx with
 * `proxy_set_header` for Host, X-Real-IP, X-Forwarded-For and X-Forwarded-Proto; Django with its SecurityMiddleware,
 * XFrameOptionsMiddleware and CommonMiddleware; clients like curl.
 */
import type { Nginx, Route, Scenario } from '../../scenario/scenario.ts';

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

/** Where a copy of the app server listens: as Gunicorn reports it, as nginx names it in its logs, and in `connect()` errors. */
export interface AppAddress {
  /** `http://127.0.0.1:8000` or `unix:/run/gunicorn.sock`. */
  readonly listening: string;
  /** `127.0.0.1:8000` or `unix:/run/gunicorn.sock`, as `$upstream_addr` has it. */
  readonly upstream: string;
  /** What stands before the path in an error's `upstream:`. */
  readonly base: string;
}

/** Address of one copy of the app server; the copies have sockets or ports of their own. */
export function appAddress({ front, socket, app }: Scenario, instance: number): AppAddress {
  if (socket.kind === 'unix') {
    const path = `unix:/run/gunicorn${app.instances > 1 ? `-${instance + 1}` : ''}.sock`;
    return { listening: path, upstream: path, base: `http://${path}:` };
  }
  const isFar = socket.rttUs > 0;
  const upstream = `${isFar ? APP_HOST : '127.0.0.1'}:${8000 + instance}`;
  const listens = front && !isFar ? '127.0.0.1' : '0.0.0.0';
  return {
    listening: `http://${listens}:${8000 + instance}`,
    upstream,
    base: `http://${upstream}`,
  };
}

/** The app server's machine, where nginx runs on another one. */
export const APP_HOST = '10.0.0.2';

/** HTTP version that nginx speaks to the app server. */
export function upstreamVersion(nginx: Nginx): '1.0' | '1.1' {
  return nginx.proxy_http_version ?? (nginx.version === '1.22' ? '1.0' : '1.1');
}

/** HTTP version of the request that the app server gets: the client's own without a front server. */
export function requestVersion({ front }: Scenario): '1.0' | '1.1' {
  return front ? upstreamVersion(front) : '1.1';
}

/** Idle connections that nginx keeps to the app servers: only those of an `upstream {}` block, and not over HTTP/1.0. */
export function poolSize(nginx: Nginx): number {
  if (!nginx.upstream || upstreamVersion(nginx) === '1.0') return 0;
  return nginx.upstream.keepalive ?? (nginx.version === '1.22' ? 0 : 32);
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

/**
 * The Connection header that nginx sends to the app server, or null for none. Before 1.29.7 it says `close` unless told otherwise; who sets up a pool
 * there clears it, as its manual demands. Since then it is cleared always.
 */
export function upstreamConnection(nginx: Nginx): 'close' | null {
  return nginx.version === '1.22' && poolSize(nginx) === 0 ? 'close' : null;
}

/** The same request as nginx passes it on: its own headers first. */
export function upstreamRequest(
  nginx: Nginx,
  route: Route,
  bodyBytes: number,
  address: string,
): HttpMessage {
  const { length, type } = bodyHeaders(route, bodyBytes);
  const connection = upstreamConnection(nginx);
  return {
    head: headOf(`${route.method} ${route.path} HTTP/${upstreamVersion(nginx)}`, [
      ['Host', HOST],
      ['X-Real-IP', address],
      ['X-Forwarded-For', address],
      ['X-Forwarded-Proto', 'http'],
      ...(connection ? [['Connection', connection] as const] : []),
      ...length,
      ['User-Agent', USER_AGENT],
      ['Accept', '*/*'],
      ...type,
    ]),
    body: requestBody(bodyBytes),
    bodyBytes,
  };
}
