/** Settings of the servers, each in its program’s own spelling and with the program’s own default, and of the Django app’s URLs. */
import type { Field, Table } from './fields.ts';
import {
  bytes,
  choice,
  count,
  DAY,
  duration,
  flag,
  GIB,
  HOUR,
  KIB,
  MIB,
  MS,
  name,
  SECOND,
  text,
  UNLIMITED,
} from './makeField.ts';
import type { Gunicorn, ListenSocket, Nginx, PostgreSQL, Route } from './scenario.ts';

export const NGINX: Table<Omit<Nginx, 'kind' | 'host' | 'locations'>> = {
  version: choice('version', '1.31', ['1.31', '1.22'], 'which nginx'),
  proxy_request_buffering: flag(
    'proxy_request_buffering',
    true,
    'collect the whole request before a worker is asked',
  ),
  proxy_buffering: flag(
    'proxy_buffering',
    true,
    'take the whole answer off the worker before the client has read it',
  ),
  proxy_buffersBytes: bytes(
    'proxy_buffers',
    36 * KIB,
    GIB,
    'memory for one answer: proxy_buffer_size and proxy_buffers together',
    { min: KIB },
  ),
  proxy_max_temp_file_sizeBytes: bytes(
    'proxy_max_temp_file_size',
    GIB,
    100 * GIB,
    'disk for one answer that exceeds the memory; 0 = none',
  ),
  client_max_body_sizeBytes: bytes(
    'client_max_body_size',
    MIB,
    100 * GIB,
    'larger uploads are refused with 413; unlimited = never',
    UNLIMITED,
  ),
  worker_connections: count(
    'worker_connections',
    512,
    4,
    1_000_000,
    'connections that the one nginx worker process may hold, clients’ and upstream’s together',
  ),
  client_header_timeoutUs: duration(
    'client_header_timeout',
    60 * SECOND,
    DAY,
    'for the whole request head',
    { min: MS },
  ),
  client_body_timeoutUs: duration(
    'client_body_timeout',
    60 * SECOND,
    DAY,
    'between two reads of the body',
    { min: MS },
  ),
  proxy_connect_timeoutUs: duration(
    'proxy_connect_timeout',
    60 * SECOND,
    DAY,
    'for a connection to the app server',
    { min: MS },
  ),
  proxy_read_timeoutUs: duration(
    'proxy_read_timeout',
    60 * SECOND,
    DAY,
    'between two reads of the app server’s answer',
    { min: MS },
  ),
  send_timeoutUs: duration('send_timeout', 60 * SECOND, DAY, 'between two writes to the client', {
    min: MS,
  }),
};

export const LOCATION_ROOT: Field<string> = text(
  'static',
  '/srv/static',
  200,
  'the folder whose files are sent',
  { pattern: /^\/[!-~]*$/, looksLike: 'a folder such as /srv/static' },
);

export const LOCATION_STATUS: Field<number> = count(
  'return',
  200,
  200,
  599,
  'the status that nginx answers by itself',
);

export const SOCKET: Table<ListenSocket> = {
  kind: choice('kind', 'tcp', ['tcp', 'unix'], 'a TCP port, or a unix socket (a file)'),
  backlog: count('backlog', 2048, 1, 65_535, 'connections that may wait to be accepted'),
};

export const GUNICORN: Table<Omit<Gunicorn, 'kind' | 'host'>> = {
  version: choice('version', '26.1', ['26.1', '20.1'], 'which Gunicorn'),
  worker_class: choice(
    'worker_class',
    'sync',
    ['sync'],
    'how a worker works: sync = one request at a time',
  ),
  workers: count('workers', 1, 1, 512, 'worker processes'),
  timeoutUs: duration(
    'timeout',
    30 * SECOND,
    DAY,
    'a worker silent for longer is killed; never = 0',
    { named: { never: 0 } },
  ),
  graceful_timeoutUs: duration(
    'graceful_timeout',
    30 * SECOND,
    DAY,
    'how long a worker told to stop may finish its request',
  ),
  bootUs: duration(
    'boot',
    120 * MS,
    600 * SECOND,
    'from fork to ready: importing Django and the project',
  ),
};

export const ROUTE: Table<Route> = {
  name: name('name', 'route', 'what to call it'),
  method: choice('method', 'GET', ['GET', 'POST', 'PUT', 'DELETE'], 'the HTTP method'),
  path: text('path', '/', 200, 'the path that is asked for', {
    pattern: /^\/[!-~]*$/,
    looksLike: 'a path such as /profile/photo, without spaces',
  }),
  isStatic: flag('static', false, 'a file under STATIC_ROOT'),
  bodyBytes: bytes('body', 0, 10 * GIB, 'size of the request body'),
  responseBytes: bytes('response', 10_000, 10 * GIB, 'size of the answer’s body'),
  contentType: text('type', 'text/html; charset=utf-8', 100, 'Content-Type of the answer', {
    pattern: /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.-]+)?$/,
    looksLike: 'a content type such as text/html; charset=utf-8',
  }),
  cpuUs: duration('cpu', 4 * MS, HOUR, 'Python’s own work'),
  waitUs: duration(
    'wait',
    0,
    HOUR,
    'time the view waits for something outside: another service, a lock, a sleep',
  ),
  waitIs: choice(
    'waitIs',
    'fixed',
    ['fixed', 'exponential'],
    'always the same, or random with this mean',
  ),
  queries: count('queries', 0, 0, 1_000, 'database queries, one after another'),
  queryUs: duration('query', MS, HOUR, 'the database’s work for one query'),
  effect: choice(
    'effect',
    'none',
    ['none', 'crash', 'hang'],
    'what the view does to its own process',
  ),
};

export const POSTGRESQL: Table<Omit<PostgreSQL, 'kind' | 'host'>> = {
  rttUs: duration('rtt', 200, 10 * SECOND, 'round trip between Django and the database'),
  max_connections: count('max_connections', 100, 1, 10_000, 'sessions at once'),
  superuser_reserved_connections: count(
    'superuser_reserved_connections',
    3,
    0,
    9_999,
    'of these, kept for administrators',
  ),
  connectUs: duration(
    'connect',
    5 * MS,
    60 * SECOND,
    'password check and process start for a new session',
  ),
  CONN_MAX_AGEUs: duration(
    'CONN_MAX_AGE',
    0,
    DAY,
    'Django keeps a connection open for this long; none = for ever',
    { named: { none: Number.POSITIVE_INFINITY, never: Number.POSITIVE_INFINITY } },
  ),
};
