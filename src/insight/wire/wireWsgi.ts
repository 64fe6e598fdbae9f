import type { Route, Scenario } from '../../scenario/scenario.ts';
import { contentTypeOfBody, HOST, USER_AGENT } from './wireHttp.ts';

/** Client's port on its connection to the server it meets: fixed per request, in the ephemeral range. */
function clientPort(request: number): number {
  return 32_768 + ((request * 7919) % 28_232);
}

/**
 * The WSGI environ that Gunicorn hands to Django, keys in alphabetical order, as printed by a view. With a unix socket
 * there is no peer address: REMOTE_ADDR is empty and Gunicorn takes SERVER_NAME and SERVER_PORT from the Host header.
 */
export function wsgiEnviron(
  scenario: Scenario,
  route: Route,
  bodyBytes: number,
  request: number,
  address: string,
): string {
  const { front, socket, app } = scenario;
  const [path, query] = route.path.split('?') as [string, string | undefined];
  const isUnix = socket.kind === 'unix';
  const hasBody = bodyBytes > 0 || route.method === 'POST' || route.method === 'PUT';
  const environ: Record<string, string | boolean | number[]> = {
    ...(hasBody && {
      CONTENT_LENGTH: String(bodyBytes),
      CONTENT_TYPE: contentTypeOfBody(bodyBytes),
    }),
    HTTP_ACCEPT: '*/*',
    ...(front?.version === '1.22' && { HTTP_CONNECTION: 'close' }),
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
    REMOTE_ADDR: isUnix ? '' : front ? '127.0.0.1' : address,
    ...(!isUnix && { REMOTE_PORT: String(clientPort(request)) }),
    REQUEST_METHOD: route.method,
    SCRIPT_NAME: '',
    SERVER_NAME: isUnix ? HOST : front ? '127.0.0.1' : '0.0.0.0',
    SERVER_PORT: isUnix ? '80' : '8000',
    SERVER_PROTOCOL: front?.version === '1.22' ? 'HTTP/1.0' : 'HTTP/1.1',
    'gunicorn.socket': '<socket>',
    'wsgi.errors': '<WSGIErrorsWrapper>',
    'wsgi.file_wrapper': '<FileWrapper>',
    'wsgi.input': '<Body>',
    'wsgi.input_terminated': true,
    'wsgi.multiprocess': app.workers > 1,
    'wsgi.multithread': false,
    'wsgi.run_once': false,
    'wsgi.url_scheme': 'http',
    'wsgi.version': [1, 0],
  };
  return Object.entries(environ)
    .map(([key, value]) => `${key} = ${pythonLiteral(value)}\n`)
    .join('');
}

function pythonLiteral(value: string | boolean | number[]): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `(${value.join(', ')})`;
  return value.startsWith('<') ? value : `'${value}'`;
}
