import type { Route, Scenario } from '../../scenario/scenario.ts';
import {
  clientRequest,
  contentTypeOfBody,
  HOST,
  requestVersion,
  USER_AGENT,
  upstreamConnection,
  upstreamRequest,
} from './wireHttp.ts';

/** Client's port on its connection to the server it meets: fixed per request, in the ephemeral range. */
function clientPort(request: number): number {
  return 32_768 + ((request * 7919) % 28_232);
}

/** What Django gets to see of a request: the WSGI environ, or the scope of the asgi worker. */
export function djangoInput(
  scenario: Scenario,
  route: Route,
  bodyBytes: number,
  request: number,
  address: string,
): string {
  return scenario.app.worker_class === 'asgi'
    ? asgiScope(scenario, route, bodyBytes, request, address)
    : wsgiEnviron(scenario, route, bodyBytes, request, address);
}

/** Who speaks to whom, as the app server's socket knows it; null over a unix socket, where peers have no address. */
function ends(
  { front, socket }: Scenario,
  request: number,
  address: string,
): { peer: string; port: number; self: string } | null {
  if (socket.kind === 'unix') return null;
  const isFar = socket.rttUs > 0;
  const peer = front ? (isFar ? '10.0.0.1' : '127.0.0.1') : address;
  const self = front && !isFar ? '127.0.0.1' : '0.0.0.0';
  return { peer, port: clientPort(request), self };
}

/**
 * The WSGI environ that Gunicorn hands to Django, keys in alphabetical order, as printed by a view. With a unix socket
 * there is no peer address: REMOTE_ADDR is empty and Gunicorn takes SERVER_NAME and SERVER_PORT from the Host header.
 */
function wsgiEnviron(
  scenario: Scenario,
  route: Route,
  bodyBytes: number,
  request: number,
  address: string,
): string {
  const { front, app } = scenario;
  const [path, query] = route.path.split('?') as [string, string | undefined];
  const at = ends(scenario, request, address);
  const hasBody = bodyBytes > 0 || route.method === 'POST' || route.method === 'PUT';
  const connection = front && upstreamConnection(front);
  const environ: Record<string, string | boolean | number[]> = {
    ...(hasBody && {
      CONTENT_LENGTH: String(bodyBytes),
      CONTENT_TYPE: contentTypeOfBody(bodyBytes),
    }),
    HTTP_ACCEPT: '*/*',
    ...(connection && { HTTP_CONNECTION: connection }),
    HTTP_HOST: HOST,
    HTTP_USER_AGENT: USER_AGENT,
    ...(front && {
      HTTP_X_FORWARDED_FOR: address,
      HTTP_X_FORWARDED_PROTO: 'http',
      HTTP_X_REAL_IP: address,
    }),
    PATH_INFO: path,
    QUERY_STRING: query ?? '',
    RAW_URI: route.path,
    REMOTE_ADDR: at?.peer ?? '',
    ...(at && { REMOTE_PORT: String(at.port) }),
    REQUEST_METHOD: route.method,
    SCRIPT_NAME: '',
    SERVER_NAME: at?.self ?? HOST,
    SERVER_PORT: at ? '8000' : '80',
    SERVER_PROTOCOL: `HTTP/${requestVersion(scenario)}`,
    'gunicorn.socket': '<socket>',
    'wsgi.errors': '<WSGIErrorsWrapper>',
    'wsgi.file_wrapper': '<FileWrapper>',
    'wsgi.input': '<Body>',
    'wsgi.input_terminated': true,
    'wsgi.multiprocess': app.workers > 1,
    'wsgi.multithread': app.worker_class !== 'sync',
    'wsgi.run_once': false,
    'wsgi.url_scheme': 'http',
    'wsgi.version': [1, 0],
  };
  return Object.entries(environ)
    .map(([key, value]) => `${key} = ${pythonLiteral(value)}\n`)
    .join('');
}

/** The scope that the asgi worker calls Django with: header names in lower case, everything as bytes, in the order of the request. */
function asgiScope(
  scenario: Scenario,
  route: Route,
  bodyBytes: number,
  request: number,
  address: string,
): string {
  const { front } = scenario;
  const [path, query] = route.path.split('?') as [string, string | undefined];
  const { head } = front
    ? upstreamRequest(front, route, bodyBytes, address)
    : clientRequest(route, bodyBytes);
  const headers = head
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => {
      const colon = line.indexOf(': ');
      return `  (b'${line.slice(0, colon).toLowerCase()}', b'${line.slice(colon + 2)}')`;
    });
  const at = ends(scenario, request, address);
  return [
    "type = 'http'",
    "asgi = {'version': '3.0', 'spec_version': '2.4'}",
    `http_version = '${requestVersion(scenario)}'`,
    `method = '${route.method}'`,
    "scheme = 'http'",
    `path = '${path}'`,
    `raw_path = b'${path}'`,
    `query_string = b'${query ?? ''}'`,
    "root_path = ''",
    `headers = [\n${headers.join(',\n')}\n]`,
    `server = ${at ? `('${at.self}', 8000)` : 'None'}`,
    `client = ${at ? `('${at.peer}', ${at.port})` : 'None'}`,
    '',
  ].join('\n');
}

function pythonLiteral(value: string | boolean | number[]): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `(${value.join(', ')})`;
  return value.startsWith('<') ? value : `'${value}'`;
}
