import { type Arrived, type Environ, endsOf, environOf, isAsgi } from './wireEnvirons.ts';
import { headersOf, requestOf, requestVersion } from './wireHttp.ts';
import { upstreamRequest } from './wireUpstream.ts';

/** What the app gets to see of a request: the WSGI environ, or the scope of the asgi worker. */
export function appInput(of: Arrived): string {
  return isAsgi(of.scenario) ? asgiScope(of) : environText(environOf(of));
}

/** Keys in alphabetical order: capitals first, as Python sorts. */
function environText(environ: Environ): string {
  return Object.entries(environ)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key} = ${pythonLiteral(value)}\n`)
    .join('');
}

/** The scope that the asgi worker calls Django with: header names in lower case, everything as bytes, in the order of the request. */
function asgiScope(of: Arrived): string {
  const { scenario, route, bodyBytes } = of;
  const [path, query] = route.path.split('?') as [string, string | undefined];
  const { head } = scenario.front ? upstreamRequest(of) : requestOf(scenario, route, bodyBytes);
  const headers = headersOf(head).map(
    ([name, value]) => `  (b'${name.toLowerCase()}', b'${value}')`,
  );
  const at = endsOf(of);
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
    `server = ${at ? `('${at.self}', ${at.listens})` : 'None'}`,
    `client = ${at ? `('${at.peer}', ${at.port})` : 'None'}`,
    '',
  ].join('\n');
}

function pythonLiteral(value: Environ[string]): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return `(${value.join(', ')})`;
  return value.startsWith('<') || /^b'.*'$/.test(value) ? value : `'${value}'`;
}
