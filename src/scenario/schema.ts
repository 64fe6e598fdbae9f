/**
 * Every setting of a scenario as one line: written key, unit, default, limits, plain words. Defaults of programs are the
 * programs' own: nginx 1.31, Gunicorn 26.1, PostgreSQL 15, Django's settings reference. Nothing here computes.
 */
import type { Field, Table } from './fields.ts';
import type {
  Gunicorn,
  Host,
  Link,
  ListenSocket,
  Nginx,
  Pace,
  Population,
  PostgreSQL,
  Route,
  Scenario,
} from './scenario.ts';
import type { Quantity } from './units.ts';

const MS = 1_000;
const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;
const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** More requests than this in one scenario are refused: a recording must fit a page's memory. */
export const MOST_REQUESTS = 2_000_000;
export const MOST_HOSTS = 8;
export const MOST_POPULATIONS = 20;
export const MOST_ROUTES = 100;
export const MOST_LOCATIONS = 50;
export const MOST_INTERVENTIONS = 200;
export const MOST_LISTED_ARRIVALS = 10_000;

const NAME = /^[A-Za-z][\w-]*$/;
const PLAIN = { named: {}, choices: [], pattern: null, looksLike: '', min: 0, max: 0 };

type Extra<V> = Partial<Pick<Field<V>, 'named' | 'pattern' | 'looksLike'>>;

function quantity(
  kind: Quantity | 'count' | 'number',
  key: string,
  fallback: number,
  min: number,
  max: number,
  words: string,
  extra: Extra<number> = {},
): Field<number> {
  return { ...PLAIN, kind, key, fallback, min, max, words, ...extra };
}
const duration = (
  key: string,
  fallback: number,
  max: number,
  words: string,
  extra: Extra<number> & { min?: number } = {},
) => quantity('duration', key, fallback, extra.min ?? 0, max, words, extra);
const bytes = (
  key: string,
  fallback: number,
  max: number,
  words: string,
  extra: Extra<number> & { min?: number } = {},
) => quantity('bytes', key, fallback, extra.min ?? 0, max, words, extra);
const count = (key: string, fallback: number, min: number, max: number, words: string) =>
  quantity('count', key, fallback, min, max, words);

function flag(key: string, fallback: boolean, words: string): Field<boolean> {
  return { ...PLAIN, kind: 'flag', key, fallback, words, named: {} };
}
function choice<V extends string>(
  key: string,
  fallback: V,
  choices: readonly V[],
  words: string,
): Field<V> {
  return { ...PLAIN, kind: 'choice', key, fallback, choices, words, named: {} };
}
function text(
  key: string,
  fallback: string,
  max: number,
  words: string,
  extra: Extra<string> = {},
): Field<string> {
  return {
    ...PLAIN,
    kind: 'text',
    key,
    fallback,
    min: 1,
    max,
    words,
    looksLike: `text of 1 to ${max} characters`,
    named: {},
    ...extra,
  };
}
const name = (key: string, fallback: string, words: string) =>
  text(key, fallback, 32, words, {
    pattern: NAME,
    looksLike: 'a name of up to 32 letters, digits, “-” and “_”, beginning with a letter',
  });

const NEVER = { named: { never: Number.POSITIVE_INFINITY, none: Number.POSITIVE_INFINITY } };
const UNLIMITED = { named: { unlimited: Number.POSITIVE_INFINITY } };

export const SCENARIO: Table<Pick<Scenario, 'title' | 'seed' | 'durationUs'>> = {
  title: text('title', 'Untitled', 120, 'what this run is about'),
  seed: count(
    'seed',
    1,
    0,
    4_294_967_295,
    'the number that all chance follows from: same seed, same run',
  ),
  durationUs: duration('duration', 10 * SECOND, HOUR, 'how long the world runs', { min: MS }),
};

export const HOST: Table<Pick<Host, 'cores'>> = {
  cores: count('cores', 2, 1, 128, 'processor cores'),
};

export const LINK: Table<Omit<Link, 'name'>> = {
  rttUs: duration(
    'rtt',
    40 * MS,
    10 * SECOND,
    'round trip: there and back, for the smallest packet',
  ),
  upBytesPerSecond: quantity(
    'bandwidth',
    'up',
    2_500_000,
    1,
    12_500_000_000,
    'from the client to the server',
    UNLIMITED,
  ),
  downBytesPerSecond: quantity(
    'bandwidth',
    'down',
    6_250_000,
    1,
    12_500_000_000,
    'from the server to the client',
    UNLIMITED,
  ),
  sendBufferBytes: bytes(
    'sendBuffer',
    1_600_000,
    GIB,
    'what the server’s kernel takes off its program before a write blocks',
    { min: KIB },
  ),
  receiveBufferBytes: bytes(
    'receiveBuffer',
    64 * KIB,
    GIB,
    'what the client’s kernel holds unread',
    { min: KIB },
  ),
};

export const PACE: Table<Pace> = {
  headOverUs: duration('headOver', 0, HOUR, 'the request head trickles out over this long'),
  bodyOverUs: duration('bodyOver', 0, HOUR, 'the body trickles out over this long'),
  stops: {
    ...PLAIN,
    key: 'stops',
    kind: 'choice',
    words: 'where the client falls silent for good',
    fallback: null,
    choices: ['before-head', 'mid-head', 'mid-body'],
    named: { none: null },
  },
  readBytesPerSecond: quantity(
    'bandwidth',
    'readRate',
    Number.POSITIVE_INFINITY,
    1,
    12_500_000_000,
    'how fast the client reads the answer',
    UNLIMITED,
  ),
  readEveryUs: duration(
    'readEvery',
    50 * MS,
    10 * SECOND,
    'how often it looks at its socket while it reads at a rate',
    { min: MS },
  ),
  readDelayUs: duration('readDelay', 0, HOUR, 'how long it leaves the answer unread'),
};

export const POPULATION: Table<Pick<Population, 'name' | 'patienceUs' | 'closes'>> = {
  name: name('name', 'clients', 'what to call these clients'),
  patienceUs: duration(
    'patience',
    Number.POSITIVE_INFINITY,
    24 * HOUR,
    'they give up after this long without a complete answer',
    { min: MS, ...NEVER },
  ),
  closes: flag('closes', true, 'they close their side after the answer'),
};

/** Open arrivals: people come whether or not others are served. */
export const OPEN: Table<{
  perSecond: number;
  kind: 'poisson' | 'uniform';
  fromUs: number;
  untilUs: number;
}> = {
  perSecond: quantity('rate', 'rate', 10, 1 / 3600, 1_000_000, 'how many come'),
  kind: choice(
    'spacing',
    'poisson',
    ['poisson', 'uniform'],
    'at random (poisson) or evenly spaced (uniform)',
  ),
  fromUs: duration('from', 0, HOUR, 'the first moment'),
  untilUs: duration('until', 10 * SECOND, HOUR, 'the last moment'),
};

/** `every: 200ms` is a rate with even spacing. */
export const EVERY: Field<number> = duration('every', 100 * MS, HOUR, 'one comes this often', {
  min: 1,
});

/** Closed arrivals: the same clients again and again. */
export const CLOSED: Table<{
  count: number;
  thinkUs: number;
  thinkIs: 'fixed' | 'exponential';
  requestsEach: number;
}> = {
  count: count('count', 1, 1, 10_000, 'how many clients'),
  thinkUs: duration('think', SECOND, HOUR, 'the pause between an answer and the next request'),
  thinkIs: choice(
    'thinkIs',
    'fixed',
    ['fixed', 'exponential'],
    'always the same, or random with this mean',
  ),
  requestsEach: count('requestsEach', 10, 1, 100_000, 'after this many requests a client is done'),
};

/** One listed arrival; what is not written is as in the route or population. */
export const ARRIVAL: Table<{
  atUs: number;
  waitUs: number | null;
  bodyBytes: number | null;
  patienceUs: number | null;
}> = {
  atUs: duration('at', 0, HOUR, 'when it comes'),
  waitUs: { ...duration('wait', 0, HOUR, 'how long its view waits'), fallback: null },
  bodyBytes: { ...bytes('body', 0, 10 * GIB, 'how much it uploads'), fallback: null },
  patienceUs: {
    ...duration('patience', 0, 24 * HOUR, 'it gives up after this long', { min: MS, ...NEVER }),
    fallback: null,
  },
};

export const WEIGHT: Field<number> = quantity(
  'number',
  'weight',
  1,
  0.001,
  1_000_000,
  'how often, compared with the others',
);

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
    24 * HOUR,
    'for the whole request head',
    { min: MS },
  ),
  client_body_timeoutUs: duration(
    'client_body_timeout',
    60 * SECOND,
    24 * HOUR,
    'between two reads of the body',
    { min: MS },
  ),
  proxy_connect_timeoutUs: duration(
    'proxy_connect_timeout',
    60 * SECOND,
    24 * HOUR,
    'for a connection to the app server',
    { min: MS },
  ),
  proxy_read_timeoutUs: duration(
    'proxy_read_timeout',
    60 * SECOND,
    24 * HOUR,
    'between two reads of the app server’s answer',
    { min: MS },
  ),
  send_timeoutUs: duration(
    'send_timeout',
    60 * SECOND,
    24 * HOUR,
    'between two writes to the client',
    { min: MS },
  ),
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
    24 * HOUR,
    'a worker silent for longer is killed; never = 0',
    { named: { never: 0 } },
  ),
  graceful_timeoutUs: duration(
    'graceful_timeout',
    30 * SECOND,
    24 * HOUR,
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
    24 * HOUR,
    'Django keeps a connection open for this long; none = for ever',
    { named: { none: Number.POSITIVE_INFINITY, never: Number.POSITIVE_INFINITY } },
  ),
};

/** Numbers within interventions. */
export const INTERVENTION = {
  at: duration('at', 0, HOUR, 'when it happens'),
  worker: count('kill-worker', 1, 1, 1_000, 'which worker, counted from 1'),
  down: duration('restart-database', 2 * SECOND, HOUR, 'how long the database stays away'),
  factor: quantity('number', 'factor', 10, 0.01, 10_000, 'how many times as long a query takes'),
  for: duration('for', 2 * SECOND, HOUR, 'how long it stays slow'),
  count: count('count', 10, 1, 100_000, 'how many requests at once'),
  request: count(
    'abort-client',
    1,
    1,
    MOST_REQUESTS,
    'which request, counted from 1 in order of arrival',
  ),
} as const satisfies Record<string, Field<number>>;
