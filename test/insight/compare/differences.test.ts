import { expect, test } from 'vitest';
import { byLoss, differences, isNoticeable } from '../../../src/insight/compare/differences.ts';
import { runOf, SLOW, STEADY } from './runs.ts';

test('who waits behind slow uploads has lost what the other run spares it', () => {
  const a = runOf(SLOW);
  const b = runOf({ ...SLOW, front: 'none' });
  const fast = differences(a, b).find((each) => a.seed(each.a.request).population === 1);
  expect(fast?.verdict).toBe('lost');
  expect(fast?.differenceUs).toBe((fast?.b.tookUs ?? 0) - (fast?.a.tookUs ?? 0));
  expect(fast?.differenceUs).toBeGreaterThan(3_000_000);
  // Seen from the other side it is a gain of the same size.
  const back = differences(b, a).find((each) => each.b.request === fast?.a.request);
  expect(back?.verdict).toBe('gained');
  expect(back?.differenceUs).toBe(-(fast?.differenceUs ?? 0));
});

test('an answer lost weighs more than any delay, and stands first; who got one only there stands last', () => {
  // One gives up after a second, another waits four: the shorter wait is the greater loss.
  const clients = [
    ...(SLOW.clients as object[]).slice(0, 1),
    { name: 'hasty', asks: 'home', patience: '1s', arrivals: [{ at: '1s' }] },
    { name: 'patient', asks: 'home', arrivals: [{ at: '1.1s' }] },
  ];
  const a = runOf({ ...SLOW, clients });
  const b = runOf({ ...SLOW, clients, front: 'none' });
  const sorted = byLoss(differences(a, b));
  expect(sorted.map((each) => a.seed(each.a.request).population).slice(0, 2)).toEqual([1, 2]);
  expect(sorted[0]?.b.words).toMatch(/^given up after/);
  expect(sorted[0]?.differenceUs).toBeLessThan(sorted[1]?.differenceUs ?? 0);
  expect(byLoss(differences(b, a)).at(-1)?.a.words).toBe(sorted[0]?.b.words);
});

test('what is under way at the end has lost once it has taken longer than the other, and not before', () => {
  const a = runOf(SLOW);
  const short = runOf({ ...SLOW, front: 'none', duration: '3s' });
  const cut = runOf({ ...SLOW, front: 'none', duration: '1.02s' });
  const of = (run: typeof a) =>
    differences(a, run).find((each) => a.seed(each.a.request).population === 1);
  expect(of(short)?.verdict).toBe('lost');
  expect(of(short)?.b.words).toBe('under way for 2 s');
  expect(of(cut)?.verdict).toBe('open');
});

test('runs of the same scenario differ for nobody', () => {
  const all = differences(runOf(STEADY), runOf(STEADY));
  expect(all.every((each) => each.verdict === 'same' && each.differenceUs === 0)).toBe(true);
});

test('a difference is noticeable from ten milliseconds and a tenth on', () => {
  expect(isNoticeable(20_000, 29_000)).toBe(false);
  expect(isNoticeable(20_000, 31_000)).toBe(true);
  expect(isNoticeable(1_000_000, 1_050_000)).toBe(false);
  expect(isNoticeable(1_200_000, 1_000_000)).toBe(true);
});
