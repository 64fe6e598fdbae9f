import type { Lesson } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parseLesson.ts';
import type { Written } from '../panels/written.ts';
import { parseScenario } from '../scenario/parseScenario.ts';
import { isProblems } from '../scenario/problems.ts';
import type { Trouble } from './TroubleNotice.tsx';

/** What a file or a pasted text turned out to be. */
export type Opened =
  | { readonly is: 'scenario'; readonly written: Written }
  | { readonly is: 'lesson'; readonly lesson: Lesson }
  | { readonly is: 'trouble'; readonly trouble: Trouble };

/**
 * Reads the text of a lesson or scenario file. The page has no YAML parser (25 kB that nobody else needs), so only JSON is read
 * here; the answer to anything else says so.
 */
export function openText(text: string, file: string): Opened {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return trouble(`“${file}” was not opened: it is not JSON. What was on the page stays.`, [
      /\.ya?ml$/i.test(file)
        ? {
            at: file,
            value: 'YAML',
            message:
              'The page reads JSON only. Every YAML file can be written as JSON; the command line (npm run simulate) reads both.',
          }
        : {
            at: file,
            value: text.trim().slice(0, 40),
            message: `A lesson or scenario as JSON is expected. The browser says: ${(thrown as Error).message}`,
          },
    ]);
  }
  if (isLessonLike(value)) {
    // A file may have been renamed on its way; the lesson keeps its own name.
    const lesson = parseLesson(value, `${String(value.id)}.yaml`);
    return isProblems(lesson)
      ? trouble(`The lesson “${file}” was not opened. What was on the page stays.`, lesson)
      : { is: 'lesson', lesson };
  }
  const scenario = parseScenario(value);
  return isProblems(scenario)
    ? trouble(`The scenario “${file}” was not opened. What was on the page stays.`, scenario)
    : { is: 'scenario', written: value as Written };
}

function isLessonLike(value: unknown): value is { steps: unknown; id?: unknown } {
  return typeof value === 'object' && value !== null && 'steps' in value;
}

function trouble(summary: string, problems: Trouble['problems']): Opened {
  return { is: 'trouble', trouble: { summary, problems } };
}
