import { LESSON_PICTURE, lessonPictureFile } from '../../lesson/lessonPicture.ts';

/** The stage at the moment that a lesson is about, in the theme of the page. */
export function LessonPicture({ lesson, alt }: { lesson: string; alt: string }) {
  return (
    <figure className="app-lessonPicture">
      {(['light', 'dark'] as const).map((scheme) => (
        <img
          key={scheme}
          data-scheme={scheme}
          src={lessonPictureFile(lesson, scheme)}
          width={LESSON_PICTURE.width}
          height={LESSON_PICTURE.height}
          alt={alt}
          loading="lazy"
          decoding="async"
        />
      ))}
    </figure>
  );
}
