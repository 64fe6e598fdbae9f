import { describe, expect, test } from 'vitest';
import { lessonSource } from '../../src/cli/lessonSource.ts';
import type { Answer } from '../../src/lesson/answers.ts';
import { type CurveQuestion, curveTruth, curveWords, pointWords } from '../../src/lesson/curve.ts';
import { judge, type QuestionStep } from '../../src/lesson/judge.ts';
import { type PuzzleStep, puzzleState } from '../../src/lesson/puzzle.ts';
import type { RunSource } from '../../src/lesson/runSource.ts';
import { everyKind } from './everyKind.ts';

const lesson = everyKind();
const source = lessonSource(lesson);

function asked(id: string): QuestionStep {
  const step = lesson.steps.find((each) => each.id === id);
  if (!step || !('question' in step)) throw new RangeError(id);
  return step;
}
const verdict = (id: string, answer: Answer) => judge(source, asked(id), answer);

describe('a choice and a number', () => {
  test('the right option is right, and both are told in words', () => {
    expect(verdict('where', { kind: 'choice', option: 1 })?.isRight).toBe(true);
    expect(verdict('where', { kind: 'choice', option: 2 })).toMatchObject({
      isRight: false,
      givenText: 'the database',
      truthText: 'the socket with its waiting room',
    });
  });

  test('a number is right within its tolerance, and not beyond', () => {
    const truth = verdict('how-long', { kind: 'number', value: 0 })?.truth as number;
    const isRight = (value: number) => verdict('how-long', { kind: 'number', value })?.isRight;
    expect([isRight(truth * 0.76), isRight(truth * 1.24)]).toEqual([true, true]);
    expect([isRight(truth * 0.74), isRight(truth * 1.26)]).toEqual([false, false]);
  });

  test('an answer of another kind, or to no option, is not judged', () => {
    expect(verdict('how-long', { kind: 'choice', option: 0 })).toBeNull();
    expect(verdict('where', { kind: 'choice', option: 9 })).toBeNull();
    expect(verdict('curve', { kind: 'order', order: [0] })).toBeNull();
  });
});

describe('an order', () => {
  // Written: one worker, four workers, two workers; the quickest comes first.
  test('is right as measured, and wrong in every other way', () => {
    const isRight = (order: number[]) => verdict('which-first', { kind: 'order', order })?.isRight;
    expect(isRight([1, 2, 0])).toBe(true);
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [2, 0, 1],
      [2, 1, 0],
    ])
      expect(isRight(order), String(order)).toBe(false);
  });

  test('with the largest first it is the other way round', () => {
    const largest = everyKind((written) => {
      const step = written.steps.find(({ id }) => id === 'which-first') as { first?: string };
      step.first = 'largest';
    });
    const step = largest.steps.find(({ id }) => id === 'which-first') as QuestionStep;
    expect(judge(source, step, { kind: 'order', order: [0, 2, 1] })?.isRight).toBe(true);
    expect(judge(source, step, { kind: 'order', order: [1, 2, 0] })?.isRight).toBe(false);
  });

  test('what measures the same may stand either way', () => {
    const run = source.run('one');
    const level: RunSource = { run: () => run, variant: () => null };
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ])
      expect(judge(level, asked('which-first'), { kind: 'order', order })?.isRight).toBe(true);
  });
});

describe('a curve', () => {
  const question = asked('curve').question as CurveQuestion;
  const truth = curveTruth(source, { run: 'one', question }) as number[];
  const times = (...factors: number[]) =>
    verdict('curve', { kind: 'curve', values: truth.map((value, i) => value * (factors[i] ?? 1)) });

  test('the truth is measured at each point, by simulation', () => {
    expect(truth).toHaveLength(5);
    expect(truth[0]).toBeGreaterThan(3 * (truth[3] as number));
  });

  test('is right while it is off by less than its tolerance on average, whatever is given', () => {
    expect(times(99, 1.24, 1.24, 1.24, 1.24)?.isRight).toBe(true);
    expect(times(1, 1.26, 1.26, 1.26, 1.26)?.isRight).toBe(false);
    expect(times(1, 0.76, 1.24, 0.76, 1.24)?.isRight).toBe(true);
    expect(times(1, 0.74, 1.26, 0.74, 1.26)?.isRight).toBe(false);
  });

  test('the point that was given counts as drawn right', () => {
    expect(times(99)).toMatchObject({ given: truth, truth });
  });

  test('is not judged while a recording is missing', () => {
    const coming: RunSource = {
      ...source,
      variant: (name, settings) =>
        settings['app.workers'] === 4 ? null : source.variant(name, settings),
    };
    const answer: Answer = { kind: 'curve', values: truth };
    expect(judge(coming, asked('curve'), answer)).toBeNull();
    expect(curveTruth(coming, { run: 'one', question }, 1)).toEqual([truth[0]]);
  });

  test.each([
    [[1, 1, 1, 1, 1], 'You were about right all the way.'],
    [[1, 0.5, 0.5, 0.5, 0.5], 'It is really higher all the way.'],
    [[1, 3, 3, 3, 3], 'It is really lower all the way.'],
    [[1, 1, 1, 2, 2], 'You were about right up to 3 workers; past that you drew too much.'],
    [
      [1, 0.5, 1, 1, 2],
      'You drew too little up to 2 workers; from 3 to 4 workers you were about right; past that you drew too much.',
    ],
    [[1, 2, 0.5, 2, 0.5], 'You went now above, now below what it really is.'],
  ])('%j times the truth: “%s”', (factors, words) => {
    const given = truth.map((value, i) => value * (factors[i] as number));
    expect(curveWords(question, given, truth)).toBe(words);
  });
});

test('one of many is said as one', () => {
  const question = asked('curve').question as CurveQuestion;
  expect(pointWords(question, 0)).toBe('1 worker');
  expect(pointWords(question, 1)).toBe('2 workers');
});

describe('a puzzle', () => {
  const puzzle = lesson.steps.find(({ kind }) => kind === 'puzzle') as PuzzleStep;

  test('is solved when its goal holds within the budget', () => {
    expect(puzzleState(source, puzzle, [0, 0])).toMatchObject({ isSolved: false, cost: 18 });
    expect(puzzleState(source, puzzle, [2, 0])).toMatchObject({
      isSolved: true,
      cost: 42,
      goal: [{ holds: true }],
    });
  });

  test('is not when it costs too much, though the goal holds', () => {
    expect(puzzleState(source, puzzle, [3, 0])).toMatchObject({
      isSolved: false,
      isAffordable: false,
      cost: 58,
      goal: [{ holds: true }],
    });
  });
});
