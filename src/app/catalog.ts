import type { Lesson } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parseLesson.ts';
import { isProblems } from '../scenario/problems.ts';

/** The order of the course. A lesson that is not written yet is left out; one that is not named here comes last. */
const MODULES: readonly { readonly title: string; readonly lessons: readonly string[] }[] = [
  {
    title: 'Who does what',
    lessons: [
      'one-request',
      'is-django-a-server',
      'works-on-my-machine',
      'static-files',
      'path-matching',
    ],
  },
  {
    title: 'The worker pool',
    lessons: [
      'worker-pool',
      'how-many-workers',
      'queueing',
      'worker-types',
      'timeouts',
      'restarts',
    ],
  },
  {
    title: 'The front door',
    lessons: [
      'slow-clients',
      'slow-readers',
      'buffering',
      'json-api',
      'is-gunicorn-a-waste',
      'other-servers',
      'sockets',
      'https-keepalive',
    ],
  },
  {
    title: 'The third tier and many machines',
    lessons: ['database', 'three-tiers', 'load-balancing', 'spike', 'incident'],
  },
];

export interface CourseModule {
  readonly title: string;
  readonly lessons: readonly Lesson[];
}

const sources = import.meta.glob<unknown>('../../lessons/*.yaml', {
  eager: true,
  import: 'default',
});
const offered = new Map<string, Lesson>();

let modules: readonly CourseModule[] | null = null;

/** The course, module by module, each lesson parsed and checked. Read once. */
export function courseModules(): readonly CourseModule[] {
  modules ??= readCourse();
  return modules;
}

function readCourse(): CourseModule[] {
  const known = new Map<string, Lesson>();
  for (const [path, source] of Object.entries(sources)) {
    const lesson = parseLesson(source, path);
    // Lessons of the course are checked by the tests; should one slip through, the others must still open.
    if (isProblems(lesson))
      console.error(`${path}: ${lesson.map(({ at, message }) => `${at} ${message}`).join('; ')}`);
    else known.set(lesson.id, lesson);
  }
  const take = (id: string): Lesson[] => {
    const lesson = known.get(id);
    known.delete(id);
    return lesson ? [lesson] : [];
  };
  const named = MODULES.map(({ title, lessons }) => ({ title, lessons: lessons.flatMap(take) }));
  const rest = { title: 'More questions', lessons: [...known.values()] };
  return [...named, rest].filter((module) => module.lessons.length > 0);
}

/** All lessons in the order of the course. */
export function lessons(): readonly Lesson[] {
  return courseModules().flatMap((module) => module.lessons);
}

/** The lesson of this name: of the course, or opened from a file since the page was loaded. */
export function lessonById(id: string): Lesson | null {
  return offered.get(id) ?? lessons().find((lesson) => lesson.id === id) ?? null;
}

/** Makes a lesson from a file open under its own address until the page closes; it stands before one of the same name. */
export function offerLesson(lesson: Lesson): void {
  offered.set(lesson.id, lesson);
}
