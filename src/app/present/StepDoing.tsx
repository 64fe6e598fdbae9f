import type { Lesson } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import { Hints } from '../lesson/Hints.tsx';
import { ChangeStep, PuzzleStep, TryLink } from '../lesson/laterParts.tsx';
import type { LessonRuns } from '../lesson/lessonRuns.ts';
import type { LessonFlow } from '../lesson/useLessonFlow.ts';

interface Props {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly source: LessonRuns;
}

/** What is done in a step beside answering: its knobs, its puzzle, the way to the sandbox. The same parts as on the lesson's own page. */
export function StepDoing({ lesson, flow, source }: Props) {
  const { step } = flow;
  const textOf = (words: string): string => valueText(lesson, step.run, words, source.run) ?? '—';
  return (
    <>
      {step.kind === 'change' && <ChangeStep key={step.id} textOf={textOf} />}
      {step.kind === 'puzzle' && (
        <PuzzleStep key={step.id} lesson={lesson} flow={flow} source={source} textOf={textOf} />
      )}
      {isDone(step.kind) && <Hints flow={flow} textOf={textOf} />}
      {step.kind === 'try' && <TryLink scenario={source.run(step.run).scenario} />}
    </>
  );
}

const isDone = (kind: LessonFlow['step']['kind']): boolean =>
  kind === 'change' || kind === 'puzzle';
