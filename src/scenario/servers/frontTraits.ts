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
  /** Idle kept connections, and those over which nothing has come yet, take none of them. */
  readonly idleIsFree: boolean;

  /** The whole head must be there within this time; what is said otherwise (0 = closed without a word). */
  readonly headLimitUs: Micros;
  readonly headStatus: number;
  /** Between two reads of the body. */
  readonly bodySilenceUs: Micros;
  readonly bodyStatus: number;
  /** Between two writes to the client. */
  readonly sendSilenceUs: Micros;
  readonly keepaliveUs: Micros;
  readonly keepaliveRequests: number;

  /** For a connection to the app server, and for its answer. */
  readonly connectLimitUs: Micros;
  readonly answerLimitUs: Micros;
  /** What it answers where the app server refuses, closes without an answer, cannot be reached in time, does not answer in time. */
  readonly refusedStatus: number;
  readonly closedStatus: number;
  readonly unreachedStatus: number;
  readonly lateStatus: number;
  /** HTTP towards the app server, and idle connections kept to it (0 = none). */
  readonly upstreamVersion: '1.0' | '1.1';
  readonly upstreamPool: number;
  /** A request that failed on one app server goes to the next (not a POST that has been sent). */
  readonly triesNext: boolean;

  /** Its own work for a request, and for a file it sends, core-µs. */
  readonly workUs: Micros;
}
