import { createContext, useContext } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import { type Path, valueIn, type Written } from '../../panels/written.ts';
import { type LessonRuns, lessonRuns } from '../lesson/lessonRuns.ts';
import { useForm } from './formContext.ts';

/** The recordings of the last sound lesson, made when one of its numbers is first asked for. */
export const RunsContext = createContext<LessonRuns | null>(null);

let kept: { readonly runs: Lesson['runs']; readonly source: LessonRuns } | null = null;

/** The recordings of this lesson; those of the lesson before it where its scenarios are the same. */
export function runsOf(lesson: Lesson): LessonRuns {
  const same =
    kept !== null &&
    JSON.stringify(kept.runs.map(({ name, scenario }) => [name, scenario])) ===
      JSON.stringify(lesson.runs.map(({ name, scenario }) => [name, scenario]));
  if (!same || kept === null) kept = { runs: lesson.runs, source: lessonRuns(lesson) };
  return kept.source;
}

/** What stands for `{{measure}}` in a text at this path: the number of the run that its step is on; the words themselves where there is none yet. */
export function useMeasured(path: Path): (words: string) => string {
  const { lesson, source } = useForm();
  const runs = useContext(RunsContext);
  return (words) => {
    if (!lesson || !runs) return `{{${words}}}`;
    try {
      return valueText(lesson, runOfPath(source, lesson, path), words, runs.run) ?? `{{${words}}}`;
    } catch {
      return `{{${words}}}`; // the field says what is wrong with it
    }
  };
}

function runOfPath(source: Written, lesson: Lesson, path: Path): string {
  const first = lesson.runs[0]?.name ?? '';
  if (path[0] !== 'steps' || typeof path[1] !== 'number') return first;
  for (let index = path[1]; index >= 0; index--) {
    const on = valueIn(source, ['steps', index, 'on']);
    if (typeof on === 'string') return on;
  }
  return first;
}
