/** Settings of nginx, in its own spelling and with its own defaults. */
import type { Field, Table } from './fields.ts';
import {
  bytes,
  choice,
  count,
  DAY,
  duration,
  flag,
  GIB,
  KIB,
  MIB,
  MS,
  nullable,
  SECOND,
  text,
  UNLIMITED,
} from './makeField.ts';
import type { Nginx, Upstream } from './scenario.ts';

export const NGINX: Table<Omit<Nginx, 'kind' | 'host' | 'locations' | 'upstream'>> = {
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
  keepalive_timeoutUs: duration(
    'keepalive_timeout',
    75 * SECOND,
    DAY,
    'how long a client’s idle connection is kept for its next request; 0 = closed after each answer',
  ),
  keepalive_requests: count(
    'keepalive_requests',
    1000,
    1,
    1_000_000,
    'requests on one client connection before it is closed',
  ),
  proxy_http_version: nullable(
    choice(
      'proxy_http_version',
      '1.0',
      ['1.0', '1.1'],
      'which HTTP the app server is spoken to in; 1.1 since nginx 1.29.7, 1.0 before',
    ),
  ),
  proxy_next_upstream: {
    ...flag(
      'proxy_next_upstream',
      true,
      'a request that failed or timed out on one app server goes to the next, unless it is a POST',
    ),
    named: { 'error timeout': true, off: false },
  },
};

export const UPSTREAM: Table<Upstream> = {
  keepalive: nullable(
    count(
      'keepalive',
      0,
      0,
      65_535,
      'idle connections kept to the app servers; 32 since nginx 1.29.7, none before',
    ),
  ),
  keepalive_timeoutUs: duration(
    'keepalive_timeout',
    60 * SECOND,
    DAY,
    'how long such a connection may be idle',
    { min: MS },
  ),
  keepalive_requests: count(
    'keepalive_requests',
    1000,
    1,
    1_000_000,
    'requests on such a connection before it is closed',
  ),
  max_fails: count(
    'max_fails',
    1,
    0,
    1_000,
    'failures within fail_timeout after which an app server is left alone; 0 = never',
  ),
  fail_timeoutUs: duration(
    'fail_timeout',
    10 * SECOND,
    DAY,
    'how long failures count, and how long the server is left alone then',
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
