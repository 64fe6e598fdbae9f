/**
 * Keyed chance: every draw is a hash of (seed, stream, entity, draw), never the next number of a sequence. Adding a worker or a fault
 * therefore cannot reshuffle the arrivals, and the past of a changed run stays the same.
 */
export const STREAMS = {
  arrival: 1,
  think: 2,
  route: 3,
  wait: 4,
  arbiter: 5,
  wake: 6,
  synRetry: 7,
  jitter: 8,
  poll: 9,
  lock: 10,
  retry: 11,
  clock: 12,
  turn: 13,
  spawn: 14,
  address: 15,
  deferAccept: 16,
  masterClock: 17,
} as const;

/** 32 bits from four numbers, each mixed in whole (murmur3's finaliser between them). */
function hash(seed: number, stream: number, entity: number, draw: number): number {
  let h = mix(seed | 0);
  h = mix(h ^ Math.imul(stream, 0x9e3779b1));
  h = mix(h ^ Math.imul(entity | 0, 0x85ebca6b));
  return mix(h ^ Math.imul(draw | 0, 0xc2b2ae35));
}

function mix(value: number): number {
  let h = value + 0x6d2b79f5;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Uniform in (0, 1): never 0, so its logarithm is finite. */
export function uniform(seed: number, stream: number, entity: number, draw: number): number {
  return ((hash(seed, stream, entity, draw) >>> 0) + 0.5) / 4294967296;
}

/** Exponential with the given mean, rounded to whole µs: `Math.log` may differ in its last bit between browsers, whole µs do not. */
export function exponentialUs(
  meanUs: number,
  seed: number,
  stream: number,
  entity: number,
  draw: number,
): number {
  return Math.round(-Math.log(uniform(seed, stream, entity, draw)) * meanUs);
}
