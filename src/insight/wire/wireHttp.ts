/**
 * HTTP as the measured programs write it: the order of headers is theirs. A standard deployment is assumed: nginx with
 * `proxy_set_header` for Host, X-Real-IP, X-Forwarded-For and X-Forwarded-Proto; Django with its SecurityMiddleware,
 * XFrameOptionsMiddleware and CommonMiddleware; clients like curl.
 */
import type { Route, Scenario } from '../../scenario/scenario.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';

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

/** HTTP version of the request that the app server gets: the client's own without a front server. */
export function requestVersion({ front, app }: Scenario): '1.0' | '1.1' {
  return front ? frontTraitsOf(front, app).upstreamVersion : '1.1';
}

/** A message's head from its first line and headers. */
export function headOf(
  first: string,
  headers: readonly (readonly [string, string | number])[],
): string {
  return `${first}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export type Header = readonly [string, string | number];

/** The headers of a head that {@link headOf} has made, without its first line. */
export function headersOf(head: string): readonly (readonly [string, string])[] {
  return head
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    });
}

/** Length and type of a request body as headers; none where there is no body. */
export function bodyHeaders(
  route: Route,
  bodyBytes: number,
): { readonly length: readonly Header[]; readonly type: readonly Header[] } {
  if (!hasBody(route, bodyBytes)) return { length: [], type: [] };
  return {
    length: [['Content-Length', bodyBytes]],
    type: [['Content-Type', contentTypeOfBody(bodyBytes)]],
  };
}

/** Whether clients say how long a body is. */
export function hasBody(route: Route, bodyBytes: number): boolean {
  return bodyBytes > 0 || (route.method !== 'GET' && route.method !== 'DELETE');
}

/** Content-Type of a request body: a form where it is small, an uploaded file where it is not. */
export function contentTypeOfBody(bodyBytes: number): string {
  return isForm(bodyBytes)
    ? 'application/x-www-form-urlencoded'
    : `multipart/form-data; boundary=${BOUNDARY}`;
}

const isForm = (bodyBytes: number): boolean => bodyBytes < 1024;

/** First bytes of a request body. */
export function requestBody(bodyBytes: number): string {
  if (isForm(bodyBytes)) {
    const form = 'name=alice&text=hello+world&submit=send+it';
    return form.length >= bodyBytes
      ? form.slice(0, bodyBytes)
      : `${form}&more=${'x'.repeat(Math.max(0, bodyBytes - form.length - 6))}`.slice(0, bodyBytes);
  }
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
}

/** What the client sends. `asksForGzip`: it takes compressed answers, and says so. */
export function clientRequest(route: Route, bodyBytes: number, asksForGzip = false): HttpMessage {
  const { length, type } = bodyHeaders(route, bodyBytes);
  return {
    head: headOf(`${route.method} ${route.path} HTTP/1.1`, [
      ['Host', HOST],
      ['User-Agent', USER_AGENT],
      ['Accept', '*/*'],
      ...(asksForGzip ? [['Accept-Encoding', 'gzip'] as const] : []),
      ...length,
      ...type,
    ]),
    body: requestBody(bodyBytes),
    bodyBytes,
  };
}

/** The same as the client of a scenario sends it: where the front server compresses, clients ask for that. */
export function requestOf(scenario: Scenario, route: Route, bodyBytes: number): HttpMessage {
  const { front, app } = scenario;
  const asksForGzip = front !== null && frontTraitsOf(front, app).compresses;
  return clientRequest(route, bodyBytes, asksForGzip);
}
