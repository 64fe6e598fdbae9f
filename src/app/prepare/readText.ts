import { parseLesson } from '../../lesson/parseLesson.ts';
import { type LocatedProblem, readYaml } from '../../lesson/readYaml.ts';
import type { Written } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { isProblems } from '../../scenario/problems.ts';
import { LIBRARY } from '../sandbox/lessonLibrary.ts';
import { fileOf } from './lessonFile.ts';

/** What a text of YAML (or JSON) says, and what is wrong with it. */
export interface ReadText {
  /** Its plain data, whether or not it is a sound lesson; null where it is no YAML, or no set of keys. */
  readonly source: Written | null;
  /** Each with its line and column. */
  readonly problems: readonly LocatedProblem[];
}

/** Reads the text of a lesson. Comes with the YAML reader: to be fetched only where a text is read. Never throws. */
export function readText(text: string): ReadText {
  let source: Written | null = null;
  const read = readYaml<object>(text, fileOf(null), (value) => {
    if (isRecord(value)) source = value as Written;
    return parseLesson(value, fileOf(value), LIBRARY);
  });
  return { source, problems: isProblems(read) ? (read as LocatedProblem[]) : [] };
}
