import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { Problems } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { COURSE, MODULE } from './shape.ts';

/** The modules of the course and the lessons in them, in order. */
export interface Course {
  readonly modules: readonly CourseModule[];
}

export interface CourseModule {
  readonly id: string;
  readonly title: string;
  /** What it is about, in a sentence; may be empty. */
  readonly about: string;
  /** Ids of lessons. */
  readonly lessons: readonly string[];
}

/** Reads `course.yaml`. Returns the course, or everything that is wrong with it. Never throws. */
export function parseCourse(source: unknown): Course | Problem[] {
  const problems = new Problems();
  if (!isRecord(source) || !Array.isArray(source.modules)) {
    problems.add(
      'modules',
      source,
      t('is missing: a list of {sample}', { sample: '{ id, title, lessons }' }),
    );
    return problems.list;
  }
  refuseUnknownKeys(problems, '', source, Object.keys(COURSE));
  const seen = new Set<string>();
  const once = (at: string, id: string): void => {
    if (seen.has(id)) problems.add(at, id, t('stands twice in the course'));
    seen.add(id);
  };
  const modules = source.modules.map((item: unknown, i): CourseModule => {
    const at = `modules[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item))
      problems.add(at, item, t('must be {sample}', { sample: '{ id, title, lessons }' }));
    refuseUnknownKeys(problems, at, written, Object.keys(MODULE));
    for (const key of ['id', 'title'] as const)
      if (typeof written[key] !== 'string')
        problems.add(
          under(at, key),
          written[key],
          t('is missing: {words}', { words: MODULE[key]?.words ?? '' }),
        );
    if (!Array.isArray(written.lessons) || written.lessons.length === 0)
      problems.add(under(at, 'lessons'), written.lessons, t('must be a list of lessons'));
    const lessons = Array.isArray(written.lessons) ? written.lessons.map(String) : [];
    lessons.forEach((id, n) => {
      once(`${at}.lessons[${n}]`, id);
    });
    return {
      id: String(written.id ?? ''),
      title: String(written.title ?? ''),
      about: typeof written.about === 'string' ? written.about : '',
      lessons,
    };
  });
  return problems.list.length > 0 ? problems.list : { modules };
}
