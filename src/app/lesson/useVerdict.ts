import { useEffect, useState } from 'react';
import type { Answer } from '../../lesson/answers.ts';
import { judge, type QuestionStep, type Verdict } from '../../lesson/judge.ts';
import type { Settings } from '../../lesson/settings.ts';
import type { LessonRuns } from './lessonRuns.ts';

export interface Judging {
  /** Null while its runs are simulated, and where nothing can be judged. */
  readonly verdict: Verdict | null;
  readonly isComing: boolean;
  /** Why it cannot be simulated, or null. */
  readonly problem: string | null;
}

/** Sets an answer against the recordings; a curve's are simulated first. Nothing is simulated while there is no answer. */
export function useVerdict(
  source: LessonRuns,
  step: QuestionStep | null,
  answer: Answer | null,
): Judging {
  const question = answer ? step?.question : undefined;
  const wanted = question?.kind === 'curve' ? question.points.length : 0;
  const { isHere, problem } = useVariants(source, step, wanted);
  return {
    verdict: isHere && step && answer ? judge(source, step, answer) : null,
    isComing: !isHere && problem === null,
    problem,
  };
}

/** Simulates the first so many points of a curve question; says when they are here. */
export function useVariants(
  source: LessonRuns,
  step: QuestionStep | null,
  count: number,
): { readonly isHere: boolean; readonly problem: string | null } {
  const [problem, setProblem] = useState<string | null>(null);
  const [, setArrived] = useState(0);
  const missing = step
    ? settingsOf(step, count).filter((each) => isMissing(source, step, each))
    : [];
  const gaps = missing.length;
  useEffect(() => {
    if (!step || gaps === 0) return;
    let isWanted = true;
    source.prepare(step.run, settingsOf(step, count)).then(
      () => isWanted && setArrived((n) => n + 1),
      (error: unknown) => isWanted && setProblem(String((error as Error)?.message ?? error)),
    );
    return () => {
      isWanted = false;
    };
  }, [source, step, count, gaps]);
  return { isHere: gaps === 0, problem: gaps === 0 ? null : problem };
}

const isMissing = (source: LessonRuns, step: QuestionStep, settings: Settings): boolean =>
  source.variant(step.run, settings) === null;

const settingsOf = ({ question }: QuestionStep, count: number): readonly Settings[] =>
  question.kind === 'curve' ? question.points.slice(0, count).map(({ settings }) => settings) : [];
