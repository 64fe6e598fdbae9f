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

const NEVER = Number.POSITIVE_INFINITY;
/** How much of a body mod_proxy_http reads before it connects. */
const BODY_PREFIX_BYTES = 64 * KIB;
const WORK_US = 250;

/** Apache with its event MPM: as reverse proxy (mod_proxy_http), or before mod_wsgi's daemon processes. Directives in its own spelling. */
export const APACHE = frontServer({
  name: 'Apache',
  isMeasured: true,
  releases: null,
  parts: ['upstream', 'tls'],
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
    version: choice('version', '2.4', ['2.4'], 'which Apache'),
    max_request_workers: count(
      'MaxRequestWorkers',
      150,
      1,
      20_000,
      'threads that deal with requests; more clients wait in the queue of the socket',
    ),
    listen_backlog: count(
      'ListenBacklog',
      511,
      1,
      65_535,
      'connections that may wait for a thread',
    ),
    timeoutUs: duration(
      'Timeout',
      60 * SECOND,
      DAY,
      'between two reads of a request, and between two writes of an answer',
    ),
    proxy_timeoutUs: nullable(
      duration(
        'ProxyTimeout',
        60 * SECOND,
        DAY,
        'for the app server’s answer; Timeout where none is written',
      ),
    ),
    limit_request_bodyBytes: bytes(
      'LimitRequestBody',
      GIB,
      100 * GIB,
      'larger uploads are refused with 413; 0 = never',
    ),
    keep_alive: flag('KeepAlive', true, 'keep a client’s connection for its next request'),
    keep_alive_timeoutUs: duration(
      'KeepAliveTimeout',
      5 * SECOND,
      DAY,
      'how long such a connection may be idle',
    ),
    max_keep_alive_requests: count(
      'MaxKeepAliveRequests',
      100,
      0,
      1_000_000,
      'requests on one client connection; 0 = as many as come',
    ),
    header_timeoutUs: duration(
      'RequestReadTimeout-header',
      20 * SECOND,
      DAY,
      'mod_reqtimeout: for the whole head; never = 0',
      { named: { never: 0 } },
    ),
    body_timeoutUs: duration(
      'RequestReadTimeout-body',
      20 * SECOND,
      DAY,
      'mod_reqtimeout: for the whole body, longer while it comes at 500 B/s or more; never = 0',
      { named: { never: 0 } },
    ),
  } as const,
  traits: (apache) => ({
    requestBufferBytes: BODY_PREFIX_BYTES,
    maxBodyBytes: apache.limit_request_bodyBytes || NEVER,
    answerMemoryBytes: 64 * KIB,
    answerFileBytes: 0,
    connections: apache.max_request_workers,
    ownConnections: 0,
    countsUpstream: false,
    waitingRoom: apache.listen_backlog,
    idleIsFree: true,
    headLimitUs: apache.header_timeoutUs || NEVER,
    headStatus: 408,
    bodySilenceUs: Math.min(apache.timeoutUs || NEVER, apache.body_timeoutUs || NEVER),
    bodyStatus: 408,
    sendSilenceUs: apache.timeoutUs || NEVER,
    keepaliveUs: apache.keep_alive ? apache.keep_alive_timeoutUs : 0,
    keepaliveRequests: apache.max_keep_alive_requests || NEVER,
    connectLimitUs: apache.proxy_timeoutUs ?? apache.timeoutUs,
    answerLimitUs: apache.proxy_timeoutUs ?? apache.timeoutUs,
    refusedStatus: 503,
    closedStatus: 502,
    unreachedStatus: 503,
    lateStatus: 502,
    upstreamVersion: '1.1',
    upstreamPool: 0,
    triesNext: true,
    workUs: WORK_US,
  }),
});
