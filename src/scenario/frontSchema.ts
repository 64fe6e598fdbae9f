/** Parts of front servers that are sets of settings of their own, in nginx’s spelling and with nginx’s defaults. */
import { msg } from '../language/t.ts';
import type { Field, Table } from './fields.ts';
import {
  choice,
  count,
  DAY,
  duration,
  flag,
  MS,
  nullable,
  quantity,
  SECOND,
  text,
} from './makeField.ts';
import type { LimitReq, ProxyCache, Tls, Upstream } from './scenario.ts';

export const UPSTREAM: Table<Omit<Upstream, 'weights'>> = {
  method: choice(
    'method',
    'round_robin',
    ['round_robin', 'least_conn', 'ip_hash'],
    msg(
      'who is next: in turn by weight, whoever has fewest connections, or always the same for one network of clients',
    ),
  ),
  keepalive: nullable(
    count(
      'keepalive',
      0,
      0,
      65_535,
      msg('idle connections kept to the app servers; 32 since nginx 1.29.7, none before'),
    ),
  ),
  keepalive_timeoutUs: duration(
    'keepalive_timeout',
    60 * SECOND,
    DAY,
    msg('how long such a connection may be idle'),
    { min: MS },
  ),
  keepalive_requests: count(
    'keepalive_requests',
    1000,
    1,
    1_000_000,
    msg('requests on such a connection before it is closed'),
  ),
  max_fails: count(
    'max_fails',
    1,
    0,
    1_000,
    msg('failures within fail_timeout after which an app server is left alone; 0 = never'),
  ),
  fail_timeoutUs: duration(
    'fail_timeout',
    10 * SECOND,
    DAY,
    msg('how long failures count, and how long the server is left alone then'),
    { min: MS },
  ),
};

export const LOCATION_ROOT: Field<string> = text(
  'static',
  '/srv/static',
  200,
  msg('the folder whose files are sent'),
  { pattern: /^\/[!-~]*$/, looksLike: msg('a folder such as /srv/static') },
);

export const LOCATION_STATUS: Field<number> = count(
  'return',
  200,
  200,
  599,
  msg('the status that nginx answers by itself'),
);

export const WEIGHT: Field<number> = count('weight', 1, 1, 1_000, msg('its share of the requests'));

export const TLS: Table<Tls> = {
  protocol: choice(
    'ssl_protocols',
    '1.3',
    ['1.3', '1.2'],
    msg('which TLS: 1.2 needs two round trips for a new client, 1.3 one'),
  ),
  certificate: choice(
    'certificate',
    'ecdsa',
    ['ecdsa', 'rsa'],
    msg('what key the certificate has: P-256, or RSA with 2048 bits, which costs the server more'),
  ),
  session_tickets: flag(
    'ssl_session_tickets',
    true,
    msg('a client that was here before goes on with what both know, without a certificate'),
  ),
  early_data: flag(
    'ssl_early_data',
    false,
    msg('TLS 1.3: such a client sends its request along with its first word'),
  ),
  http2: flag('http2', false, msg('HTTP/2: all requests of a client over one connection')),
};

export const LIMIT_REQ: Table<LimitReq> = {
  ratePerSecond: quantity(
    'rate',
    'rate',
    10,
    0.01,
    1_000_000,
    msg('requests of one address that go through'),
  ),
  burst: count('burst', 0, 0, 100_000, msg('so many more may come early and wait for their turn')),
  nodelay: flag('nodelay', false, msg('those do not wait')),
  status: count('limit_req_status', 503, 400, 599, msg('what the others are answered')),
};

export const PROXY_CACHE: Table<ProxyCache> = {
  validUs: duration(
    'proxy_cache_valid',
    600 * SECOND,
    DAY,
    msg('how long an answer is fresh, in whole seconds'),
    { min: SECOND },
  ),
  lock: flag(
    'proxy_cache_lock',
    false,
    msg('only one request at a time fetches an answer that is missing; the others wait'),
  ),
  lock_timeoutUs: duration(
    'proxy_cache_lock_timeout',
    5 * SECOND,
    DAY,
    msg('who has waited for so long goes to the app server after all'),
  ),
  lock_ageUs: duration(
    'proxy_cache_lock_age',
    5 * SECOND,
    DAY,
    msg('after so long one more request may fetch the answer'),
  ),
  use_stale: flag(
    'proxy_cache_use_stale',
    false,
    msg(
      'an answer that is no longer fresh is given while a new one is fetched, and where the app server fails',
    ),
  ),
};
