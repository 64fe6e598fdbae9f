/**
 * What was measured of TLS and HTTP/2 (T_handshake-cpu, T_roundtrips, T_h2-vs-h1; nginx 1.31.5, OpenSSL 3.0.22), medians of three.
 * The measuring client took no session tickets from one connection to the next, unless said.
 */
type Protocol = '1.2' | '1.3';
type Certificate = 'ecdsa' | 'rsa';

/** 500 connections one after another on one machine: the server's work, and connecting and handshake as the client sees them, ms. */
export const PLAIN_CONNECT_MS = { cpu: 0.02, wall: 0.02 };
export const HANDSHAKE_CPU: readonly (readonly [Certificate, Protocol, boolean, number, number])[] =
  [
    // certificate, protocol, resumed, CPU, wall
    ['ecdsa', '1.2', false, 0.296, 0.746],
    ['ecdsa', '1.2', true, 0.1454, 0.405],
    ['ecdsa', '1.3', false, 0.3497, 0.846],
    ['ecdsa', '1.3', true, 0.3145, 0.779],
    ['rsa', '1.2', false, 0.5175, 0.946],
    ['rsa', '1.2', true, 0.1394, 0.425],
    ['rsa', '1.3', false, 0.5493, 1.006],
    ['rsa', '1.3', true, 0.2871, 0.724],
  ];

/** Requests for 4000 bytes one after another over one connection at 100 ms: the end of the handshake and of each answer, ms. */
export const ROUND_TRIPS: readonly (readonly [
  Certificate,
  Protocol,
  boolean,
  number,
  readonly number[],
])[] = [
  ['ecdsa', '1.2', false, 307.1, [408.8, 511.4, 613.2]],
  ['ecdsa', '1.2', true, 206.4, [308.5]],
  ['ecdsa', '1.3', false, 203.7, [305.5, 406.8, 508.8]],
  ['ecdsa', '1.3', true, 203.5, [305.1]],
  ['rsa', '1.2', false, 305.8, [407.2, 510.5, 612]],
  ['rsa', '1.2', true, 202.8, [304.7]],
  ['rsa', '1.3', false, 203.9, [305.7, 407.1, 508.6]],
  ['rsa', '1.3', true, 202.9, [304.3]],
];
export const PLAIN_ROUND_TRIPS_MS: readonly number[] = [203.9, 306.2, 408];
/** First byte of the answer with early data, and how long the client's process took to start, ms. */
export const EARLY_DATA_MS = { firstByte: 228.6, ofThatStarting: 25 };

/** 30 files of 4000 bytes: the whole page, its first file, ms, and the connections it took. */
export const PAGES = {
  'six, kept': {
    clients: { connections: 6, keepAlive: true, http2: false },
    wide: { none: [613.5, 204.1, 6], '1.2': [827, 412.9, 6], '1.3': [723, 309.8, 6] },
    narrow: { none: [711.2, 204.7, 6], '1.2': [917, 411.4, 6], '1.3': [817.6, 308.6, 6] },
  },
  'one, kept': {
    clients: { connections: 1, keepAlive: true, http2: false },
    wide: { none: [3147.8, 202.8, 1], '1.2': [3358.3, 408.4, 1], '1.3': [3264.2, 307.9, 1] },
    narrow: { none: [3151.6, 202.9, 1], '1.2': [3352.9, 406.6, 1], '1.3': [3264.2, 305.5, 1] },
  },
  'six at a time, not kept': {
    clients: { connections: 6, keepAlive: false, http2: false },
    wide: { none: [1022.8, 204, 30], '1.2': [2058.3, 411.2, 30], '1.3': [1548.5, 309.3, 30] },
    narrow: { none: [1109.5, 203.6, 30], '1.2': [2140, 412.2, 30], '1.3': [1649.7, 307.4, 30] },
  },
  'HTTP/2, window of 15 MB': {
    clients: { keepAlive: true, http2: true },
    wide: { '1.2': [411.6, 409.3, 1], '1.3': [313.9, 310, 1] },
    narrow: { '1.2': [882.2, 411, 1], '1.3': [782, 307.1, 1] },
  },
  'HTTP/2, window of 64 KiB': {
    clients: { keepAlive: true, http2: true, window: '65535B' },
    wide: { '1.2': [614.5, 409.6, 1], '1.3': [515.8, 309.6, 1] },
    narrow: { '1.2': [882.1, 409.4, 1], '1.3': [779.7, 307.4, 1] },
  },
} as const;
