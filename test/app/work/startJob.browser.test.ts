import { expect, test, vi } from 'vitest';
import type { Job } from '../../../src/app/work/jobs.ts';
import { startJob, startJobWith } from '../../../src/app/work/startJob.ts';

/** A small load that is soon measured. */
const job: Job = {
  job: 'capacity',
  written: {
    clients: [{ arrivals: { rate: '20/s' } }],
    routes: [{ wait: '50ms' }],
    app: { workers: 1 },
    database: 'none',
  },
};

interface Heard {
  shares: number[];
  answer: Promise<unknown>;
  cancel(): void;
}

function listen(start: typeof startJob, asked: Job): Heard {
  const shares: number[] = [];
  let cancel = () => {};
  const answer = new Promise((resolve, reject) => {
    cancel = start(asked, {
      onProgress: (share) => shares.push(share),
      onDone: resolve,
      onFailed: (message) => reject(new Error(message)),
    });
  });
  return { shares, answer, cancel: () => cancel() };
}

/** What a browser does that forbids workers at once. */
const refused: typeof startJob = (asked, on) =>
  startJobWith(
    () => {
      throw new DOMException('not here', 'SecurityError');
    },
    asked,
    on,
  );

/** What one does that finds out later: the file is not there, or a policy stands before it. */
const brokenLater: typeof startJob = (asked, on) =>
  startJobWith(() => new Worker('/no-such-file.js', { type: 'module' }), asked, on);

test.each([
  ['in a worker', startJob],
  ['on the page, where workers are refused', refused],
  ['on the page, where a worker never runs', brokenLater],
])('a job is done %s, with the same answer', { timeout: 60_000 }, async (_, start) => {
  const { shares, answer } = listen(start, job);
  const curve = (await answer) as { points: unknown[]; knee: { factor: number } };
  expect(curve.points.length).toBeGreaterThan(9);
  // One worker of 54 ms: less than 19 a second.
  expect(curve.knee.factor).toBeGreaterThan(0.7);
  expect(curve.knee.factor).toBeLessThan(1);
  expect(shares.length).toBeGreaterThan(3);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('a page that works itself still gets its turn', { timeout: 60_000 }, async () => {
  const { answer } = listen(refused, job);
  let turns = 0;
  const timer = setInterval(() => turns++, 20);
  await answer;
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test.each([
  ['worker', startJob],
  ['page', refused],
])('after cancelling, the %s is silent', { timeout: 30_000 }, async (_, start) => {
  const { shares, answer, cancel } = listen(start, job);
  const settled = vi.fn();
  answer.then(settled, settled);
  await expect.poll(() => shares.length, { timeout: 20_000 }).toBeGreaterThan(0);
  cancel();
  const before = shares.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(shares.length).toBe(before);
  expect(settled).not.toHaveBeenCalled();
});

test.each([
  ['worker', startJob],
  ['page', refused],
])('what is wrong with a job is said, by the %s', async (_, start) => {
  const wrong: Job = { job: 'capacity', written: { app: { workers: 'many' } } };
  await expect(listen(start, wrong).answer).rejects.toThrow(/app\.workers/);
});
