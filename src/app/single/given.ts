import type { Lesson } from '../../lesson/lesson.ts';
import { isRecord } from '../../scenario/isRecord.ts';

/** What stands in a single file beside the player. */
export interface Given {
  readonly lesson: Lesson;
  /** The words of the language it was made in, by key; null: English. */
  readonly language: {
    readonly code: string;
    readonly dir: 'ltr' | 'rtl';
    readonly messages: Readonly<Record<string, string>>;
  } | null;
  /** Address of the site it comes from, for what only the site has; null where that was no address others could open. */
  readonly site: string | null;
  /** It stands in a learning platform, which is told how the learner fares. */
  readonly platform: 'scorm12' | null;
}

/**
 * Reads what was put into the file.
 * @throws in words, where nothing was, or the file was cut off or changed by hand
 */
export function readGiven(text: string): Given {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`what stands in it is damaged (${(error as Error).message})`);
  }
  if (typeof given === 'string')
    throw new Error('no lesson was put into it: this is the empty player, not a lesson');
  const { lesson, language, site, platform } = isRecord(given) ? given : {};
  const isLesson =
    isRecord(lesson) &&
    typeof lesson.id === 'string' &&
    typeof lesson.title === 'string' &&
    isFilled(lesson.steps) &&
    isFilled(lesson.runs) &&
    Array.isArray(lesson.terms) &&
    Array.isArray(lesson.intro);
  if (!isLesson) throw new Error('what stands in it is no lesson of this version');
  return {
    lesson: lesson as unknown as Lesson,
    language: isRecord(language) ? (language as unknown as Given['language']) : null,
    site: typeof site === 'string' && /^https?:\/\//.test(site) ? site : null,
    platform: platform === 'scorm12' ? platform : null,
  };
}

const isFilled = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
