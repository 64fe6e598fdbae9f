import { useId } from 'react';
import { t } from '../../language/t.ts';
import { progressOf } from '../lesson/progress.ts';
import { routeHash } from '../route.ts';
import { type CourseModule, courseModules, type LessonCard, lessonCards } from './catalog.ts';
import { minutesText, type Standing, standingOf } from './courseProgress.ts';

/** The lessons, module by module, each with its question; and how far the learner is in each. */
export function CourseModules() {
  const all = standingOf(lessonCards(), progressOf);
  return (
    <div className="app-modules">
      <p className="app-courseStanding">
        {t(
          '{count, plural, one {# question} other {# questions}}, {time} in all. {done, plural, =0 {Begin anywhere.} other {You have answered #. Begin anywhere.}}',
          {
            count: all.of,
            time: minutesText(lessonCards().reduce((sum, each) => sum + each.minutes, 0)),
            done: all.done,
          },
        )}
      </p>
      {courseModules().map((module) => (
        <Module key={module.id} module={module} />
      ))}
    </div>
  );
}

function Module({ module }: { module: CourseModule }) {
  const id = useId();
  const standing = standingOf(module.lessons, progressOf);
  return (
    <section className="app-module" aria-labelledby={id}>
      <header className="app-moduleHead">
        <h2 id={id}>{module.title}</h2>
        {module.about !== '' && <p>{module.about}</p>}
        <ModuleStanding standing={standing} />
      </header>
      <ul className="app-lessonList">
        {module.lessons.map((lesson) => (
          <li key={lesson.id}>
            <LessonLink lesson={lesson} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ModuleStanding({ standing: { done, of, minutesLeft } }: { standing: Standing }) {
  if (done === of) return <p className="app-done">{t('✓ all {count} done', { count: of })}</p>;
  return (
    <>
      <p>
        {done > 0
          ? t('{count} of {all} done · {time} left', {
              count: done,
              all: of,
              time: minutesText(minutesLeft),
            })
          : minutesText(minutesLeft)}
      </p>
      {done > 0 && (
        <span className="app-moduleBar" aria-hidden="true">
          <span style={{ width: `${(100 * done) / of}%` }} />
        </span>
      )}
    </>
  );
}

function LessonLink({ lesson }: { lesson: LessonCard }) {
  const progress = progressOf(lesson.id);
  return (
    <a
      className="app-lessonLink"
      href={routeHash({ page: 'lesson', lesson: lesson.id, step: null, moment: null })}
    >
      <strong>{lesson.question}</strong>
      <span className="app-lessonNotes">
        <span>{lesson.title}</span>
        <span>{minutesText(lesson.minutes)}</span>
        {progress.is === 'begun' && (
          <span className="app-begun">
            {t('step {number} of {all}', { number: progress.step, all: progress.of })}
          </span>
        )}
        {progress.is === 'done' && (
          <span className="app-done">
            {lesson.kind === 'challenge' ? t('✓ solved') : t('✓ done')}
          </span>
        )}
      </span>
    </a>
  );
}
