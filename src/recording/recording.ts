import { EVENT, EVENTS, type EventName, NONE } from './vocabulary.ts';

/** Events per chunk. Chunks keep the cost of an event flat: nothing is ever copied when a recording grows. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const MASK = CHUNK - 1;

const SEED_COLUMNS = 7;
const SEED_BITS = 11;
const SEED_MASK = (1 << SEED_BITS) - 1;

interface Chunk {
  readonly at: Float64Array;
  readonly type: Uint8Array;
  readonly request: Int32Array;
  readonly actor: Int32Array;
  /** Microseconds and bytes go beyond 2³¹. */
  readonly arg: Float64Array;
}

function newChunk(size: number): Chunk {
  return {
    at: new Float64Array(size),
    type: new Uint8Array(size),
    request: new Int32Array(size),
    actor: new Int32Array(size),
    arg: new Float64Array(size),
  };
}

/** What is fixed about a request when it starts; one per request, in order of start. */
export interface RequestSeed {
  readonly population: number;
  /** Which client of the population, from 0. */
  readonly client: number;
  /** Index in an explicit list of arrivals, or NONE. */
  readonly arrival: number;
  readonly route: number;
  readonly bodyBytes: number;
  readonly responseBytes: number;
  readonly waitUs: number;
}

/** Where a slot stands: one process of one app server. */
export interface SlotPlace {
  readonly instance: number;
  readonly process: number;
  /** 0-based within its process. */
  readonly nth: number;
}

/** Totals of one host over the run. */
export interface HostTotal {
  readonly name: string;
  readonly cores: number;
  /** Core-microseconds of work done. */
  readonly busyUs: number;
}

/** One event, as an object, for readers that are not in a hurry. */
export interface RecordedEvent {
  readonly index: number;
  readonly at: number;
  readonly name: EventName;
  readonly request: number;
  readonly actor: number;
  readonly arg: number;
}

/**
 * Everything that happened in one run, in order of time. `S` is the scenario it came from; this layer only carries it.
 * Readers go through {@link at}, {@link type} ... by event index, 0 <= index < {@link length}.
 */
export class Recording<S = unknown> {
  readonly scenario: S;
  /** The moment the run was observed until, µs. */
  endUs = 0;
  hosts: readonly HostTotal[] = [];
  /** Which process, and which of its threads, greenlets or tasks, each slot is. Grows while the run does. */
  readonly slots: SlotPlace[] = [];
  private readonly chunks: Chunk[] = [];
  private head: Chunk = newChunk(CHUNK);
  private headBase = 0;
  private fill = 0;
  /** Seeds of requests, {@link SEED_COLUMNS} numbers each, in chunks. */
  private readonly seedChunks: Float64Array[] = [];
  private requestCount = 0;

  constructor(scenario: S) {
    this.scenario = scenario;
    this.chunks.push(this.head);
  }

  /** Number of events. */
  get length(): number {
    return this.headBase + this.fill;
  }

  /** Number of requests. */
  get requests(): number {
    return this.requestCount;
  }

  /** Appends an event. Only the engine calls this; `at` never goes back. */
  push(at: number, type: number, request: number, actor: number, arg: number): void {
    let i = this.fill;
    if (i === CHUNK) {
      this.headBase += CHUNK;
      this.head = newChunk(CHUNK);
      this.chunks.push(this.head);
      i = 0;
    }
    const c = this.head;
    c.at[i] = at;
    c.type[i] = type;
    c.request[i] = request;
    c.actor[i] = actor;
    c.arg[i] = arg;
    this.fill = i + 1;
  }

  /** Registers a request and returns its index. Only the engine calls this. */
  addRequest(
    population: number,
    client: number,
    arrival: number,
    route: number,
    bodyBytes: number,
    responseBytes: number,
    waitUs: number,
  ): number {
    const r = this.requestCount++;
    const chunk = r >> SEED_BITS;
    if (chunk === this.seedChunks.length)
      this.seedChunks.push(new Float64Array(SEED_COLUMNS << SEED_BITS));
    const s = this.seedChunks[chunk];
    const i = (r & SEED_MASK) * SEED_COLUMNS;
    s[i] = population;
    s[i + 1] = client;
    s[i + 2] = arrival;
    s[i + 3] = route;
    s[i + 4] = bodyBytes;
    s[i + 5] = responseBytes;
    s[i + 6] = waitUs;
    return r;
  }

  at(index: number): number {
    return (this.chunks[index >> CHUNK_BITS] as Chunk).at[index & MASK] as number;
  }
  type(index: number): number {
    return (this.chunks[index >> CHUNK_BITS] as Chunk).type[index & MASK] as number;
  }
  request(index: number): number {
    return (this.chunks[index >> CHUNK_BITS] as Chunk).request[index & MASK] as number;
  }
  actor(index: number): number {
    return (this.chunks[index >> CHUNK_BITS] as Chunk).actor[index & MASK] as number;
  }
  arg(index: number): number {
    return (this.chunks[index >> CHUNK_BITS] as Chunk).arg[index & MASK] as number;
  }

  event(index: number): RecordedEvent {
    return {
      index,
      at: this.at(index),
      name: EVENTS[this.type(index)] as EventName,
      request: this.request(index),
      actor: this.actor(index),
      arg: this.arg(index),
    };
  }

  /** What is fixed about request `r` (0 <= r < {@link requests}). */
  seed(r: number): RequestSeed {
    const s = this.seedChunks[r >> SEED_BITS];
    const i = (r & SEED_MASK) * SEED_COLUMNS;
    return {
      population: s[i],
      client: s[i + 1],
      arrival: s[i + 2],
      route: s[i + 3],
      bodyBytes: s[i + 4],
      responseBytes: s[i + 5],
      waitUs: s[i + 6],
    };
  }

  /** Number of events at or before the moment: everything that has happened by `atUs`. */
  countUntil(atUs: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (this.at(mid) <= atUs) low = mid + 1;
      else high = mid;
    }
    return low;
  }
}

/** FNV-1a over every event column: equal recordings have equal hashes, in any engine or browser. 8 hex digits. */
export function recordingHash(recording: Recording): string {
  let h = 0x811c9dc5;
  const mix = (n: number): void => {
    for (let k = 0; k < 4; k++) h = Math.imul(h ^ ((n >>> (8 * k)) & 255), 0x01000193);
  };
  for (let i = 0; i < recording.length; i++) {
    const at = recording.at(i);
    mix(at >>> 0);
    mix(Math.floor(at / 2 ** 32));
    mix(recording.type(i));
    mix(recording.request(i));
    mix(recording.actor(i));
    const arg = recording.arg(i);
    mix(arg >>> 0);
    mix(Math.floor(arg / 2 ** 32));
  }
  return (h >>> 0).toString(16).padStart(8, '0');
}

/** Index of the first event at or after `from` that satisfies the words given, or NONE. */
export function findEvent(
  recording: Recording,
  from: number,
  names: readonly EventName[],
  request: number = NONE,
): number {
  const wanted = new Set(names.map((n) => EVENT[n]));
  for (let i = Math.max(0, from); i < recording.length; i++)
    if (wanted.has(recording.type(i)) && (request === NONE || recording.request(i) === request))
      return i;
  return NONE;
}
