/**
 * uWSGI's own protocol, in which nginx hands requests over (`uwsgi_pass`): a packet of variables, then the body. Byte for byte as measured with
 * nginx 1.22 and uWSGI 2.0 (hops_nginx-uwsgi-binary).
 */
import { ascii } from './wireFrames.ts';
import { contentTypeOfBody, HOST, hasBody, headersOf, requestOf } from './wireHttp.ts';
import { type Passing, schemeOf } from './wireUpstream.ts';

/** Name and value of a variable. */
export type Pair = readonly [name: string, value: string];

/** Lowest byte first. */
const uint16 = (n: number): number[] => [n & 255, (n >> 8) & 255];

/**
 * The packet: modifier1 (0: a WSGI request), its size, modifier2, then every variable with its length before name and value.
 * Throws where the variables do not fit its 64 KiB.
 */
export function uwsgiPacket(pairs: readonly Pair[]): number[] {
  const variables = pairs.flatMap(([name, value]) => [
    ...uint16(name.length),
    ...ascii(name),
    ...uint16(value.length),
    ...ascii(value),
  ]);
  if (variables.length > 0xffff)
    throw new Error(`${variables.length} bytes of variables: 65535 fit`);
  return [0, ...uint16(variables.length), 0, ...variables];
}

/** What nginx's side of the connection looks like. */
export interface UwsgiSide {
  readonly documentRoot: string;
  readonly remotePort: number;
  readonly serverPort: number;
  readonly serverName: string;
  readonly scheme: 'http' | 'https';
  readonly protocol: string;
}

/** The variables of nginx's file `uwsgi_params` in its order, then every header of the client as HTTP_…. */
export function nginxPairs(
  request: { readonly method: string; readonly path: string; readonly head: string },
  address: string,
  side: UwsgiSide,
): Pair[] {
  const headers = headersOf(request.head);
  const [path = '', query = ''] = request.path.split('?');
  const headerOf = (name: string) => headers.find(([n]) => n === name)?.[1] ?? '';
  return [
    ['QUERY_STRING', query],
    ['REQUEST_METHOD', request.method],
    ['CONTENT_TYPE', headerOf('Content-Type')],
    ['CONTENT_LENGTH', headerOf('Content-Length')],
    ['REQUEST_URI', request.path],
    ['PATH_INFO', path],
    ['DOCUMENT_ROOT', side.documentRoot],
    ['SERVER_PROTOCOL', side.protocol],
    ['REQUEST_SCHEME', side.scheme],
    ...(side.scheme === 'https' ? [['HTTPS', 'on'] as const] : []),
    ['REMOTE_ADDR', address],
    ['REMOTE_PORT', String(side.remotePort)],
    ['SERVER_PORT', String(side.serverPort)],
    ['SERVER_NAME', side.serverName],
    ...headers.map(([name, value]): Pair => [cgiName(name), value]),
  ];
}

/** `HTTP_USER_AGENT` of `User-Agent`. */
export const cgiName = (header: string): string =>
  `HTTP_${header.toUpperCase().replaceAll('-', '_')}`;

/** The same for a request of a run. `protocol`: what its client speaks. */
export function uwsgiPairs(of: Passing, port: number, protocol: string): Pair[] {
  const scheme = schemeOf(of.scenario);
  const { method, path } = of.route;
  const { head } = requestOf(of.scenario, of.route, of.bodyBytes);
  return nginxPairs({ method, path, head }, of.address, {
    documentRoot: '/srv/www',
    remotePort: port,
    serverPort: scheme === 'https' ? 443 : 80,
    serverName: HOST,
    scheme,
    protocol,
  });
}

/** What uWSGI's own HTTP reader makes of a request, in its order (2.0.21, `http_parse`); `routed`: its router has read it. */
export function uwsgiHttpPairs(
  head: string,
  of: Passing,
  at: {
    readonly peer: string;
    readonly port: number;
    readonly listens: string;
    readonly host: string;
  },
  routed: boolean,
  version: string,
): Pair[] {
  const [path = '', query = ''] = of.route.path.split('?');
  return [
    ['REQUEST_METHOD', of.route.method],
    ['REQUEST_URI', of.route.path],
    ['PATH_INFO', path],
    ['QUERY_STRING', query],
    ['SERVER_PROTOCOL', `HTTP/${version}`],
    ['SCRIPT_NAME', ''],
    ['SERVER_NAME', at.host],
    ['SERVER_PORT', at.listens],
    ...(routed ? [['UWSGI_ROUTER', 'http'] as const] : []),
    ['REMOTE_ADDR', at.peer],
    ...(routed ? [['REMOTE_PORT', String(at.port)] as const] : []),
    ...headersOf(head).map(([name, value]): Pair => {
      const isBare = name === 'Content-Length' || name === 'Content-Type';
      return [isBare ? cgiName(name).slice(5) : cgiName(name), value];
    }),
  ];
}

/** The body's length and type as variables that have no HTTP_ before them; none where there is no body. */
export function bodyPairs({ route, bodyBytes }: Pick<Passing, 'route' | 'bodyBytes'>): Pair[] {
  return hasBody(route, bodyBytes)
    ? [
        ['CONTENT_LENGTH', String(bodyBytes)],
        ['CONTENT_TYPE', contentTypeOfBody(bodyBytes)],
      ]
    : [];
}
