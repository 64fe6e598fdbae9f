/** Settings of Gunicorn and of the socket that it listens on, in its own spelling and with its own defaults. */
import type { Table } from './fields.ts';
import { bytes, choice, count, DAY, duration, flag, GIB, MS, SECOND } from './makeField.ts';
import type { Gunicorn, ListenSocket } from './scenario.ts';

export const MOST_INSTANCES = 16;

export const SOCKET: Table<ListenSocket> = {
  kind: choice('kind', 'tcp', ['tcp', 'unix'], 'a TCP port, or a unix socket (a file)'),
  backlog: count('backlog', 2048, 1, 65_535, 'connections that may wait to be accepted'),
  rttUs: duration(
    'rtt',
    0,
    10 * SECOND,
    'round trip between nginx and the app server; 0 on one machine',
  ),
};

export const GUNICORN: Table<Omit<Gunicorn, 'kind' | 'host'>> = {
  version: choice('version', '26.1', ['26.1', '20.1'], 'which Gunicorn'),
  instances: count('instances', 1, 1, MOST_INSTANCES, 'equal copies of this server behind nginx'),
  worker_class: choice(
    'worker_class',
    'sync',
    ['sync', 'gthread', 'gevent', 'asgi'],
    'how a worker works: one request at a time (sync), in threads (gthread), in greenlets (gevent), on an event loop (asgi)',
  ),
  workers: count('workers', 1, 1, 512, 'worker processes'),
  threads: count('threads', 1, 1, 1_000, 'threads of each gthread worker'),
  worker_connections: count(
    'worker_connections',
    1000,
    1,
    1_000_000,
    'connections that a gthread or gevent worker holds at once',
  ),
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
  keepaliveUs: duration(
    'keepalive',
    2 * SECOND,
    DAY,
    'how long a kept connection may be idle (not with sync workers); 0 = closed after each answer',
  ),
  max_requests: count(
    'max_requests',
    0,
    0,
    1_000_000_000,
    'a worker is replaced after this many requests; 0 = never',
  ),
  max_requests_jitter: count(
    'max_requests_jitter',
    0,
    0,
    1_000_000_000,
    'a random number up to this is added to max_requests, for each worker its own',
  ),
  preload_app: flag(
    'preload_app',
    false,
    'import the app before workers are forked: a new one is ready at once',
  ),
  asgi_disconnect_grace_periodUs: duration(
    'asgi_disconnect_grace_period',
    3 * SECOND,
    DAY,
    'how long an async view may go on after its client has left',
  ),
  django: choice(
    'django',
    '5.2',
    ['5.2', '3.2'],
    'which Django: 3.2 runs all sync code of an asgi worker in one thread',
  ),
  memoryBytes: bytes(
    'memory',
    60_000_000,
    100 * GIB,
    'memory of one worker process, apart from what its requests need',
  ),
  bootUs: duration(
    'boot',
    120 * MS,
    600 * SECOND,
    'from fork to ready: importing Django and the project',
  ),
};
