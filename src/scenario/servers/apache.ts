import { msg } from '../../language/t.ts';
import {
  bytes,
  choice,
  count,
  DAY,
  duration,
  flag,
  GIB,
  KIB,
  nullable,
  SECOND,
} from '../makeField.ts';
import { frontServer } from './frontServer.ts';
import { PLAIN_FRONT } from './frontTraits.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** How much of a body mod_proxy_http reads before it connects: MAX_MEM_SPOOL, less the 80 bytes at which it is content (2.4, `ap_proxy_prefetch_input`). */
const BODY_PREFIX_BYTES = 16 * KIB - 80;
/** Bytes of an answer that may be unsent before a thread waits for the client (FlushMaxThreshold); event sends the rest without it. */
const UNSENT_BYTES = 64 * KIB;
/** Between the app server and mod_proxy, which lets the window of that connection grow wider than nginx does; fitted, on loopback. */
const HOP_BYTES = 5_050_000;
/** The kernel shows a connection with its first bytes only (AcceptFilter http data). */
const DEFER_ACCEPT_US = 30 * SECOND;
/** mod_reqtimeout: MinRate, by itself and in Debian; and header=20-40: the head may take twice its limit. SIMPLIFIED: neither is a setting. */
const MIN_RATE_BYTES = 500;
const HEAD_MOST = 2;
/** Statuses after which Apache closes, whoever has answered (httpd.h, `ap_status_drops_connection`). */
const CLOSES_AFTER: readonly number[] = [400, 408, 411, 413, 414, 500, 501, 503];
const WORK_US = 250;

/** Apache with its event MPM: as reverse proxy (mod_proxy_http), or before mod_wsgi's daemon processes. Directives in its own spelling. */
export const APACHE = frontServer({
  name: 'Apache',
  isMeasured: true,
  releases: null,
  parts: ['upstream', 'tls'],
  // lbmethod=byrequests and bybusyness; it has nothing that goes by address.
  methods: ['round_robin', 'least_conn'],
  words: {
    maxBody: 'LimitRequestBody',
    connections: 'MaxRequestWorkers',
    headLimit: 'RequestReadTimeout-header',
    bodyLimit: 'RequestReadTimeout-body',
    connectLimit: 'ProxyTimeout',
    answerLimit: 'ProxyTimeout',
    keepalive: 'KeepAliveTimeout',
  },
  settings: {
    version: choice('version', '2.4', ['2.4'], msg('which Apache')),
    max_request_workers: count(
      'MaxRequestWorkers',
      150,
      1,
      20_000,
      msg('threads that deal with requests; more clients wait in the queue of the socket'),
    ),
    listen_backlog: count(
      'ListenBacklog',
      511,
      1,
      65_535,
      msg('connections that may wait for a thread'),
    ),
    timeoutUs: duration(
      'Timeout',
      60 * SECOND,
      DAY,
      msg('between two reads of a request, and between two writes of an answer'),
    ),
    proxy_timeoutUs: nullable(
      duration(
        'ProxyTimeout',
        60 * SECOND,
        DAY,
        msg('for the app server’s answer; Timeout where none is written'),
      ),
    ),
    retryUs: duration(
      'retry',
      60 * SECOND,
      DAY,
      msg('with several app servers: how long one that could not be connected to is left alone'),
    ),
    limit_request_bodyBytes: bytes(
      'LimitRequestBody',
      GIB,
      100 * GIB,
      msg('larger uploads are refused with 413; 0 = never'),
    ),
    keep_alive: flag('KeepAlive', true, msg('keep a client’s connection for its next request')),
    keep_alive_timeoutUs: duration(
      'KeepAliveTimeout',
      5 * SECOND,
      DAY,
      msg('how long such a connection may be idle'),
    ),
    max_keep_alive_requests: count(
      'MaxKeepAliveRequests',
      100,
      0,
      1_000_000,
      msg('requests on one client connection; 0 = as many as come'),
    ),
    header_timeoutUs: duration(
      'RequestReadTimeout-header',
      20 * SECOND,
      DAY,
      msg('mod_reqtimeout: for the whole head; never = 0'),
      { named: { never: 0 } },
    ),
    body_timeoutUs: duration(
      'RequestReadTimeout-body',
      20 * SECOND,
      DAY,
      msg(
        'mod_reqtimeout: for the whole body, longer while it comes at 500 B/s or more; never = 0',
      ),
      { named: { never: 0 } },
    ),
  } as const,
  traits: (apache) => ({
    ...PLAIN_FRONT,
    requestBufferBytes: BODY_PREFIX_BYTES,
    maxBodyBytes: apache.limit_request_bodyBytes || NEVER,
    answerMemoryBytes: UNSENT_BYTES,
    answerFileBytes: 0,
    unsentBytes: UNSENT_BYTES,
    hopBytes: HOP_BYTES,
    connections: apache.max_request_workers,
    ownConnections: 0,
    countsUpstream: false,
    waitingRoom: apache.listen_backlog,
    idleIsFree: true,
    defersAcceptUs: DEFER_ACCEPT_US,
    headLimitUs: apache.header_timeoutUs || apache.timeoutUs || NEVER,
    headMostUs: apache.header_timeoutUs * HEAD_MOST || NEVER,
    headStatus: 408,
    bodySilenceUs: apache.timeoutUs || NEVER,
    bodyLimitUs: apache.body_timeoutUs || NEVER,
    extendedByBytes: MIN_RATE_BYTES,
    bodyStatus: 408,
    sendSilenceUs: apache.timeoutUs || NEVER,
    keepaliveUs: apache.keep_alive ? apache.keep_alive_timeoutUs : 0,
    keepaliveRequests: apache.max_keep_alive_requests || NEVER,
    closesAfter: CLOSES_AFTER,
    closesAfterAny: true,
    seesLeaving: false,
    connectLimitUs: apache.proxy_timeoutUs ?? apache.timeoutUs,
    answerLimitUs: apache.proxy_timeoutUs ?? apache.timeoutUs,
    refusedStatus: 503,
    closedStatus: 502,
    unreachedStatus: 503,
    lateStatus: 502,
    upstreamVersion: '1.1',
    upstreamPool: apache.max_request_workers,
    pooledFor: { idleUs: NEVER, requests: NEVER },
    triesNext: true,
    resendsSent: false,
    retryUs: apache.retryUs,
    recoversAll: true,
    compresses: false,
    workUs: WORK_US,
  }),
});
