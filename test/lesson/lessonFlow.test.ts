import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { Draft } from '../../src/lesson/answers.ts';
import { type Progress, progressOf, readProgress } from '../../src/lesson/flowProgress.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { type FlowEvent, lessonFlow } from '../../src/lesson/lessonFlow.ts';
import { everyKind } from './everyKind.ts';

const lesson: Lesson = everyKind();

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

const draft = (answer: Draft): FlowEvent => ({ type: 'draft', answer });
const choose = (option: number): FlowEvent => draft({ kind: 'choice', option });
const turn = (values: number[], solved = false): FlowEvent =>
  draft({ kind: 'knobs', values, solved });
const next: FlowEvent = { type: 'next' };
const commit: FlowEvent = { type: 'commit' };
const go = (step: string): FlowEvent => ({ type: 'go', step });

/** Every prediction answered, so that every step is open. */
function opened() {
  const flow = start();
  flow.send(next, choose(0), commit, next);
  flow.send(draft({ kind: 'number', value: 5e5 }), commit, next, { type: 'play' }, next, next);
  flow.send(draft({ kind: 'order', order: [0, 1, 2] }), commit, next, next);
  flow.send(draft({ kind: 'curve', values: [null, 4e5, 3e5, 2e5, 1e5] }), commit, next);
  return flow;
}

describe('predict, then run', () => {
  test('no way past a prediction that is not committed', () => {
    const flow = start();
    flow.send(next);
    expect(flow.state()).toBe('asking');
    flow.send(next, go('how-long'), commit, { type: 'skip' }, { type: 'play' });
    expect(flow.step()).toBe('where');
    flow.send(choose(0), next);
    expect(flow.step()).toBe('where');
    flow.send(commit, next, draft({ kind: 'number', value: 1 }), commit, next);
    expect(flow.step()).toBe('watch');
    expect(flow.state()).toBe('running');
  });

  test('a run is played before the next step', () => {
    const flow = start();
    flow.send(next, choose(0), commit, next, draft({ kind: 'number', value: 1 }), commit, next);
    flow.send(next);
    expect(flow.step()).toBe('watch');
    flow.send({ type: 'play' }, next);
    expect(flow.step()).toBe('why');
  });

  test('a draft may change, a committed answer may not', () => {
    const flow = start();
    flow.send(next, choose(0), choose(2), commit, choose(1), commit);
    expect(flow.context().answers).toEqual({ where: { kind: 'choice', option: 2 } });
    expect(flow.state()).toBe('answered');
  });

  test('half a curve is kept, and is no answer', () => {
    const flow = opened();
    flow.send({ type: 'restart' }, { type: 'lead', maySkip: true }, go('curve'));
    flow.send(draft({ kind: 'curve', values: [null, 4e5, null, null, null] }));
    expect(flow.can(commit)).toBe(false);
    flow.send(draft({ kind: 'curve', values: [null, 4e5, 3e5, 2e5, 1e5] }), commit);
    expect(flow.context().answers.curve).toEqual({
      kind: 'curve',
      values: [0, 4e5, 3e5, 2e5, 1e5],
    });
  });

  test.each<[string, Draft]>([
    ['an option that is not there', { kind: 'choice', option: 3 }],
    ['another kind', { kind: 'number', value: 1 }],
    ['knobs', { kind: 'knobs', values: [0], solved: false }],
  ])('%s is no draft of a choice', (_, wrong) => {
    const flow = start();
    flow.send(next, draft(wrong));
    expect(flow.context().drafts).toEqual({});
  });

  test.each<[string, Draft]>([
    ['an item twice', { kind: 'order', order: [0, 0, 1] }],
    ['an item too few', { kind: 'order', order: [0, 1] }],
  ])('%s is no draft of an order', (_, wrong) => {
    const flow = start({ maySkip: true });
    flow.send(go('which-first'), draft(wrong));
    expect(flow.context().drafts).toEqual({});
  });
});

describe('whoever presents', () => {
  test('every step is open, runs need not be played, and predictions may be passed over', () => {
    const flow = start({ maySkip: true });
    expect(flow.can(go('sandbox'))).toBe(true);
    flow.send(next, { type: 'skip' });
    expect(flow.step()).toBe('how-long');
    expect(flow.context().skipped).toEqual(['where']);
    flow.send(go('watch'), next);
    expect(flow.step()).toBe('why');
  });

  test('a learner who comes after is led back to the first open prediction', () => {
    const flow = start({ maySkip: true });
    flow.send(go('sandbox'));
    expect(start({ progress: progressOf(flow.context()) }).step()).toBe('where');
  });
});

describe('knobs', () => {
  test('a puzzle may be left unsolved, and that is noted', () => {
    const flow = opened();
    flow.send(go('cheap'), turn([1, 0]), next);
    expect(flow.step()).toBe('sandbox');
    expect(flow.context().skipped).toEqual(['cheap']);
    expect(flow.context().drafts.cheap).toEqual({ kind: 'knobs', values: [1, 0], solved: false });
  });

  test('once solved it stays solved, however the knobs are turned later', () => {
    const flow = opened();
    flow.send(go('cheap'), next, { type: 'back' }, turn([2, 0], true), turn([0, 0]));
    expect(flow.context().answers.cheap).toEqual({ kind: 'knobs', values: [2, 0], solved: true });
    expect(flow.context().drafts.cheap).toMatchObject({ values: [0, 0] });
    expect(flow.context().skipped).toEqual([]);
  });

  test('a change is no answer, and never solves anything', () => {
    const flow = opened();
    flow.send(go('turn'), turn([1]), turn([2], true), turn([7]), next);
    expect(flow.step()).toBe('seen');
    expect(flow.context().drafts.turn).toMatchObject({ values: [1] });
    expect(flow.context().answers.turn).toBeUndefined();
  });
});

describe('hints', () => {
  test('come one after the other, and no more than there are', () => {
    const flow = start({ maySkip: true });
    flow.send(go('how-long'), { type: 'hint' }, { type: 'hint' }, { type: 'hint' });
    expect(flow.context().hints).toEqual({ 'how-long': 2 });
    flow.send({ type: 'back' }, { type: 'hint' });
    expect(flow.context().hints).toEqual({ 'how-long': 2 });
  });
});

describe('back and forth', () => {
  test('going back loses nothing, and the answer stays locked', () => {
    const flow = start();
    flow.send(next, choose(2), { type: 'back' }, next);
    expect(flow.context().drafts.where).toEqual({ kind: 'choice', option: 2 });
    flow.send(commit, next, { type: 'back' });
    expect(flow.state()).toBe('answered');
    flow.send({ type: 'back' });
    expect(flow.step()).toBe('scene');
  });

  test('jumps reach as far as the predictions allow', () => {
    const flow = start();
    expect(flow.can(go('how-long'))).toBe(false);
    expect(flow.can(go('nowhere'))).toBe(false);
    flow.send(next, choose(1), commit);
    expect(flow.can(go('how-long'))).toBe(true);
    expect(flow.can(go('watch'))).toBe(false);
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

describe('starting again', () => {
  test('what was given can be had back', () => {
    const flow = opened();
    const before = progressOf(flow.context());
    flow.send({ type: 'restart' });
    expect(flow.step()).toBe('scene');
    expect(flow.context().answers).toEqual({});
    expect(flow.can(go('curve'))).toBe(false);
    flow.send(next, choose(2), { type: 'undo' });
    expect(progressOf(flow.context())).toEqual(before);
  });

  test('until something new is given; a second restart does not forget it', () => {
    const flow = opened();
    const { answers } = flow.context();
    flow.send({ type: 'restart' }, { type: 'restart' });
    expect(flow.context().before?.answers).toEqual(answers);
    flow.send(next, choose(0), commit);
    expect(flow.can({ type: 'undo' })).toBe(false);
  });
});

describe('kept progress', () => {
  const kept = (flow: ReturnType<typeof start>): Progress | null =>
    readProgress(JSON.parse(JSON.stringify(progressOf(flow.context()))));

  test('a learner goes on where they left', () => {
    const flow = opened();
    flow.send(go('watch'));
    const again = start({ progress: kept(flow) });
    expect(again.step()).toBe('watch');
    expect(again.context().answers).toEqual(flow.context().answers);
    again.send(next);
    expect(again.step()).toBe('why');
  });

  test('drafts, half a curve, knobs, hints and the moment outlive a reload', () => {
    const flow = start({ maySkip: true });
    flow.send(go('where'), choose(1), go('how-long'), { type: 'hint' }, go('cheap'), turn([1, 1]));
    flow.send(go('which-first'), draft({ kind: 'order', order: [2, 0, 1] }));
    flow.send(go('curve'), draft({ kind: 'curve', values: [null, null, 3e5, null, null] }));
    flow.send({ type: 'stand', atUs: 1_234_567, request: 4 });
    const again = start({ progress: kept(flow), maySkip: true });
    expect(again.context().drafts).toEqual(flow.context().drafts);
    expect(Object.keys(again.context().drafts)).toHaveLength(4);
    expect(again.context().hints).toEqual({ 'how-long': 1 });
    expect(again.context().moment).toEqual({ step: 'curve', atUs: 1_234_567, request: 4 });
  });

  test('the form of before, without drafts, hints and moment, is read', () => {
    const old = {
      lesson: lesson.id,
      step: 'how-long',
      answers: { where: { kind: 'choice', option: 1 } },
      skipped: [],
      played: [],
    };
    const flow = start({ progress: readProgress(old) });
    expect(flow.step()).toBe('how-long');
    expect(flow.context().answers).toEqual(old.answers);
  });

  test('progress that does not fit gives no run away', () => {
    const at = (progress: object): string | undefined =>
      start({ progress: readProgress(progress) }).step();
    expect(at({ lesson: 'another', step: 'watch' })).toBe('scene');
    expect(at({ lesson: lesson.id, step: 'gone' })).toBe('scene');
    expect(at({ lesson: lesson.id, step: 'watch' })).toBe('where');
    const answers = { where: { kind: 'choice', option: 99 } };
    expect(at({ lesson: lesson.id, step: 'watch', answers })).toBe('where');
  });

  test('half a curve, wrong knobs and an unsolved puzzle are no answers', () => {
    const answers = {
      curve: { kind: 'curve', values: [1, 2, null, 3, 4] },
      cheap: { kind: 'knobs', values: [2, 0], solved: false },
      turn: { kind: 'knobs', values: [2], solved: true },
      'which-first': { kind: 'order', order: [1, 1, 1] },
    };
    const progress = readProgress({ lesson: lesson.id, step: 'scene', answers });
    expect(start({ progress }).context().answers).toEqual({});
  });

  test.each([null, 3, 'x', [], {}, { lesson: 1, step: 'a' }])('%j is no progress', (input) => {
    expect(readProgress(input)).toBeNull();
  });

  test('foreign parts are left out', () => {
    expect(
      readProgress({
        lesson: 'a',
        step: 'b',
        answers: {
          x: { kind: 'number', value: Number.NaN },
          y: 1,
          z: { kind: 'order', order: 'b' },
        },
        drafts: { x: { kind: 'curve', values: [Number.NaN] }, y: { kind: 'knobs', values: [-1] } },
        skipped: [1, 'c'],
        played: 'd',
        hints: { x: -1, y: 'many' },
        moment: { step: 'b', atUs: 'soon' },
        before: 7,
        noted: { x: { ms: -1, tries: 0, hints: 0, first: null }, y: 4 },
      }),
    ).toEqual({
      lesson: 'a',
      step: 'b',
      answers: {},
      drafts: {},
      skipped: ['c'],
      played: [],
      hints: {},
      moment: null,
      before: null,
      noted: {},
    });
  });
});
