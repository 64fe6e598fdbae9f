import type { Lesson } from '../../lesson/lesson.ts';

interface Props {
  readonly lesson: Lesson;
  /** The lesson's file. */
  readonly yaml: () => string;
}

/** The place of whatever packs a lesson into one file or for a learning platform. */
export function PackagePlace(_: Props) {
  return null;
}
