import { describe, expect, test } from 'vitest';
import type { Link, Pace } from '../../src/scenario/scenario.ts';
import { PLAIN_FRONT, type Writing } from '../../src/scenario/servers/frontTraits.ts';
import { Delivery, sendBufferBytes } from '../../src/sim/resources/delivery.ts';
import { WRITERS as OF_APPS } from '../../src/sim/versions.ts';
import { Dice } from '../scenario/randomScenario.ts';

const LOOPBACK: Link = {
  name: 'loopback',
  rttUs: 0,
  upBytesPerSecond: Number.POSITIVE_INFINITY,
  downBytesPerSecond: Number.POSITIVE_INFINITY,
  burstBytes: 0,
  sendBufferBytes: 3_400_000,
  receiveBufferBytes: 131_072,
};
/** Fills every window and every buffer. */
const WRITERS = {
  gunicorn: OF_APPS.blocking,
  nginx: PLAIN_FRONT.writing,
  nginxFromMemory: PLAIN_FRONT.writingFromMemory,
};
const IDEAL: Writing = { unusableWindowBytes: 0, bufferShare: 1 };
const PROMPT: Pace = {
  headOverUs: 0,
  bodyOverUs: 0,
  stops: null,
  readBytesPerSecond: Number.POSITIVE_INFINITY,
  readEveryUs: 50_000,
  readDelayUs: 0,
};

/**
 * The same answer chunk by chunk: program → sender's buffer → link → receiver's buffer → reader. Returns when the reader had all of it and
 * when the program had handed the last chunk over.
 */
function chunkByChunk(
  bytes: number,
  link: Link,
  gulpBytes: number | null,
  readEveryUs: number,
  readsFromUs: number,
  tickUs: number,
): { readUs: number; takenUs: number } {
  const sendSpace = sendBufferBytes(link);
  const latency = link.rttUs / 2;
  /** Bytes on their way: when they are there, and how many. */
  const wire: [number, number][] = [];
  let [toWrite, inSender, inReceiver, onWire, read, acked] = [bytes, 0, 0, 0, 0, 0];
  const acks: [number, number][] = [];
  let takenUs = -1;
  let nextLook = readsFromUs + readEveryUs;
  for (let at = 0; ; at += tickUs) {
    while (acks[0] && acks[0][0] <= at) acked += (acks.shift() as [number, number])[1];
    // The sender's buffer holds what has not been acknowledged as taken into the receiver's.
    inSender = bytes - toWrite - acked;
    const into = Math.min(toWrite, sendSpace - inSender);
    toWrite -= into;
    inSender += into;
    if (toWrite === 0 && takenUs < 0) takenUs = at;
    while (wire[0] && wire[0][0] <= at) {
      const [, n] = wire.shift() as [number, number];
      onWire -= n;
      inReceiver += n;
      acks.push([at + latency, n]);
    }
    const unsent = bytes - toWrite - read - inReceiver - onWire;
    const room = link.receiveBufferBytes - inReceiver - onWire;
    const flow = Math.min(unsent, Math.max(0, room), (link.downBytesPerSecond * tickUs) / 1e6);
    if (flow > 0) {
      wire.push([at + latency, flow]);
      onWire += flow;
    }
    if (gulpBytes === null) {
      if (at >= readsFromUs) [read, inReceiver] = [read + inReceiver, 0];
    } else if (at >= nextLook) {
      const gulp = Math.min(inReceiver, gulpBytes);
      [read, inReceiver] = [read + gulp, inReceiver - gulp];
      nextLook += readEveryUs;
    }
    if (read >= bytes - 1e-6) return { readUs: at, takenUs };
    if (at > 1e9) throw new Error('does not end');
  }
}

describe('S1 a write returns once what is left fits the sockets', () => {
  test('an answer that fits is taken at once, whoever reads it', () => {
    const late = new Delivery(1_000, LOOPBACK, { ...PROMPT, readDelayUs: 9_000_000 }, 0, IDEAL);
    expect(late.takenUs(sendBufferBytes(LOOPBACK))).toBe(1_000);
    expect(late.takenUs(100)).toBe(1_000);
    expect(late.takenUs(-5)).toBe(1_000);
  });

  test('a prompt reader on an unlimited link has everything at once', () => {
    const prompt = new Delivery(1_000, LOOPBACK, PROMPT, 0, IDEAL);
    expect(prompt.readUs(100_000_000)).toBe(1_000);
    expect(prompt.takenUs(100_000_000)).toBe(1_000);
  });

  test('measured: 3.2 MB towards a reader that sleeps 4 s does not hold the writer, 4.0 MB does', () => {
    const sleepy = new Delivery(0, LOOPBACK, { ...PROMPT, readDelayUs: 4_000_000 }, 0, IDEAL);
    expect(sleepy.takenUs(3_200_000)).toBe(0);
    expect(sleepy.takenUs(4_000_000)).toBe(4_000_000);
    expect(sleepy.readUs(3_200_000)).toBe(4_000_000);
  });

  test('a writer that fills its buffer only in part is held for more', () => {
    const sleepy = { ...PROMPT, readDelayUs: 4_000_000 };
    const fits = sendBufferBytes(LOOPBACK) * PLAIN_FRONT.writingFromMemory.bufferShare;
    const delivery = new Delivery(0, LOOPBACK, sleepy, 0, PLAIN_FRONT.writingFromMemory);
    expect(delivery.takenUs(fits)).toBe(0);
    expect(delivery.takenUs(fits + LOOPBACK.receiveBufferBytes + 1)).toBe(4_000_000);
  });

  test('a link is what it is: bytes over bandwidth, half a round trip each way', () => {
    const far: Link = {
      ...LOOPBACK,
      rttUs: 100_000,
      downBytesPerSecond: 50_000,
      sendBufferBytes: 200_000,
      receiveBufferBytes: 65_536,
    };
    const delivery = new Delivery(0, far, PROMPT, 0, IDEAL);
    expect(delivery.readUs(500_000)).toBe(50_000 + 10_000_000);
    // 500,000 − (200,000 + 2 × 65,536) = 168,928 bytes must have got through, and the word of it come back.
    expect(delivery.takenUs(500_000)).toBe(50_000 + 3_378_560 + 50_000);
  });

  test('closed forms agree with a chunk-by-chunk simulation on random links and prompt readers (seeds 1 to 25)', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const dice = new Dice(seed);
      const link: Link = {
        ...LOOPBACK,
        // What is in flight fits the window, so that the link and not the window is the limit.
        rttUs: dice.whole(0, 8) * 2_000,
        downBytesPerSecond: dice.whole(1, 8) * 100_000,
        sendBufferBytes: dice.whole(2, 20) * 10_000,
        receiveBufferBytes: dice.whole(4, 8) * 16_384,
      };
      const bytes = dice.whole(1, 60) * 20_000;
      const delivery = new Delivery(0, link, PROMPT, 0, IDEAL);
      const naive = chunkByChunk(bytes, link, null, 0, 0, 500);
      expect(Math.abs(delivery.readUs(bytes) - naive.readUs), `read, seed ${seed}`).toBeLessThan(
        3_000,
      );
      expect(Math.abs(delivery.takenUs(bytes) - naive.takenUs), `taken, seed ${seed}`).toBeLessThan(
        3_000,
      );
    }
  });

  test('nothing comes before it was sent, and more bytes never come sooner (seeds 1 to 200)', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const dice = new Dice(seed);
      const link: Link = {
        ...LOOPBACK,
        rttUs: dice.whole(0, 1_000_001),
        downBytesPerSecond: dice.pick([1, 999, 1_000_000, Number.POSITIVE_INFINITY]),
        sendBufferBytes: dice.pick([1_024, 16_384, 3_400_000]),
        receiveBufferBytes: dice.pick([1_024, 65_536, 524_288]),
      };
      const pace: Pace = {
        ...PROMPT,
        readBytesPerSecond: dice.pick([1, 10_000, 1_500_000, Number.POSITIVE_INFINITY]),
        readEveryUs: dice.pick([1_000, 50_000]),
        readDelayUs: dice.pick([0, 1, 4_000_000]),
      };
      const from = dice.whole(0, 2_000_000);
      const delivery = new Delivery(
        from,
        link,
        pace,
        dice.whole(0, from),
        dice.pick([IDEAL, WRITERS.gunicorn, PLAIN_FRONT.writingFromMemory]),
      );
      let [readBefore, takenBefore] = [from, from];
      for (const bytes of [1, 320, 65_536, 900_000, 6_000_000, 10 ** 10]) {
        const [read, taken] = [delivery.readUs(bytes), delivery.takenUs(bytes)];
        expect(Number.isInteger(read) && Number.isInteger(taken), `seed ${seed}`).toBe(true);
        expect(read, `seed ${seed}`).toBeGreaterThanOrEqual(readBefore);
        expect(taken, `seed ${seed}`).toBeGreaterThanOrEqual(takenBefore);
        [readBefore, takenBefore] = [read, taken];
      }
    }
  });
});

describe('C4 a reader that looks now and then', () => {
  const looking = { ...PROMPT, readBytesPerSecond: 1_500_000 };

  test('a 64 KiB window yields 47.6 kB a look from Gunicorn, 54.8 kB from nginx', () => {
    for (const [writer, kB] of [
      ['gunicorn', 47.6],
      ['nginx', 54.8],
    ] as const) {
      const delivery = new Delivery(0, LOOPBACK, looking, 0, WRITERS[writer]);
      const looks = (delivery.readUs(6_000_000) - delivery.readUs(1)) / 50_000 + 1;
      expect(6_000 / looks, writer).toBeCloseTo(kB, 0);
    }
  });

  test('measured: 6 MB read at an effective 0.96 MB/s take 6.4 s, and hold the writer for 2.7 s', () => {
    const delivery = new Delivery(0, LOOPBACK, looking, 0, WRITERS.gunicorn);
    expect(delivery.readUs(6_000_000) / 1e6).toBeCloseTo(6.35, 0);
    expect(delivery.takenUs(6_000_000) / 1e6).toBeGreaterThan(2.3);
    expect(delivery.takenUs(6_000_000) / 1e6).toBeLessThan(2.9);
  });

  test('a reader slower than the window is as fast as it says', () => {
    const slow = { ...PROMPT, readBytesPerSecond: 100_000 };
    const roomy = { ...LOOPBACK, receiveBufferBytes: 524_288 };
    const delivery = new Delivery(0, roomy, slow, 0, WRITERS.gunicorn);
    expect(delivery.readUs(1_000_000)).toBe(10_000_000);
    const far = new Delivery(0, { ...LOOPBACK, rttUs: 2 }, slow, 0, WRITERS.gunicorn);
    expect(far.readUs(1_000_000)).toBe(10_000_000);
  });

  test('measured: a loopback window of one segment is filled anew when it is empty, so 0.6 MB/s becomes 0.47', () => {
    const slow = { ...PROMPT, readBytesPerSecond: 600_000 };
    const delivery = new Delivery(0, LOOPBACK, slow, 0, WRITERS.gunicorn);
    expect(5.4 / (delivery.readUs(5_400_000) / 1e6)).toBeCloseTo(0.474, 2);
  });

  test('agrees with a chunk-by-chunk simulation (seeds 1 to 10)', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const dice = new Dice(seed);
      const rate = dice.whole(1, 9) * 50_000;
      const bytes = dice.whole(1, 40) * 25_000;
      const link = {
        ...LOOPBACK,
        sendBufferBytes: dice.whole(1, 9) * 20_000,
        receiveBufferBytes: 262_144,
      };
      const delivery = new Delivery(0, link, { ...PROMPT, readBytesPerSecond: rate }, 0, IDEAL);
      const naive = chunkByChunk(bytes, link, rate / 20, 50_000, 0, 1_000);
      expect(
        Math.abs(delivery.readUs(bytes) - naive.readUs),
        `read, seed ${seed}`,
      ).toBeLessThanOrEqual(50_000);
      expect(
        Math.abs(delivery.takenUs(bytes) - naive.takenUs),
        `taken, seed ${seed}`,
      ).toBeLessThanOrEqual(100_000);
    }
  });

  test('a byte a second is a byte a second', () => {
    const delivery = new Delivery(0, LOOPBACK, { ...PROMPT, readBytesPerSecond: 1 }, 0, IDEAL);
    expect(delivery.readUs(60) / 1e6).toBeCloseTo(60, -1);
  });
});
