import { describe, expect, test } from 'vitest';
import {
  chooseOfSeveral,
  type HandedIn,
  judgeAgain,
} from '../../../src/lesson/evidence/classTable.ts';
import { asksSomething } from '../../../src/lesson/evidence/collectEvidence.ts';
import { distributionOf } from '../../../src/lesson/evidence/distribution.ts';
import type { Evidence } from '../../../src/lesson/evidence/evidence.ts';
import { evidenceCsv } from '../../../src/lesson/evidence/evidenceCsv.ts';
import { lessonHash } from '../../../src/lesson/evidence/lessonHash.ts';
import { readEvidence } from '../../../src/lesson/evidence/readEvidence.ts';
import { scoreOf } from '../../../src/lesson/evidence/score.ts';
import { everyKind } from '../everyKind.ts';
import { courseLesson } from '../readLessons.ts';
import { classOf30 } from './classOf30.ts';
import { sourceOf } from './walks.ts';

const read = (text: string): Evidence => {
  const found = readEvidence(text);
  if (Array.isArray(found)) throw new Error(JSON.stringify(found));
  return found;
};

describe.each([
  ['every kind of question', everyKind()],
  ['slow-clients', courseLesson('slow-clients.yaml')],
])('thirty generated learners, seed 7: %s', (_, lesson) => {
  const source = sourceOf(lesson);
  const made = classOf30(lesson, source, 7);
  const back = made.map(({ text }) => read(text));

  test('their files say what they gave, how long they took and whether it was right', () => {
    for (const [i, learner] of made.entries()) {
      expect(back[i]).toEqual(learner.evidence);
      for (const answer of back[i]?.answers ?? [])
        expect(answer.ms, `${learner.name}, ${answer.step}`).toBe(
          learner.thoughtMs.get(answer.step) ?? 0,
        );
    }
    const right = made.flatMap(({ evidence }) => evidence.answers.map(({ isRight }) => isRight));
    for (const each of [true, false, null]) expect(right).toContain(each);
  });

  test('the class judges as the learners’ pages did', () => {
    for (const evidence of back) {
      const again = judgeAgain(evidence, lesson, source);
      expect(again).toEqual({ evidence, judgedBy: 'simulation' });
    }
  });

  test('a file that claims to be right is judged by its answer all the same', () => {
    for (const evidence of back) {
      const answers = evidence.answers.map((each) => ({
        ...each,
        isRight: each.first ? true : null,
        truthText: 'whatever I said',
      }));
      const again = judgeAgain({ ...evidence, answers }, lesson, source);
      expect(again?.evidence.answers).toEqual(evidence.answers);
    }
  });

  test('each histogram counts every learner once', () => {
    for (const step of lesson.steps.filter(asksSomething)) {
      const firsts = back.map(
        ({ answers }) => answers.find((each) => each.step === step.id)?.first ?? null,
      );
      const distribution = distributionOf(step, firsts, source);
      const counted =
        distribution.kind === 'bars'
          ? distribution.bars.reduce((sum, { count }) => sum + count, 0)
          : distribution.curves.length;
      expect(counted + distribution.none, step.id).toBe(30);
      if (distribution.kind === 'curves') expect(distribution.truth, step.id).not.toBeNull();
      if (step.kind === 'puzzle' || step.question.kind !== 'choice') continue;
      const right = back.filter(({ answers }) =>
        answers.some((each) => each.step === step.id && each.isRight),
      );
      if (distribution.kind === 'bars')
        expect(distribution.bars.find(({ isTruth }) => isTruth)?.count).toBe(right.length);
    }
  });

  test('the table as CSV has a row for each answer, and no cell that a spreadsheet would run', () => {
    const rows = evidenceCsv(back).split('\r\n').slice(1, -1);
    expect(rows).toHaveLength(30 * lesson.steps.filter(asksSomething).length);
    for (const row of rows) expect(row).not.toMatch(/(?:^|,)"?[=+@]/);
    expect(evidenceCsv(back)).toContain('"\'=HYPERLINK(""http://x"")"');
  });
});

describe('what a class is told openly', () => {
  const lesson = everyKind();
  const source = sourceOf(lesson);
  const [first] = classOf30(lesson, source, 3);
  const evidence = (first as NonNullable<typeof first>).evidence;
  const handed = (file: string, learner: string | null, writtenAt: string): HandedIn => ({
    file,
    evidence: { ...evidence, learner, writtenAt },
  });

  test('of several files of one learner the latest, the earliest or all count', () => {
    const files = [
      handed('b', 'Ada  L', '2030-01-02T00:00:00.000Z'),
      handed('a', 'ada l ', '2030-01-01T00:00:00.000Z'),
      handed('c', null, '2030-01-01T00:00:00.000Z'),
      handed('d', null, '2030-01-01T00:00:00.000Z'),
    ];
    const shown = (which: 'latest' | 'earliest' | 'all') =>
      chooseOfSeveral(files, which).map(({ file, leftOut }) => `${file}${leftOut}`);
    expect(shown('latest')).toEqual(['b1', 'c0', 'd0']);
    expect(shown('earliest')).toEqual(['a1', 'c0', 'd0']);
    expect(shown('all')).toEqual(['b0', 'a0', 'c0', 'd0']);
  });

  test('a file of another version is left as it is; one with an answer to nothing is refused', () => {
    const other = { ...evidence, lesson: { ...evidence.lesson, hash: '0123456789abcdef' } };
    expect(judgeAgain(other, lesson, source)).toEqual({ evidence: other, judgedBy: 'file' });
    const answers = evidence.answers.map((each) => ({
      ...each,
      first: { kind: 'choice' as const, option: 99 },
    }));
    expect(judgeAgain({ ...evidence, answers }, lesson, source)).toBeNull();
    expect(judgeAgain({ ...evidence, answers: [] }, lesson, source)).toBeNull();
  });

  test('the score counts predictions by their first answer and puzzles, not what is read off', () => {
    const answer = (kind: 'predict' | 'observe' | 'puzzle', isRight: boolean | null) => ({
      ...(evidence.answers[0] as Evidence['answers'][number]),
      kind,
      isRight,
    });
    const answers = [
      answer('predict', true),
      answer('predict', false),
      answer('observe', false),
      answer('puzzle', null),
    ];
    expect(scoreOf(answers)).toEqual({ right: 1, of: 3, percent: 33 });
    expect(scoreOf([answer('observe', false)]).percent).toBe(100);
  });

  test('the hash tells versions apart, not languages', () => {
    const hash = lessonHash(lesson);
    const words = { ...lesson, title: 'Anders', question: 'Wie?', intro: [] };
    expect(lessonHash(words)).toBe(hash);
    const steps = lesson.steps.map((step) =>
      step.kind === 'predict' && step.question.kind === 'number'
        ? { ...step, question: { ...step.question, tolerance: 0.9 } }
        : step,
    );
    expect(lessonHash({ ...lesson, steps })).not.toBe(hash);
  });
});
