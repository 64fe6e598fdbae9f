import { createActor } from 'xstate';
import type { Run } from '../../../src/insight/shapes.ts';
import type { Draft } from '../../../src/lesson/answers.ts';
import { curveTruth } from '../../../src/lesson/curve.ts';
import type { FlowContext } from '../../../src/lesson/flowContext.ts';
import { readProgress } from '../../../src/lesson/flowProgress.ts';
import type { Lesson, Step } from '../../../src/lesson/lesson.ts';
import { lessonFlow } from '../../../src/lesson/lessonFlow.ts';
import type { RunSource } from '../../../src/lesson/runSource.ts';
import { simulatedRuns } from '../../../src/lesson/simulatedRuns.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** Lehmer’s generator: the same learner for the same seed. */
export function diceOf(seed: number) {
  let state = (seed * 506_952_114) % 2_147_483_647; // small seeds would begin alike
  const below = (n: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * n);
  };
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}
export type Dice = ReturnType<typeof diceOf>;

export const sourceOf = (lesson: Lesson): RunSource =>
  simulatedRuns(lesson, (scenario) => simulate(scenario) as Run);

/** Something that a learner may give to the step; null where it asks for nothing. `source`: now and then a curve is the true one. */
export function anyAnswer(step: Step, dice: Dice, source: RunSource | null): Draft | null {
  if (step.kind === 'puzzle') {
    const solution = dice.pick(step.solutions);
    return { kind: 'knobs', values: [...solution], solved: dice.below(2) === 0 };
  }
  if (!('question' in step)) return null;
  const { question } = step;
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', option: dice.below(question.options.length) };
    case 'number':
      return {
        kind: 'number',
        value: (dice.pick([1, 40, 1_000, 90_000, 2_000_000]) * (1 + dice.below(90))) / 7,
      };
    case 'order': {
      const order = question.items.map((_, item) => item);
      for (let i = order.length - 1; i > 0; i--) {
        const j = dice.below(i + 1);
        [order[i], order[j]] = [order[j] as number, order[i] as number];
      }
      return { kind: 'order', order };
    }
    case 'curve': {
      const truth = source && curveTruth(source, { run: step.run, question });
      if (truth && dice.below(2) === 0) return { kind: 'curve', values: truth };
      return {
        kind: 'curve',
        values: question.points.map(() => (question.top * dice.below(1e6)) / 1e6 / 3),
      };
    }
  }
}

/**
 * A learner's way through the lesson as the flow lets them go: they think, ask for hints, answer, start again now and then, and stop where they like.
 * @param howFar steps that they take, most
 */
export function anyWalk(
  lesson: Lesson,
  dice: Dice,
  howFar: number,
  source: RunSource | null = null,
): {
  readonly context: FlowContext;
  readonly isFinished: boolean;
  readonly thoughtMs: Map<string, number>;
} {
  const actor = createActor(lessonFlow, { input: { lesson, progress: readProgress(null) } });
  actor.start();
  const thoughtMs = new Map<string, number>();
  let nowMs = dice.below(1e6);
  actor.send({ type: 'tick', atMs: nowMs });
  for (let i = 0; i < howFar; i++) {
    const { context } = actor.getSnapshot();
    const step = lesson.steps[context.index] as Step;
    const thinksMs = 1_000 + dice.below(200_000);
    nowMs += thinksMs;
    actor.send({ type: 'tick', atMs: nowMs });
    const answer = anyAnswer(step, dice, source);
    if (dice.below(5) === 0) actor.send({ type: 'hint' });
    if (answer) {
      if (!context.noted[step.id]?.first)
        thoughtMs.set(step.id, (thoughtMs.get(step.id) ?? 0) + thinksMs);
      actor.send({ type: 'draft', answer });
      if (answer.kind !== 'knobs' && dice.below(40) > 0) actor.send({ type: 'commit' });
    }
    if (dice.below(4) === 0)
      actor.send({
        type: 'stand',
        atUs: dice.below(9e6),
        request: dice.pick([null, dice.below(400)]),
      });
    actor.send({ type: 'play' });
    if (dice.below(60) === 0) actor.send({ type: 'restart' });
    else actor.send({ type: 'next' });
  }
  const now = actor.getSnapshot();
  return { context: now.context, isFinished: now.matches('finished'), thoughtMs };
}
