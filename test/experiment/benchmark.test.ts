import { expect, test } from 'vitest';
import { afterCrashText, claimText } from '../../src/experiment/arrangementWords.ts';
import { type BenchmarkRow, benchmark } from '../../src/experiment/benchmark.ts';
import { finish } from '../../src/experiment/experiment.ts';

const rows = finish(benchmark());
const [runserver, one, nine] = rows as [BenchmarkRow, BenchmarkRow, BenchmarkRow];

test('trivial requests measure what a request costs in one Python process: both ends of the quarrel are within a factor of two', () => {
  expect(runserver.trivial.limit).toBe('interpreter');
  expect(one.trivial.limit).toBe('interpreter');
  const ratio = runserver.trivial.perSecond / one.trivial.perSecond;
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('rates that people tell of are not those of views in one Python process', () => {
  // 34,000 a second leave 29 µs for each.
  for (const { trivial } of rows) expect(trivial.coreMs).toBeGreaterThan(0.25);
  expect(claimText(rows, [34_000])).toMatch(/^34,000\/s leave a core 29 µs/);
});

test('they say nothing of real requests, where the order is another one', () => {
  // A worker waits with its request; threads wait side by side, but compute one after another.
  expect(one.real.limit).toBe('slots');
  expect(one.real.busyCores).toBeLessThan(0.5);
  expect(runserver.real.limit).toBe('interpreter');
  expect(runserver.real.perSecond).toBeGreaterThan(3 * one.real.perSecond);
  expect(nine.real.perSecond).toBeGreaterThan(1.2 * runserver.real.perSecond);
});

test('more workers use more cores; a thread each in one process does not', () => {
  expect(nine.trivial.limit).toBe('cores');
  expect(nine.trivial.perSecond).toBeGreaterThan(2 * runserver.trivial.perSecond);
  expect(runserver.trivial.busyCores).toBeLessThan(1.1);
});

test('one crash: nobody starts the development server again; Gunicorn loses next to nobody', () => {
  const { crash } = runserver;
  // 20 a second from 3 s to 10 s.
  expect(crash.visitors - crash.answered).toBeGreaterThanOrEqual(140);
  expect(crash.downMs).toBeGreaterThan(6_500);
  for (const row of [one, nine])
    expect(row.crash.visitors - row.crash.answered).toBeLessThanOrEqual(3);
  // Whoever counts answers of any kind now measures most.
  expect(crash.errorMs).toBeLessThan(runserver.real.medianMs / 10);
  expect(afterCrashText(runserver)).toMatch(/^\d+ of 200 visitors served/);
});
