import { expect, test } from 'vitest';
import { readMeasure } from '../../../src/insight/claims/claimsPhrases.ts';
import { measurePhrase } from '../../../src/insight/claims/measurePhrase.ts';

test.each([
  ['p95 of visitors', 'answers to visitors: 95 of 100 within'],
  ['longest of all', 'answers: the longest'],
  ['mean wait of visitors', 'in the waiting room, visitors: on average'],
  ['unanswered of all', 'without an answer'],
  ['refused of visitors', 'visitors: refused at the door'],
  ['status 502 of all', 'answers with 502'],
  ['count of worker/timedOut', 'workers killed for their silence'],
  ['hold of visitors#2', 'visitors#2: time with a worker'],
  ['time of slowest of visitors', 'slowest of visitors: until the last byte'],
  ['queue at 15s', 'waiting room at 15s'],
  ['longest queue', 'waiting room at its fullest'],
  ['workers held by clients', 'workers that wait for a client'],
  // What has no words of its own stays as it is written.
  ['count of front/reloaded', 'count of front/reloaded'],
  ['body of visitors#1', 'body of visitors#1'],
])('“%s” is shown as “%s”', (words, phrase) => {
  const read = readMeasure(words, { populations: ['visitors'] });
  expect('value' in read ? measurePhrase(words, read.value) : read.wrong).toBe(phrase);
});
