import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import type { Answer, Draft } from '../../src/lesson/answers.ts';
import { progressOf, readProgress } from '../../src/lesson/flowProgress.ts';
import { type FlowEvent, lessonFlow } from '../../src/lesson/lessonFlow.ts';
import { everyKind } from './everyKind.ts';

const lesson = everyKind();
const WALKS = 150;
const STEPS = 60;

/** Lehmer’s generator: the same walks for the same seed. */
function diceOf(seed: number) {
  let state = seed;
  const below = (n: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * n);
  };
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}
type Dice = ReturnType<typeof diceOf>;

/** A draft of any kind, fit for the present step or not. */
function anyDraft({ below, pick }: Dice): Draft {
  return pick<() => Draft>([
    () => ({ kind: 'choice', option: below(5) }),
    () => ({ kind: 'number', value: below(1e6) }),
    () => ({
      kind: 'order',
      order: pick([
        [0, 1, 2],
        [2, 1, 0],
        [1, 1, 0],
        [0, 1],
      ]),
    }),
    () => ({
      kind: 'curve',
      values: Array.from({ length: 4 + below(2) }, () => (below(3) === 0 ? null : below(1e6))),
    }),
    () => ({ kind: 'knobs', values: [below(5), below(3)], solved: below(3) === 0 }),
    () => ({ kind: 'knobs', values: [below(4)], solved: below(3) === 0 }),
  ])();
}

function anyEvent(dice: Dice): FlowEvent {
  const { below, pick } = dice;
  return pick<() => FlowEvent>([
    () => ({ type: 'draft', answer: anyDraft(dice) }),
    () => ({ type: 'draft', answer: anyDraft(dice) }),
    () => ({ type: 'draft', answer: anyDraft(dice) }),
    () => ({ type: 'commit' }),
    () => ({ type: 'commit' }),
    () => ({ type: 'next' }),
    () => ({ type: 'next' }),
    () => ({ type: 'next' }),
    () => ({ type: 'play' }),
    () => ({ type: 'skip' }),
    () => ({ type: 'hint' }),
    () => ({ type: 'back' }),
    () => ({ type: 'stand', atUs: below(1e6), request: null }),
    () => ({ type: 'go', step: pick(lesson.steps).id }),
  ])();
}

const predictions = lesson.steps.flatMap(({ kind, id }, index) =>
  kind === 'predict' ? [{ id, index }] : [],
);

/** Answers whatever is asked and plays whatever is to be played: a learner who wants to get on. */
function willing(step: (typeof lesson.steps)[number]): FlowEvent[] {
  const give = (answer: Draft): FlowEvent[] => [{ type: 'draft', answer }, { type: 'commit' }];
  if (step.kind === 'run') return [{ type: 'play' }];
  if (!('question' in step)) return [];
  const { question } = step;
  switch (question.kind) {
    case 'choice':
      return give({ kind: 'choice', option: 0 });
    case 'number':
      return give({ kind: 'number', value: 1 });
    case 'order':
      return give({ kind: 'order', order: question.items.map((_, i) => i) });
    case 'curve':
      return give({ kind: 'curve', values: question.points.map(() => 1) });
  }
}

function goOn(actor: ReturnType<typeof createActor<typeof lessonFlow>>): void {
  const step = lesson.steps[actor.getSnapshot().context.index];
  for (const event of step ? willing(step) : []) actor.send(event);
  actor.send({ type: 'next' });
}

test(`${WALKS} random walks, seeds 1 to ${WALKS}: no open prediction is passed, no answer is lost, nobody gets stuck`, () => {
  for (let seed = 1; seed <= WALKS; seed++) {
    const dice = diceOf(seed);
    let actor = createActor(lessonFlow, { input: { lesson } });
    actor.start();
    const given = new Map<string, Answer>();
    // From anywhere: else hardly a walk would come to the last steps.
    for (let ahead = dice.below(lesson.steps.length); ahead > 0; ahead--) goOn(actor);
    for (let i = 0; i < STEPS; i++) {
      // Now and then the page is loaded again.
      if (dice.below(12) === 0) {
        const kept = readProgress(
          JSON.parse(JSON.stringify(progressOf(actor.getSnapshot().context))),
        );
        const { drafts, index } = actor.getSnapshot().context;
        actor = createActor(lessonFlow, { input: { lesson, progress: kept } });
        actor.start();
        expect(actor.getSnapshot().context.drafts, `seed ${seed}`).toEqual(drafts);
        expect(actor.getSnapshot().context.index, `seed ${seed}`).toBe(index);
      }
      actor.send(anyEvent(dice));
      const { context } = actor.getSnapshot();
      for (const { id, index } of predictions)
        if (context.index > index)
          expect(Object.hasOwn(context.answers, id), `seed ${seed}: past ${id}`).toBe(true);
      for (const [id, answer] of given) {
        if (answer.kind === 'knobs') expect(context.answers[id], `seed ${seed}`).toBeDefined();
        else expect(context.answers[id], `seed ${seed}: answer to ${id}`).toEqual(answer);
      }
      for (const [id, answer] of Object.entries(context.answers)) given.set(id, answer);
    }
    for (let i = 0; i < 2 * lesson.steps.length && !actor.getSnapshot().matches('finished'); i++) {
      goOn(actor);
    }
    expect(actor.getSnapshot().value, `seed ${seed}: stuck`).toBe('finished');
  }
});
