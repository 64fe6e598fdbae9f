import { describe, expect, test } from 'vitest';
import type { Link, Pace } from '../../src/scenario/scenario.ts';
import {
  bodyArrivesUs,
  bodyLeavesUs,
  headLeavesUs,
  REQUEST_HEAD_BYTES,
  transferUs,
} from '../../src/sim/resources/sending.ts';
import { DIRECT, ran } from './runs.ts';

const link = (over: Partial<Link> = {}): Link => ({
  name: 'custom',
  rttUs: 40_000,
  upBytesPerSecond: 1_000_000,
  downBytesPerSecond: 1_000_000,
  burstBytes: 0,
  sendBufferBytes: 1_600_000,
  receiveBufferBytes: 65_536,
  ...over,
});
const pace = (over: Partial<Pace> = {}): Pace => ({
  headOverUs: 0,
  bodyOverUs: 0,
  stops: null,
  readBytesPerSecond: Number.POSITIVE_INFINITY,
  readEveryUs: 50_000,
  readDelayUs: 0,
  ...over,
});

/** Byte by byte: each leaves when the link is free and the client has got to it. */
function lastByteLeaves(link: Link, bytes: number, overUs: number): number {
  let free = 0;
  for (let n = 1; n <= bytes; n++)
    free = Math.max(free + 1e6 / link.upBytesPerSecond, (n * overUs) / bytes);
  return free;
}

describe('C2 bytes leave at the pace of the client or the speed of its link, whichever is slower', () => {
  test.each([
    ['a fast client on a slow link', 0, 1_000],
    ['a dribbling client on a fast link', 5_000_000, 1_000_000],
    ['both alike', 180_000, 1_000],
  ])('%s: as a byte-by-byte simulation says', (_, overUs, upBytesPerSecond) => {
    const slow = link({ upBytesPerSecond });
    const head = headLeavesUs(slow, pace({ headOverUs: overUs }));
    expect(head).toBeCloseTo(lastByteLeaves(slow, REQUEST_HEAD_BYTES, overUs), -3);
    const body = bodyLeavesUs(slow, pace({ bodyOverUs: overUs }), 2_000);
    const alone = headLeavesUs(slow, pace());
    expect(body - alone).toBeCloseTo(lastByteLeaves(slow, 2_000, overUs), -3);
  });

  test('an unlimited link takes no time', () => {
    expect(transferUs(10 ** 9, Number.POSITIVE_INFINITY)).toBe(0);
  });

  test('silence never ends, wherever it begins', () => {
    expect(headLeavesUs(link(), pace({ stops: 'before-head' }))).toBe(Number.POSITIVE_INFINITY);
    expect(headLeavesUs(link(), pace({ stops: 'mid-head' }))).toBe(Number.POSITIVE_INFINITY);
    expect(headLeavesUs(link(), pace({ stops: 'mid-body' }))).toBe(180);
    expect(bodyLeavesUs(link(), pace({ stops: 'mid-body' }), 10)).toBe(Number.POSITIVE_INFINITY);
    expect(bodyLeavesUs(link(), pace({ stops: 'mid-body' }), 0)).toBe(180);
  });
});

describe('S3 before accept the kernel holds 128 KiB, then the sender stalls', () => {
  test('what fits is there when it would be anyway', () => {
    expect(bodyArrivesUs(900_000, 131_072, link(), 5_000_000, 131_072)).toBe(920_000);
  });

  test('the rest comes one round trip after the window opens, at the speed of the link', () => {
    // 768,928 bytes at 1 MB/s = 768,928 µs, and 40,000 µs for the window to open.
    expect(bodyArrivesUs(900_000, 900_000, link(), 5_000_000, 131_072)).toBe(5_808_928);
  });

  test('a server that reads in time hinders nobody', () => {
    expect(bodyArrivesUs(900_000, 900_000, link(), 0, 131_072)).toBe(920_000);
  });

  test('silence is silence', () => {
    expect(bodyArrivesUs(Number.POSITIVE_INFINITY, 900_000, link(), 0, 131_072)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  const queuedUpload = () =>
    ran(DIRECT, {
      duration: '20s',
      app: { workers: 1, timeout: 'never' },
      routes: [
        { name: 'sleep', path: '/s', wait: '5s', response: '1kB' },
        { name: 'up', path: '/u', method: 'POST', body: '900kB', response: '1kB', cpu: '0s' },
      ],
      clients: [
        {
          name: 'far',
          link: { rtt: '0s', up: '1MB/s', down: 'unlimited' },
          arrivals: [
            { at: '0s', route: 'sleep' },
            { at: '100ms', route: 'up' },
          ],
        },
      ],
    });

  test('an upload that waited in the backlog for 5 s still has most of its way to go', () => {
    const [accepted] = queuedUpload().of('worker/accepted', 1);
    const [received] = queuedUpload().of('worker/received', 1);
    expect((received?.at ?? 0) - (accepted?.at ?? 0)).toBeCloseTo(768_928, -3);
  });
});
