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
  MIB,
  MS,
  nullable,
  SECOND,
  UNLIMITED,
} from '../makeField.ts';
import { frontServer } from './frontServer.ts';
import { PLAIN_FRONT, UNBUFFERED_BYTES } from './frontTraits.ts';

/** nginx's defaults towards app servers: both changed with 1.29.7. */
const VERSIONS = {
  '1.31': { proxy_http_version: '1.1', keepalive: 32 },
  '1.22': { proxy_http_version: '1.0', keepalive: 0 },
} as const;

/** Connections that an nginx worker keeps for itself: its listening socket and its channel to the master. */
const OWN_CONNECTIONS = 2;
/** Statuses of its own after which nginx closes (ngx_http_special_response_handler). */
const CLOSES_AFTER: readonly number[] = [400, 413, 414, 500, 501];
/** From head to upstream and back, core-µs. */
const WORK_US = 150;

const SETTINGS = {
  version: choice('version', '1.31', ['1.31', '1.22'], msg('which nginx')),
  proxy_request_buffering: flag(
    'proxy_request_buffering',
    true,
    msg('collect the whole request before a worker is asked'),
  ),
  proxy_buffering: flag(
    'proxy_buffering',
    true,
    msg('take the whole answer off the worker before the client has read it'),
  ),
  proxy_buffersBytes: bytes(
    'proxy_buffers',
    36 * KIB,
    GIB,
    msg('memory for one answer: proxy_buffer_size and proxy_buffers together'),
    { min: KIB },
  ),
  proxy_max_temp_file_sizeBytes: bytes(
    'proxy_max_temp_file_size',
    GIB,
    100 * GIB,
    msg('disk for one answer that exceeds the memory; 0 = none'),
  ),
  client_max_body_sizeBytes: bytes(
    'client_max_body_size',
    MIB,
    100 * GIB,
    msg('larger uploads are refused with 413; unlimited = never'),
    UNLIMITED,
  ),
  worker_connections: count(
    'worker_connections',
    512,
    4,
    1_000_000,
    msg('connections that the one nginx worker process may hold, clients’ and upstream’s together'),
  ),
  client_header_timeoutUs: duration(
    'client_header_timeout',
    60 * SECOND,
    DAY,
    msg('for the whole request head'),
    { min: MS },
  ),
  client_body_timeoutUs: duration(
    'client_body_timeout',
    60 * SECOND,
    DAY,
    msg('between two reads of the body'),
    { min: MS },
  ),
  proxy_connect_timeoutUs: duration(
    'proxy_connect_timeout',
    60 * SECOND,
    DAY,
    msg('for a connection to the app server'),
    { min: MS },
  ),
  proxy_read_timeoutUs: duration(
    'proxy_read_timeout',
    60 * SECOND,
    DAY,
    msg('between two reads of the app server’s answer'),
    { min: MS },
  ),
  send_timeoutUs: duration(
    'send_timeout',
    60 * SECOND,
    DAY,
    msg('between two writes to the client'),
    {
      min: MS,
    },
  ),
  keepalive_timeoutUs: duration(
    'keepalive_timeout',
    75 * SECOND,
    DAY,
    msg(
      'how long a client’s idle connection is kept for its next request; 0 = closed after each answer',
    ),
  ),
  keepalive_requests: count(
    'keepalive_requests',
    1000,
    1,
    1_000_000,
    msg('requests on one client connection before it is closed'),
  ),
  proxy_http_version: nullable(
    choice<'1.0' | '1.1'>(
      'proxy_http_version',
      '1.0',
      ['1.0', '1.1'],
      msg('which HTTP the app server is spoken to in; 1.1 since nginx 1.29.7, 1.0 before'),
    ),
  ),
  proxy_next_upstream: {
    ...flag(
      'proxy_next_upstream',
      true,
      msg(
        'a request that failed or timed out on one app server goes to the next, unless it is a POST',
      ),
    ),
    named: { 'error timeout': true, off: false },
  },
  proxy_ignore_client_abort: flag(
    'proxy_ignore_client_abort',
    false,
    msg('ask the app server on, and read its answer, when the client has left'),
  ),
  gzip: flag(
    'gzip',
    false,
    msg(
      'pages (text/html) are compressed for clients that take that; their length is then not known beforehand',
    ),
  ),
} as const;

/** nginx; directives in nginx's own spelling. */
export const NGINX = frontServer({
  name: 'nginx',
  isMeasured: true,
  releases: { current: '1.31', classic: '1.22' },
  parts: ['upstream', 'tls', 'limit_req', 'proxy_cache'],
  settings: SETTINGS,
  words: {
    collects: 'proxy_request_buffering',
    takesAnswers: 'proxy_buffering',
    answerMemory: 'proxy_buffers',
    answerFile: 'proxy_max_temp_file_size',
    maxBody: 'client_max_body_size',
    connections: 'worker_connections',
    headLimit: 'client_header_timeout',
    bodyLimit: 'client_body_timeout',
    connectLimit: 'proxy_connect_timeout',
    answerLimit: 'proxy_read_timeout',
    keepalive: 'keepalive_timeout',
    nextUpstream: 'proxy_next_upstream',
  },
  traits: (nginx) => {
    const version = VERSIONS[nginx.version];
    const upstreamVersion = nginx.proxy_http_version ?? version.proxy_http_version;
    return {
      ...PLAIN_FRONT,
      requestBufferBytes: nginx.proxy_request_buffering ? Number.POSITIVE_INFINITY : 0,
      maxBodyBytes: nginx.client_max_body_sizeBytes,
      answerMemoryBytes: nginx.proxy_buffering ? nginx.proxy_buffersBytes : UNBUFFERED_BYTES,
      answerFileBytes: nginx.proxy_buffering ? nginx.proxy_max_temp_file_sizeBytes : 0,
      connections: nginx.worker_connections,
      ownConnections: OWN_CONNECTIONS,
      countsUpstream: true,
      waitingRoom: 0,
      idleIsFree: false,
      headLimitUs: nginx.client_header_timeoutUs,
      headStatus: 0,
      bodySilenceUs: nginx.client_body_timeoutUs,
      bodyStatus: 0,
      sendSilenceUs: nginx.send_timeoutUs,
      keepaliveUs: nginx.keepalive_timeoutUs,
      keepaliveRequests: nginx.keepalive_requests,
      closesAfter: CLOSES_AFTER,
      connectLimitUs: nginx.proxy_connect_timeoutUs,
      answerLimitUs: nginx.proxy_read_timeoutUs,
      refusedStatus: 502,
      closedStatus: 502,
      unreachedStatus: 504,
      lateStatus: 504,
      upstreamVersion,
      upstreamPool:
        upstreamVersion === '1.1' && nginx.upstream !== null
          ? (nginx.upstream.keepalive ?? version.keepalive)
          : 0,
      triesNext: nginx.proxy_next_upstream,
      seesLeaving: !nginx.proxy_ignore_client_abort,
      compresses: nginx.gzip,
      handshakesInTurn: true,
      workUs: WORK_US,
    };
  },
});
