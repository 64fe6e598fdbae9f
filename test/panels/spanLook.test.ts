import { expect, test } from 'vitest';
import type { Lane, Span } from '../../src/insight/shapes.ts';
import { depthOf, lookOf, spanBegunBy, valueAt } from '../../src/panels/spanLook.ts';

const span = (fromUs: number, untilUs: number, over: Partial<Span> = {}): Span => ({
  fromUs,
  untilUs,
  state: 'backlog',
  request: null,
  heldByClient: false,
  words: '',
  ...over,
});

test('an area is as deep as stretches overlap', () => {
  const lane: Lane = {
    key: 'backlog',
    label: 'backlog',
    kind: 'backlog',
    actor: null,
    process: null,
    spans: [span(10, 40), span(20, 30), span(30, 50)],
  };
  const depth = depthOf(lane);
  expect([5, 10, 25, 30, 45, 50].map((at) => valueAt(depth, at))).toEqual([0, 1, 2, 2, 1, 0]);
  expect(depth.most).toBe(2);
});

test('waiting for a client shows, whatever the worker calls it', () => {
  expect(lookOf(span(0, 1, { state: 'reading', heldByClient: true }))).toBe('hold');
  expect(lookOf(span(0, 1, { state: 'reading' }))).toBe('run');
  expect(lookOf(span(0, 1, { state: 'database' }))).toBe('data');
  expect(lookOf(span(0, 1, { state: 'locked' }))).toBe('lock');
});

test('the stretch at a moment is the last that has begun', () => {
  const spans = [span(10, 20), span(20, 30)];
  expect([9, 10, 19, 20, 99].map((at) => spanBegunBy(spans, at))).toEqual([-1, 0, 0, 1, 1]);
});
