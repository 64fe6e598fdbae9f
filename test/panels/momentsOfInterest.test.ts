import { expect, test } from 'vitest';
import {
  momentAfter,
  momentBefore,
  momentsOfInterest,
} from '../../src/panels/momentsOfInterest.ts';
import { EVENT } from '../../src/recording/vocabulary.ts';
import { ONE_HELD, runOf } from './runs.ts';

test('turning points are where workers are taken and released, and where the queue starts', () => {
  const run = runOf(ONE_HELD);
  const { interestUs, failureUs } = momentsOfInterest(run);
  const taken = [];
  for (let i = 0; i < run.length; i++) {
    if (run.type(i) === EVENT['worker/accepted']) taken.push(run.at(i));
  }
  expect(taken).toHaveLength(2);
  expect(interestUs).toEqual(expect.arrayContaining(taken));
  expect(interestUs).toEqual([...new Set(interestUs)].sort((a, b) => a - b));
  expect(failureUs).toEqual([]);
});

test('a client that gives up is a failure', () => {
  const [slow, fast] = ONE_HELD.clients as Record<string, unknown>[];
  const run = runOf({ ...ONE_HELD, clients: [slow, { ...fast, patience: '500ms' }] });
  expect(momentsOfInterest(run).failureUs).toHaveLength(1);
});

test('the next and the previous moment are never the present one', () => {
  const moments = [10, 20, 30];
  expect(momentAfter(moments, 20)).toBe(30);
  expect(momentAfter(moments, 30)).toBeNull();
  expect(momentBefore(moments, 20)).toBe(10);
  expect(momentBefore(moments, 25)).toBe(20);
  expect(momentBefore(moments, 10)).toBeNull();
});
