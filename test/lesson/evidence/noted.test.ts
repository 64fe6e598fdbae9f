import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { progressOf, readProgress } from '../../../src/lesson/flowProgress.ts';
import { type FlowEvent, lessonFlow } from '../../../src/lesson/lessonFlow.ts';
import { everyKind } from '../everyKind.ts';

const lesson = everyKind();

function begin(events: readonly FlowEvent[], progress: unknown = null) {
  const actor = createActor(lessonFlow, { input: { lesson, progress: readProgress(progress) } });
  actor.start();
  for (const event of events) actor.send(event);
  return actor;
}
const tick = (atMs: number): FlowEvent => ({ type: 'tick', atMs });
const choose = (option: number): FlowEvent => ({
  type: 'draft',
  answer: { kind: 'choice', option },
});
const notesOf = (actor: ReturnType<typeof begin>) => actor.getSnapshot().context.noted.where;

describe('how an answer came to be', () => {
  test('the time of a step is that between its being shown and its first answer', () => {
    const actor = begin([tick(5_000), tick(7_000), { type: 'next' }, tick(10_000), choose(0)]);
    for (const event of [tick(19_500), { type: 'commit' }, tick(60_000)] as FlowEvent[])
      actor.send(event);
    expect(notesOf(actor)?.ms).toBe(12_500);
  });

  test('it goes on counting over a reload, without the time between', () => {
    const before = begin([tick(0), { type: 'next' }, tick(4_000)]);
    const kept = JSON.parse(JSON.stringify(progressOf(before.getSnapshot().context)));
    const after = begin([tick(900_000), tick(901_000), choose(1), { type: 'commit' }], kept);
    expect(notesOf(after)?.ms).toBe(5_000);
  });

  test('a night with the page open is not thinking, and a clock that goes back takes nothing away', () => {
    const actor = begin([tick(0), { type: 'next' }, tick(36_000_000), tick(35_000_000)]);
    expect(notesOf(actor)?.ms).toBe(600_000);
  });

  test('who starts again has a second try; the first answer stays the first', () => {
    const actor = begin([{ type: 'next' }, choose(0), { type: 'commit' }]);
    for (const event of [
      { type: 'restart' },
      { type: 'next' },
      choose(1),
      { type: 'commit' },
    ] as FlowEvent[])
      actor.send(event);
    expect(notesOf(actor)).toMatchObject({ tries: 2, first: { kind: 'choice', option: 0 } });
    expect(actor.getSnapshot().context.answers.where).toEqual({ kind: 'choice', option: 1 });
  });

  test('a first answer that answers nothing any more is forgotten on the way back in', () => {
    const noted = {
      where: { ms: 7, tries: 1, hints: 0, first: { kind: 'choice', option: 40 } },
      gone: { ms: 1, tries: 1, hints: 0, first: null },
    };
    const actor = begin([], { lesson: lesson.id, step: 'scene', noted });
    expect(actor.getSnapshot().context.noted).toEqual({
      where: { ms: 7, tries: 1, hints: 0, first: null },
    });
  });

  test('of a puzzle, every other setting is a try until it is solved', () => {
    const puzzle = lesson.steps.find(({ kind }) => kind === 'puzzle');
    if (puzzle?.kind !== 'puzzle') throw new Error('everyKind has a puzzle');
    const actor = createActor(lessonFlow, { input: { lesson, maySkip: true } });
    actor.start();
    actor.send({ type: 'go', step: puzzle.id });
    const at = puzzle.knobs.findIndex((knob) => !knob.isLocked && !knob.isMystery);
    const knobs = (value: number, solved: boolean): FlowEvent => ({
      type: 'draft',
      answer: {
        kind: 'knobs',
        values: puzzle.knobs.map(({ start }, i) => (i === at ? value : start)),
        solved,
      },
    });
    for (const event of [knobs(0, false), knobs(1, false), knobs(1, true), knobs(0, false)])
      actor.send(event);
    expect(actor.getSnapshot().context.noted[puzzle.id]).toMatchObject({ tries: 2 });
  });
});
