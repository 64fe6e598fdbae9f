import { expect, test } from 'vitest';
import { lookEvent } from '../../src/app/lesson/lookEvent.ts';
import { EVENT, type EventName } from '../../src/recording/vocabulary.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { courseLesson } from '../lesson/readLessons.ts';

const lesson = courseLesson('one-request.yaml');
const scenario = lesson.runs[0]?.scenario;
if (!scenario) throw new Error('the lesson has no run');
const run = simulate(scenario);

test.each([
  ['stop-connect', 'connection/established'],
  ['stop-front', 'head/received'],
  ['stop-socket', 'socket/queued'],
])('the step %s stands at %s, not at the last event of its microsecond', (id, name) => {
  const at = lesson.steps.find((step) => step.id === id)?.look?.at;
  const index = at ? lookEvent(run, at) : null;
  expect(index).not.toBeNull();
  expect(run.type(index as number)).toBe(EVENT[name as EventName]);
  expect(run.at((index as number) + 1)).toBe(run.at(index as number));
});

test('a plain time names no event', () => {
  expect(lookEvent(run, { kind: 'time', atUs: 5, shiftUs: 0 })).toBeNull();
});
