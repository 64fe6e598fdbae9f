import { useEffect, useState } from 'react';
import { t } from '../../../language/t.ts';
import {
  type ClassRow,
  chooseOfSeveral,
  type HandedIn,
  judgeAgain,
  type OfSeveral,
} from '../../../lesson/evidence/classTable.ts';
import { asksSomething } from '../../../lesson/evidence/collectEvidence.ts';
import { type Distribution, distributionOf } from '../../../lesson/evidence/distribution.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { type LessonRuns, lessonRuns } from '../../lesson/lessonRuns.ts';
import { prepareCurves } from '../prepareCurves.ts';
import { lessonFor } from './lessonFor.ts';
import type { Refusal } from './readDropped.ts';

/** What a class gave to one lesson, judged by simulation. */
export interface LessonClass {
  readonly rows: readonly ClassRow[];
  readonly refused: readonly Refusal[];
  /** By step; without those whose lesson is not known here. */
  readonly distributions: ReadonlyMap<string, Distribution>;
  /** What is to be said of how the answers were judged, or null. */
  readonly notice: string | null;
}

/** Other chances than the lesson's own take a simulation each; beyond so many the file is believed. */
const MOST_SEEDS = 12;

/** Judges the files for one lesson anew whenever there are others; null while it is under way. */
export function useLessonClass(
  id: string,
  files: readonly HandedIn[],
  which: OfSeveral,
): LessonClass | null {
  const [made, setMade] = useState<{
    of: readonly HandedIn[];
    which: OfSeveral;
    is: LessonClass;
  }>();
  useEffect(() => {
    let isGone = false;
    judgeAll(id, files, which).then((is) => {
      if (!isGone) setMade({ of: files, which, is });
    });
    return () => {
      isGone = true;
    };
  }, [id, files, which]);
  return made?.of === files && made.which === which ? made.is : null;
}

async function judgeAll(
  id: string,
  files: readonly HandedIn[],
  which: OfSeveral,
): Promise<LessonClass> {
  const chosen = chooseOfSeveral(files, which);
  const hashes = new Set(chosen.map(({ evidence }) => evidence.lesson.hash));
  const lesson = await lessonFor(id, hashes).catch(() => null);
  if (!lesson)
    return {
      rows: chosen.map((each) => ({ ...each, judgedBy: 'file' })),
      refused: [],
      distributions: new Map(),
      notice: t(
        'This lesson is not of the course, so nothing could be simulated: what is right is as the files say. Drop the lesson’s file here to have it judged.',
      ),
    };
  const sources = new Map<number | null, LessonRuns>();
  const sourceOf = (seed: number | null): LessonRuns | null => {
    const known = sources.get(seed);
    if (known || sources.size >= MOST_SEEDS) return known ?? null;
    const source = lessonRuns(lesson, seed ?? undefined);
    sources.set(seed, source);
    return source;
  };
  const rows: ClassRow[] = [];
  const refused: Refusal[] = [];
  for (const each of chosen) {
    const { evidence, file } = each;
    const source = sourceOf(evidence.seed);
    const given = new Set(evidence.answers.filter(({ first }) => first).map(({ step }) => step));
    if (source) await prepareCurves(lesson, source, (step) => given.has(step)).catch(() => {});
    const judged = source
      ? judgeAgain(evidence, lesson, source)
      : { evidence, judgedBy: 'file' as const };
    if (judged) rows.push({ ...each, ...judged });
    else
      refused.push({
        file,
        problem: {
          at: 'answers',
          value: evidence.learner ?? '',
          message: t(
            'holds answers that the questions of this lesson do not take: it was changed after it was saved',
          ),
        },
      });
  }
  const others = rows.filter(({ judgedBy }) => judgedBy === 'file').length;
  return {
    rows,
    refused,
    distributions: await distributionsOf(lesson, rows),
    notice:
      others === 0
        ? null
        : t(
            '{count, plural, one {# file is} other {# files are}} of another version of this lesson: judged as the file says, and left out of the pictures below.',
            { count: others },
          ),
  };
}

async function distributionsOf(
  lesson: Lesson,
  rows: readonly ClassRow[],
): Promise<Map<string, Distribution>> {
  const source = lessonRuns(lesson);
  const counted = rows.filter(({ judgedBy }) => judgedBy === 'simulation');
  if (counted.length === 0) return new Map();
  await prepareCurves(lesson, source, () => true).catch(() => {});
  return new Map(
    lesson.steps.filter(asksSomething).map((step) => {
      const firsts = counted.map(
        ({ evidence }) => evidence.answers.find((each) => each.step === step.id)?.first ?? null,
      );
      return [step.id, distributionOf(step, firsts, source)];
    }),
  );
}
