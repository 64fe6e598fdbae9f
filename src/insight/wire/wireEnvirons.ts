/** The WSGI environ of each app server, keys in alphabetical order, as a view printed them (wsgi_environ_per_server). */

import type { Gunicorn, Scenario } from '../../scenario/scenario.ts';
import type { AppOf, AppServer } from '../../scenario/servers/appServers.ts';
import { slotsOf, traitsOf } from '../../scenario/servers/appServers.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { appAddress, clientPort, frontAddress } from './wireAddresses.ts';
import { apacheName } from './wireApache.ts';
import { EPOCH_US } from './wireClock.ts';
import { HOST, headersOf, requestOf, requestVersion } from './wireHttp.ts';
import { type Passing, schemeOf, upstreamRequest } from './wireUpstream.ts';
import { bodyPairs, cgiName, uwsgiHttpPairs, uwsgiPairs } from './wireUwsgi.ts';

export type Environ = Readonly<Record<string, string | number | boolean | readonly number[]>>;

/** A request as it came to the app server. */
export interface Arrived extends Passing {
  readonly request: number;
  readonly atUs: number;
  /** Which front server passed it on. */
  readonly front: number;
  /** What its client speaks: `HTTP/1.1`, `HTTP/2.0`. */
  readonly protocol: string;
}

/** Who speaks to whom, as the app server's socket knows it; null over a unix socket, where peers have no address. */
export function endsOf(
  of: Arrived,
): { peer: string; port: number; self: string; listens: number } | null {
  const { scenario, address, request, instance } = of;
  const { ip, port } = appAddress(scenario, instance);
  if (ip === null || port === null) return null;
  const peer = scenario.front ? frontAddress(scenario, of.front) : address;
  return { peer, port: clientPort(request), self: ip, listens: port };
}

/** The request's headers as CGI has them. */
function http(of: Arrived): Environ {
  const { head } = of.scenario.front
    ? upstreamRequest(of)
    : requestOf(of.scenario, of.route, of.bodyBytes);
  return Object.fromEntries(
    headersOf(head)
      .filter(([name]) => name !== 'Content-Length' && name !== 'Content-Type')
      .map(([name, value]) => [cgiName(name), value]),
  );
}

/** What any server gives. */
function common(of: Arrived): Environ {
  const [path = '', query = ''] = of.route.path.split('?');
  return {
    ...Object.fromEntries(bodyPairs(of)),
    ...http(of),
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: of.route.method,
    SCRIPT_NAME: '',
    SERVER_PROTOCOL: `HTTP/${requestVersion(of.scenario)}`,
    'wsgi.run_once': false,
    'wsgi.url_scheme': 'http',
    'wsgi.version': [1, 0],
  };
}

const several = (app: AppServer): Environ => ({
  'wsgi.multiprocess': traitsOf(app).processes > 1,
  'wsgi.multithread': traitsOf(app).slotsPerProcess !== 1,
});

/** With a unix socket there is no peer address: REMOTE_ADDR is empty and Gunicorn takes SERVER_NAME and SERVER_PORT from the Host header. */
function gunicorn(of: Arrived): Environ {
  const app = of.scenario.app as Gunicorn;
  const at = endsOf(of);
  return {
    ...common(of),
    RAW_URI: of.route.path,
    REMOTE_ADDR: at?.peer ?? '',
    ...(at && { REMOTE_PORT: String(at.port) }),
    SERVER_NAME: at?.self ?? HOST,
    SERVER_PORT: at ? String(at.listens) : '80',
    'gunicorn.socket': '<socket>',
    'wsgi.errors': '<WSGIErrorsWrapper>',
    'wsgi.file_wrapper': '<FileWrapper>',
    'wsgi.input': '<Body>',
    'wsgi.input_terminated': true,
    'wsgi.multiprocess': app.workers > 1,
    'wsgi.multithread': app.worker_class !== 'sync',
  };
}

/** The variables that a request brings to uWSGI, in the order of the packet. */
export function uwsgiVariables(of: Arrived) {
  const { scenario } = of;
  const app = scenario.app as AppOf<'uwsgi'>;
  const at = endsOf(of);
  if (app.protocol === 'socket') return uwsgiPairs(of, clientPort(of.request), of.protocol);
  const host = scenario.hosts[hostOf(app, of.instance)]?.name ?? 'web';
  const { head } = scenario.front
    ? upstreamRequest(of)
    : requestOf(scenario, of.route, of.bodyBytes);
  return uwsgiHttpPairs(
    head,
    of,
    { peer: at?.peer ?? '', port: at?.port ?? 0, listens: String(at?.listens ?? 80), host },
    app.protocol === 'http',
    requestVersion(scenario),
  );
}

function uwsgi(of: Arrived): Environ {
  const { app } = of.scenario;
  return {
    ...Object.fromEntries(uwsgiVariables(of)),
    SCRIPT_NAME: '',
    'uwsgi.node': `b'${of.scenario.hosts[hostOf(app, of.instance)]?.name ?? 'web'}'`,
    'uwsgi.version': "b'2.0.21-debian'",
    'wsgi.errors': '<TextIOWrapper>',
    'wsgi.file_wrapper': '<builtin_function_or_method>',
    'wsgi.input': '<_Input>',
    ...several(app),
    'wsgi.run_once': false,
    'wsgi.url_scheme': schemeOf(of.scenario),
    'wsgi.version': [1, 0],
  };
}

function cherrypy(of: Arrived): Environ {
  const at = endsOf(of);
  return {
    ACTUAL_SERVER_PROTOCOL: 'HTTP/1.1',
    ...common(of),
    REMOTE_ADDR: at?.peer ?? '',
    REMOTE_PORT: String(at?.port ?? ''),
    REQUEST_URI: of.route.path,
    SERVER_NAME: 'Cheroot/9.0.0',
    SERVER_PORT: String(at?.listens ?? ''),
    SERVER_SOFTWARE: 'Cheroot/9.0.0 Server',
    'wsgi.errors': '<TextIOWrapper>',
    'wsgi.input': '<KnownLengthRFile>',
    'wsgi.input_terminated': false,
    'wsgi.multiprocess': false,
    'wsgi.multithread': true,
  };
}

/** The shell's own variables stand in it too: they are left out. */
function runserver(of: Arrived): Environ {
  const at = endsOf(of);
  return {
    ...common(of),
    GATEWAY_INTERFACE: 'CGI/1.1',
    REMOTE_ADDR: at?.peer ?? '',
    REMOTE_HOST: '',
    SERVER_NAME: 'localhost',
    SERVER_PORT: String(at?.listens ?? ''),
    SERVER_SOFTWARE: 'WSGIServer/0.2',
    'wsgi.errors': '<TextIOWrapper>',
    'wsgi.file_wrapper': '<type>',
    'wsgi.input': '<LimitedStream>',
    'wsgi.multiprocess': false,
    'wsgi.multithread': true,
  };
}

/** From Werkzeug's source, `make_environ`. */
function flask(of: Arrived): Environ {
  const at = endsOf(of);
  return {
    ...common(of),
    RAW_URI: of.route.path,
    REMOTE_ADDR: at?.peer ?? '',
    REMOTE_PORT: at?.port ?? 0,
    REQUEST_URI: of.route.path,
    SERVER_NAME: at?.self ?? '',
    SERVER_PORT: String(at?.listens ?? ''),
    SERVER_SOFTWARE: 'Werkzeug/3.1.3',
    'werkzeug.socket': '<socket>',
    'wsgi.errors': '<TextIOWrapper>',
    'wsgi.input': '<BufferedReader>',
    'wsgi.multiprocess': false,
    'wsgi.multithread': (of.scenario.app as AppOf<'flask'>).threaded,
  };
}

/** What Apache gives every script, in the words of CGI. */
export function apacheVariables(of: Arrived): Readonly<Record<string, string>> {
  const { route, scenario } = of;
  const [path = '', query = ''] = route.path.split('?');
  const port = schemeOf(scenario) === 'https' ? '443' : '80';
  const { head } = requestOf(scenario, route, of.bodyBytes);
  return {
    ...Object.fromEntries(bodyPairs(of)),
    CONTEXT_DOCUMENT_ROOT: '/var/www/html',
    CONTEXT_PREFIX: '',
    DOCUMENT_ROOT: '/var/www/html',
    GATEWAY_INTERFACE: 'CGI/1.1',
    ...Object.fromEntries(
      headersOf(head)
        .filter(([name]) => name !== 'Content-Length' && name !== 'Content-Type')
        .map(([name, value]) => [cgiName(name), value]),
    ),
    PATH_INFO: path,
    PATH_TRANSLATED: `/srv/shop/wsgi.py${path}`,
    QUERY_STRING: query,
    REMOTE_ADDR: of.address,
    REMOTE_PORT: String(clientPort(of.request)),
    REQUEST_METHOD: route.method,
    REQUEST_SCHEME: schemeOf(scenario),
    REQUEST_URI: route.path,
    SCRIPT_FILENAME: '/srv/shop/wsgi.py',
    SCRIPT_NAME: '',
    SERVER_ADDR: '10.0.0.1',
    SERVER_ADMIN: '[no address given]',
    SERVER_NAME: HOST,
    SERVER_PORT: port,
    SERVER_PROTOCOL: of.protocol,
    SERVER_SIGNATURE: '',
    SERVER_SOFTWARE: apacheName(scenario),
  };
}

/** What mod_wsgi adds for itself, in Apache. */
export function modWsgiVariables(of: Arrived): Readonly<Record<string, string>> {
  const [path = ''] = of.route.path.split('?');
  const app = of.scenario.app as AppOf<'mod_wsgi'>;
  const isDaemon = app.mode === 'daemon';
  const since = String(EPOCH_US + Math.round(of.atUs));
  return {
    'mod_wsgi.application_group': '',
    'mod_wsgi.callable_object': 'application',
    ...(isDaemon && { 'mod_wsgi.daemon_connects': '1', 'mod_wsgi.daemon_restarts': '0' }),
    'mod_wsgi.enable_sendfile': '0',
    'mod_wsgi.handler_script': '',
    'mod_wsgi.ignore_activity': '0',
    'mod_wsgi.listener_host': '10.0.0.1',
    'mod_wsgi.listener_port': schemeOf(of.scenario) === 'https' ? '443' : '80',
    'mod_wsgi.path_info': path,
    'mod_wsgi.process_group': isDaemon ? 'app' : '',
    ...(isDaemon && { 'mod_wsgi.queue_start': since }),
    'mod_wsgi.request_handler': 'wsgi-script',
    'mod_wsgi.request_start': since,
    'mod_wsgi.script_name': '',
    'mod_wsgi.script_reloading': '1',
  };
}

function modWsgi(of: Arrived): Environ {
  const { app } = of.scenario;
  return {
    ...apacheVariables(of),
    'apache.version': [2, 4, 71],
    ...modWsgiVariables(of),
    'mod_wsgi.version': [4, 9, 4],
    'wsgi.errors': '<TextIOWrapper>',
    'wsgi.file_wrapper': '<type>',
    'wsgi.input': '<Input>',
    'wsgi.input_terminated': true,
    ...several(app),
    'wsgi.run_once': false,
    'wsgi.url_scheme': schemeOf(of.scenario),
    'wsgi.version': [1, 0],
  };
}

/** What WSGI (PEP 3333) asks of any server. */
function plain(of: Arrived): Environ {
  const at = endsOf(of);
  return {
    ...common(of),
    REMOTE_ADDR: at?.peer ?? '',
    SERVER_NAME: at?.self ?? HOST,
    SERVER_PORT: String(at?.listens ?? 80),
    'wsgi.errors': '<stderr>',
    'wsgi.input': '<input>',
    'wsgi.multiprocess': traitsOf(of.scenario.app).processes > 1,
    'wsgi.multithread': slotsOf(of.scenario.app) !== traitsOf(of.scenario.app).processes,
  };
}

const ENVIRONS: Readonly<Partial<Record<AppServer['kind'], (of: Arrived) => Environ>>> = {
  gunicorn,
  uwsgi,
  mod_wsgi: modWsgi,
  cherrypy,
  runserver,
  flask,
};

/** The WSGI environ with which the app is called. */
export function environOf(of: Arrived): Environ {
  return (ENVIRONS[of.scenario.app.kind] ?? plain)(of);
}

/** Whether the app is called by WSGI; the asgi worker has a scope instead. */
export function isAsgi({ app }: Pick<Scenario, 'app'>): boolean {
  return app.kind === 'gunicorn' && app.worker_class === 'asgi';
}
