import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { Lesson } from '../../src/lesson/lesson.ts';
import {
  type FlowEvent,
  lessonFlow,
  type Progress,
  progressOf,
  readProgress,
} from '../../src/lesson/lessonFlow.ts';
import { judge } from '../../src/lesson/lessonValues.ts';
import { courseLesson, recorded } from './readLessons.ts';

const lesson: Lesson = courseLesson('slow-clients.yaml');

function start(options: { progress?: Progress | null; maySkip?: boolean } = {}) {
  const actor = createActor(lessonFlow, { input: { lesson, ...options } });
  actor.start();
  return {
    send: (...events: FlowEvent[]) => {
      for (const event of events) actor.send(event);
    },
    state: () => actor.getSnapshot().value,
    can: (event: FlowEvent) => actor.getSnapshot().can(event),
    step: () => lesson.steps[actor.getSnapshot().context.index]?.id,
    context: () => actor.getSnapshot().context,
  };
}

const choose = (option: number): FlowEvent => ({
  type: 'draft',
  answer: { kind: 'choice', option },
});
const next: FlowEvent = { type: 'next' };

describe('predict, then run', () => {
  test('no way past a prediction that is not committed', () => {
    const flow = start();
    flow.send(next);
    expect(flow.state()).toBe('asking');
    flow.send(
      next,
      { type: 'go', step: 'watch-streamed' },
      { type: 'commit' },
      { type: 'skip' },
      { type: 'play' },
    );
    expect(flow.step()).toBe('what-happens');
    flow.send(choose(0), next);
    expect(flow.step()).toBe('what-happens');
    flow.send({ type: 'commit' }, next);
    expect(flow.step()).toBe('watch-streamed');
    expect(flow.state()).toBe('running');
  });

  test('a run is played before the next step', () => {
    const flow = start();
    flow.send(next, choose(0), { type: 'commit' }, next, next);
    expect(flow.step()).toBe('watch-streamed');
    flow.send({ type: 'play' }, next);
    expect(flow.step()).toBe('doing-what');
  });

  test('a draft may change, a committed answer may not', () => {
    const flow = start();
    flow.send(next, choose(0), choose(2), { type: 'commit' }, choose(1), { type: 'commit' });
    expect(flow.context().answers).toEqual({ 'what-happens': { kind: 'choice', option: 2 } });
    expect(flow.state()).toBe('answered');
  });

  test('with the flag a prediction may be passed over, and that is kept', () => {
    const flow = start({ maySkip: true });
    flow.send(next, { type: 'skip' });
    expect(flow.step()).toBe('watch-streamed');
    expect(flow.context().skipped).toEqual(['what-happens']);
  });
});

describe('back and forth', () => {
  test('going back loses nothing, and the answer stays locked', () => {
    const flow = start();
    flow.send(next, choose(3), { type: 'back' }, next);
    expect(flow.context().drafts['what-happens']).toEqual({ kind: 'choice', option: 3 });
    flow.send({ type: 'commit' }, next, { type: 'back' });
    expect(flow.state()).toBe('answered');
    expect(flow.can({ type: 'back' })).toBe(true);
    flow.send({ type: 'back' }, { type: 'back' });
    expect(flow.step()).toBe('scene');
  });

  test('jumps reach as far as the predictions allow', () => {
    const flow = start();
    expect(flow.can({ type: 'go', step: 'watch-streamed' })).toBe(false);
    expect(flow.can({ type: 'go', step: 'nowhere' })).toBe(false);
    flow.send(next, choose(1), { type: 'commit' });
    expect(flow.can({ type: 'go', step: 'one-setting' })).toBe(true);
    expect(flow.can({ type: 'go', step: 'watch-buffered' })).toBe(false);
  });

  test('to the end, and back from it', () => {
    const flow = start({ maySkip: true });
    for (let i = 0; i < 30 && flow.state() !== 'finished'; i++)
      flow.send({ type: 'play' }, { type: 'skip' }, next);
    expect(flow.state()).toBe('finished');
    flow.send({ type: 'back' });
    expect(flow.step()).toBe('sandbox');
  });
});

describe('kept progress', () => {
  test('a learner goes on where they left', () => {
    const flow = start();
    flow.send(next, choose(1), { type: 'commit' }, next, { type: 'play' });
    const kept = readProgress(JSON.parse(JSON.stringify(progressOf(flow.context()))));
    const again = start({ progress: kept });
    expect(again.step()).toBe('watch-streamed');
    expect(again.context().answers).toEqual({ 'what-happens': { kind: 'choice', option: 1 } });
    again.send(next);
    expect(again.step()).toBe('doing-what');
  });

  test('progress that does not fit starts afresh, without a run given away', () => {
    const at = (progress: Progress): string | undefined => start({ progress }).step();
    const none = { answers: {}, skipped: [], played: [] };
    expect(at({ lesson: 'another', step: 'watch-streamed', ...none })).toBe('scene');
    expect(at({ lesson: lesson.id, step: 'watch-streamed', ...none })).toBe('scene');
    expect(
      at({
        lesson: lesson.id,
        step: 'watch-streamed',
        ...none,
        answers: { 'what-happens': { kind: 'choice', option: 99 } },
      }),
    ).toBe('scene');
  });

  test.each([null, 3, 'x', [], {}, { lesson: 1, step: 'a' }])('%j is no progress', (input) => {
    expect(readProgress(input)).toBeNull();
  });

  test('foreign parts are left out', () => {
    expect(
      readProgress({
        lesson: 'a',
        step: 'b',
        answers: { x: { kind: 'number', value: Number.NaN }, y: 1 },
        skipped: [1, 'c'],
        played: 'd',
      }),
    ).toEqual({
      lesson: 'a',
      step: 'b',
      answers: {},
      skipped: ['c'],
      played: [],
    });
  });
});

test('answers are judged by the recording', () => {
  const near = courseLesson('one-request.yaml');
  const step = near.steps.find(({ id }) => id === 'far-away');
  if (step?.kind !== 'predict') throw new Error('far-away is no prediction');
  const run = recorded(near)(step.run);
  expect(judge(run, step.question, { kind: 'number', value: 500_000 })).toMatchObject({
    isRight: true,
    givenText: '500 ms',
  });
  expect(judge(run, step.question, { kind: 'number', value: 250_000 })).toMatchObject({
    isRight: false,
  });
  expect(judge(run, step.question, { kind: 'choice', option: 0 })).toBeNull();
});
