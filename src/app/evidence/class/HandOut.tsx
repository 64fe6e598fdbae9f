import { useEffect, useId, useState } from 'react';
import { t } from '../../../language/t.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { courseModules } from '../../course/catalog.ts';
import { loadLesson } from '../../course/lessonFiles.ts';
import { PackageButtons } from '../../package/PackageButtons.tsx';

/** Any lesson of the course as a file or a package. */
export function HandOut() {
  const [id, setId] = useState(courseModules()[0]?.lessons[0]?.id ?? '');
  const [lesson, setLesson] = useState<Lesson | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const selectId = useId();
  useEffect(() => {
    let isGone = false;
    setLesson(null);
    setProblem(null);
    loadLesson(id).then(
      (loaded) => {
        if (!isGone) setLesson(loaded);
      },
      (error: unknown) => {
        if (!isGone) setProblem(String(error));
      },
    );
    return () => {
      isGone = true;
    };
  }, [id]);
  return (
    <section className="app-classPart" aria-labelledby="class-handOut">
      <h2 id="class-handOut">{t('Hand out a lesson')}</h2>
      <p className="app-classChoice">
        <label htmlFor={selectId}>{t('Lesson')}</label>
        <select
          id={selectId}
          className="app-select"
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        >
          {courseModules().map((module) => (
            <optgroup key={module.id} label={module.title}>
              {module.lessons.map((card) => (
                <option key={card.id} value={card.id}>
                  {card.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </p>
      {problem !== null && (
        <p role="alert">{t('The lesson could not be fetched: {why}', { why: problem })}</p>
      )}
      <PackageButtons lesson={lesson} />
    </section>
  );
}
