/**
 * What a front server does for the requests that pass through it, as data: how much of a body and of an answer it collects, how long it
 * bears silence, and what it answers by itself when something is wrong. Like AppTraits, these are all that the engine asks.
 */
import type { Micros } from '../scenario.ts';

/** A front server that holds no more of an answer than this passes it on as it comes, at the client's speed. */
export const UNBUFFERED_BYTES = 4096;

export interface FrontTraits {
  /** Bytes of a body that it collects before the app server is asked; what is beyond streams through at the client's speed. Infinity = all of it. */
  readonly requestBufferBytes: number;
  /** A longer body is refused with 413. */
  readonly maxBodyBytes: number;
  /** Bytes of one answer that it takes off the app server before the client has read them: in memory, and in a file beyond that. */
  readonly answerMemoryBytes: number;
  readonly answerFileBytes: number;

  /** Connections, or requests, that it deals with at once; those it keeps for itself. */
  readonly connections: number;
  readonly ownConnections: number;
  /** Connections to app servers take from the same number. */
  readonly countsUpstream: boolean;
  /** What becomes of a client that comes when all are taken: closed at once, or waiting in a queue of this length until one is free. */
  readonly waitingRoom: number;
  /** What a client is answered for whom there is no room in that queue either (0 = the kernel drops its SYN, which is sent again). */
  readonly fullStatus: number;
  /** Idle kept connections, and those over which nothing has come yet, take none of them. */
  readonly idleIsFree: boolean;
  /** The kernel shows it a connection only once something has come over it, or after this long (TCP_DEFER_ACCEPT); 0 = at once. */
  readonly defersAcceptUs: Micros;

  /** The whole head must be there within this time; what is said otherwise (0 = closed without a word). */
  readonly headLimitUs: Micros;
  readonly headStatus: number;
  /** Between two reads of the body. */
  readonly bodySilenceUs: Micros;
  readonly bodyStatus: number;
  /** The whole body must be there within this time. */
  readonly bodyLimitUs: Micros;
  /** Both limits for a whole grow by a second for so many bytes that come (0 = they do not), the head's up to this at most. */
  readonly extendedByBytes: number;
  readonly headMostUs: Micros;
  /** Between two writes to the client. */
  readonly sendSilenceUs: Micros;
  readonly keepaliveUs: Micros;
  readonly keepaliveRequests: number;
  /** Statuses after which it closes the client's connection: of its own answers, or of any. */
  readonly closesAfter: readonly number[];
  readonly closesAfterAny: boolean;
  /** It sees a client leave while it waits for the app server, and gives that up. Otherwise it finds out when it writes. */
  readonly seesLeaving: boolean;

  /** For a connection to the app server, and for its answer. */
  readonly connectLimitUs: Micros;
  readonly answerLimitUs: Micros;
  /** What it answers where the app server refuses, closes without an answer, cannot be reached in time, does not answer in time. */
  readonly refusedStatus: number;
  readonly closedStatus: number;
  readonly unreachedStatus: number;
  readonly lateStatus: number;
  /** After `tries` connections that were refused it waits so long and tries again, until `connectLimitUs` is over; null = it does not. */
  readonly reconnectsInUs: ((tries: number) => Micros) | null;
  /** HTTP towards the app server, and idle connections kept to it (0 = none). */
  readonly upstreamVersion: '1.0' | '1.1';
  readonly upstreamPool: number;
  /** How long one of those may be idle, and how many requests it carries; null = as the upstream block says. */
  readonly pooledFor: { readonly idleUs: Micros; readonly requests: number } | null;
  /** A request that failed on one app server goes to the next (not a POST that has been sent). */
  readonly triesNext: boolean;
  /** Also one that may have reached the app server: unless it was a POST. Otherwise only one that found no connection. */
  readonly resendsSent: boolean;
  /** An app server that could not be connected to is left alone for so long; null = as the upstream block says. */
  readonly retryUs: Micros | null;
  /** Where all app servers are left alone it asks them all the same. */
  readonly recoversAll: boolean;
  /** It starts an app server that is gone itself, this often a minute at most; 0 = that is somebody else’s business. */
  readonly startsAppPerMinute: number;

  /** Bytes of an answer that the sockets between the app server and it hold, and how it writes to a slow reader (see `Writing`). */
  readonly hopBytes: number;
  readonly writing: Writing;
  /** The same where its memory cannot hold the answer. */
  readonly writingFromMemory: Writing;
  /** Its own part in an answer is over once no more than so many bytes of it are unsent: the rest goes out without its thread. */
  readonly unsentBytes: number;

  /** Pages (text/html) that it sends are compressed. */
  readonly compresses: boolean;

  /** One process deals with all connections: their TLS handshakes wait for one another. */
  readonly handshakesInTurn: boolean;
  /** Its own work for a request, and for a file it sends, core-µs. */
  readonly workUs: Micros;
}

/** How a program writes to a socket, as far as a slow reader can tell. Fitted, on loopback. */
export interface Writing {
  /** The part of a small receive window that stays empty between two looks of the reader. */
  readonly unusableWindowBytes: number;
  /** Share of the send buffer that payload fills: the kernel counts whole buffers, and many small writes leave them part empty. */
  readonly bufferShare: number;
}

const NEVER = Number.POSITIVE_INFINITY;
/** Socket buffers on a TCP hop of one machine, bytes; fitted. */
const TCP_HOP_BYTES = 3_590_000;

/** What is seldom otherwise: no limits for a whole, nothing deferred, nobody turned away with a status, nothing tried again on one server. */
export const PLAIN_FRONT = {
  fullStatus: 0,
  defersAcceptUs: 0,
  bodyLimitUs: NEVER,
  extendedByBytes: 0,
  headMostUs: NEVER,
  closesAfter: [] as readonly number[],
  closesAfterAny: false,
  seesLeaving: true,
  reconnectsInUs: null,
  pooledFor: null,
  resendsSent: true,
  retryUs: null,
  recoversAll: false,
  startsAppPerMinute: 0,
  hopBytes: TCP_HOP_BYTES,
  writing: { unusableWindowBytes: 10_700, bufferShare: 1 },
  writingFromMemory: { unusableWindowBytes: 10_700, bufferShare: 0.8 },
  unsentBytes: 0,
  handshakesInTurn: false,
} as const satisfies Partial<FrontTraits>;
