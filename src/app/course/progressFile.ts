import { t } from '../../language/t.ts';
import { Problems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import type { AllProgress, KeptLesson } from '../lesson/progress.ts';

/** What a file of progress begins with: nobody takes another JSON file for one. */
export const PROGRESS_FORMAT = 'roundtrip progress';
const VERSION = 1;

/** The text of a file that keeps everything a learner has done. */
export function writeProgressFile({ lessons, last }: AllProgress): string {
  const sorted = [...lessons].sort(([a], [b]) => (a < b ? -1 : 1));
  const content = {
    format: PROGRESS_FORMAT,
    version: VERSION,
    last,
    lessons: Object.fromEntries(sorted),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Reads such a file. Returns the progress, or everything that is wrong with it: then nothing of it may be used. What a lesson keeps
 * of its own (`state`) is checked by the lesson when it is opened. Never throws.
 */
export function readProgressFile(text: string): AllProgress | Problem[] {
  const problems = new Problems();
  const content = parsed(text, problems);
  if (!isRecord(content)) {
    if (problems.list.length === 0)
      problems.add('', content, t('is not a file of progress: it must be an object'));
    return problems.list;
  }
  if (content.format !== PROGRESS_FORMAT)
    problems.add(
      'format',
      content.format,
      t('must be “{format}”: this is another kind of file', { format: PROGRESS_FORMAT }),
    );
  else if (content.version !== VERSION)
    problems.add(
      'version',
      content.version,
      t('must be {version}: a newer Roundtrip wrote it', { version: VERSION }),
    );
  if (problems.list.length > 0) return problems.list;
  const lessons = new Map<string, KeptLesson>();
  if (!isRecord(content.lessons))
    problems.add('lessons', content.lessons, t('must be lessons by name'));
  else
    for (const [id, kept] of Object.entries(content.lessons)) {
      const read = readLesson(problems, id, kept);
      if (read) lessons.set(id, read);
    }
  const last = content.last ?? null;
  if (last !== null && typeof last !== 'string')
    problems.add('last', last, t('must be the name of a lesson, or null'));
  return problems.list.length > 0 ? problems.list : { lessons, last: last as string | null };
}

/** Both together: a lesson in the file stands before the same lesson here, but one once done stays done. */
export function mergedProgress(here: AllProgress, file: AllProgress): AllProgress {
  const lessons = new Map(here.lessons);
  for (const [id, kept] of file.lessons)
    lessons.set(id, { ...kept, done: kept.done || (here.lessons.get(id)?.done ?? false) });
  return { lessons, last: file.last ?? here.last };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string, problems: Problems): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    problems.add('', text, t('is not JSON: {why}', { why: (thrown as Error).message }));
    return null;
  }
}

const MOST_STEPS = 200;

function readLesson(problems: Problems, id: string, kept: unknown): KeptLesson | null {
  const at = `lessons.${id.slice(0, 60)}`;
  const before = problems.list.length;
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(id))
    problems.add(at, id, t('is no name of a lesson: small letters, digits and “-”'));
  if (!isRecord(kept)) {
    problems.add(at, kept, t('must be {form}', { form: '{ step, of, done, state }' }));
    return null;
  }
  const { step, of, done, state = null } = kept;
  const isCount = (value: unknown): value is number =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_STEPS;
  if (!isCount(of))
    problems.add(
      `${at}.of`,
      of,
      t('must be the number of steps, 1 to {most}', { most: MOST_STEPS }),
    );
  if (!isCount(step) || (isCount(of) && step > of))
    problems.add(
      `${at}.step`,
      step,
      t('must be a step, 1 to {most}', { most: isCount(of) ? of : MOST_STEPS }),
    );
  if (typeof done !== 'boolean') problems.add(`${at}.done`, done, t('must be true or false'));
  if (problems.list.length > before) return null;
  return { step: step as number, of: of as number, done: done as boolean, state };
}
