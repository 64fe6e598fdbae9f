/** Pictures of lessons, in px of their files. */
export const LESSON_PICTURE = { width: 896, height: 560 } as const;

/** Where the picture of a lesson is, from the folder of the site. */
export function lessonPictureFile(lesson: string, scheme: 'light' | 'dark'): string {
  return `lessons/${lesson}${scheme === 'dark' ? '-dark' : ''}.webp`;
}
