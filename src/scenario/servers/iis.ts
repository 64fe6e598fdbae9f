import { msg } from '../../language/t.ts';
import { bytes, choice, count, DAY, duration, GIB, KIB, MIB, SECOND } from '../makeField.ts';
import { frontServer } from './frontServer.ts';
import { PLAIN_FRONT } from './frontTraits.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** How often HttpPlatformHandler looks whether the program it has started listens. SIMPLIFIED: not documented; any short time will do. */
const LOOKS_EVERY_US = 50_000;
/** Requests that IIS deals with at once before they queue (`appConcurrentRequestLimit`). */
const CONCURRENT_REQUESTS = 5000;

/** IIS with HttpPlatformHandler before a Python server that it starts itself: from its documentation, not measured. */
export const IIS = frontServer({
  name: 'IIS',
  isMeasured: false,
  releases: null,
  parts: ['tls'],
  words: {
    maxBody: 'maxAllowedContentLength',
    connections: 'queueLength',
    headLimit: 'connectionTimeout',
    bodyLimit: 'connectionTimeout',
    connectLimit: 'startupTimeLimit',
    answerLimit: 'requestTimeout',
    keepalive: 'connectionTimeout',
  },
  settings: {
    version: choice('version', '10', ['10'], msg('which IIS')),
    queue_length: count(
      'queueLength',
      1000,
      10,
      65_535,
      msg('requests that may wait for the application pool; beyond that 503'),
    ),
    request_timeoutUs: duration(
      'requestTimeout',
      120 * SECOND,
      DAY,
      msg('for the Python server’s answer'),
    ),
    startup_time_limitUs: duration(
      'startupTimeLimit',
      10 * SECOND,
      DAY,
      msg('how long the Python server may take to listen'),
    ),
    rapid_fails_per_minute: count(
      'rapidFailsPerMinute',
      10,
      1,
      100,
      msg('deaths within a minute after which it is not started again'),
    ),
    max_content_lengthBytes: bytes(
      'maxAllowedContentLength',
      30_000_000,
      4 * GIB,
      msg('larger uploads are refused with 413'),
      { min: MIB },
    ),
    connection_timeoutUs: duration(
      'connectionTimeout',
      120 * SECOND,
      DAY,
      msg('how long IIS waits for more of a request, and for the next one'),
    ),
  } as const,
  traits: (iis) => ({
    ...PLAIN_FRONT,
    requestBufferBytes: 0,
    maxBodyBytes: iis.max_content_lengthBytes,
    answerMemoryBytes: 64 * KIB,
    answerFileBytes: 0,
    connections: CONCURRENT_REQUESTS,
    ownConnections: 0,
    countsUpstream: false,
    waitingRoom: iis.queue_length,
    fullStatus: 503,
    idleIsFree: true,
    headLimitUs: iis.connection_timeoutUs,
    headStatus: 0,
    bodySilenceUs: iis.connection_timeoutUs,
    bodyStatus: 0,
    sendSilenceUs: iis.connection_timeoutUs,
    keepaliveUs: iis.connection_timeoutUs,
    keepaliveRequests: NEVER,
    connectLimitUs: iis.startup_time_limitUs,
    answerLimitUs: iis.request_timeoutUs,
    refusedStatus: 502,
    closedStatus: 502,
    unreachedStatus: 502,
    lateStatus: 502,
    upstreamVersion: '1.1',
    upstreamPool: 0,
    reconnectsInUs: () => LOOKS_EVERY_US,
    startsAppPerMinute: iis.rapid_fails_per_minute,
    triesNext: false,
    compresses: false,
    workUs: 200,
  }),
});
