import { expect, test } from 'vitest';
import { claimSentence } from '../../../src/insight/claims/claimSentence.ts';
import { readClaim } from '../../../src/insight/claims/claimsRead.ts';
import { Problems } from '../../../src/scenario/problems.ts';

const SCOPE = { populations: ['visitors', 'crowd'] };

test.each([
  [{ metric: 'p95 of visitors', below: '300ms' }, '95 of 100 answers to visitors within 300 ms'],
  [{ metric: 'longest of all', atMost: '2s' }, 'every answer within 2 s'],
  [{ metric: 'unanswered of all', equals: 0 }, 'everybody gets an answer'],
  [{ metric: 'refused of visitors', equals: 0 }, 'none of the visitors is refused'],
  [{ metric: 'status 502 of all', equals: 0 }, 'no 502'],
  [{ metric: 'status 200 of crowd', atLeast: 3 }, 'at least 3 answers with 200 for crowd'],
  [
    { metric: 'status 200 of visitors', equals: 'requests of visitors' },
    'every request of visitors is answered with 200',
  ],
  [{ metric: 'hold of visitors#2', equals: '0s' }, 'visitors#2 takes no worker'],
  [{ metric: 'hold of visitors#2', above: '0s' }, 'visitors#2 is with a worker'],
  [{ metric: 'time of crowd#1', below: '9s' }, 'crowd#1 has its answer within 9 s'],
  [{ metric: 'throughput', above: '45/s' }, 'more than 45 answers a second'],
  // What has no plain sentence stays as it is written.
  [{ metric: 'p95 of visitors', above: '300ms' }, 'p95 of visitors is above 300ms'],
])('%j reads “%s”', (written, sentence) => {
  const problems = new Problems();
  const claim = readClaim(problems, '', written, SCOPE);
  expect(problems.list).toEqual([]);
  expect(claim && claimSentence(claim)).toBe(sentence);
});
