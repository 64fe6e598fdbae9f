import { createContext, useContext } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import { type Path, pathText, type Written } from '../../panels/written.ts';
import type { Problem } from '../../scenario/scenario.ts';
import type { ClaimReport } from './checkLesson.ts';

/** What every field of the form needs of the draft. */
export interface DraftForm {
  readonly source: Written;
  readonly problems: readonly Problem[];
  /** The last sound lesson that the draft was, or null: names and numbers are taken from it. */
  readonly lesson: Lesson | null;
  /** What the check found, by the path of the claim; empty where nothing was checked since the last change. */
  readonly claims: ReadonlyMap<string, ClaimReport>;
  /** Puts a value at the path; undefined takes it out. */
  write(path: Path, value: unknown): void;
}

export const FormContext = createContext<DraftForm | null>(null);

export function useForm(): DraftForm {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field of the form stands outside of it');
  return form;
}

/** What is wrong with what stands at this path; with `within`, also with what stands in it. */
export function problemsAt(
  problems: readonly Problem[],
  path: Path,
  within: boolean,
): readonly Problem[] {
  const at = pathText(path);
  return problems.filter(
    (problem) =>
      problem.at === at ||
      (within && (problem.at.startsWith(`${at}.`) || problem.at.startsWith(`${at}[`))),
  );
}
