import { progressOf, useProgress } from '../lesson/progress.ts';
import { routeHash } from '../route.ts';
import measured from '../truth/fidelityCount.json';
import { courseModules, type LessonCard } from './catalog.ts';
import { FirstLook } from './FirstLook.tsx';
import './course.css';

/** What Roundtrip is, in one sentence and one moving request; then the lessons, each with the question that drives it. */
export function CoursePage() {
  useProgress();
  return (
    <main className="app-course">
      <FirstLook />
      <div className="app-modules">
        {courseModules().map((module) => (
          <section key={module.title} aria-label={module.title}>
            <h2 className="app-moduleTitle">{module.title}</h2>
            <ul className="app-lessonList">
              {module.lessons.map((lesson) => (
                <li key={lesson.id}>
                  <LessonLink lesson={lesson} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section aria-label="Your own question">
          <h2 className="app-moduleTitle">Your own question</h2>
          <ul className="app-lessonList">
            <li>
              <a
                className="app-card app-lessonLink"
                href={routeHash({ page: 'sandbox', state: null })}
              >
                <strong>What would your own site do?</strong>
                <span className="app-lessonNotes">Sandbox: every setting, any traffic</span>
              </a>
            </li>
            <li>
              <a className="app-card app-lessonLink" href={routeHash({ page: 'gallery' })}>
                <strong>What does it look like when it goes wrong?</strong>
                <span className="app-lessonNotes">Gallery: moments worth seeing</span>
              </a>
            </li>
          </ul>
        </section>
      </div>
      <p className="app-truthLink">
        <a href={routeHash({ page: 'truth' })}>How true is this?</a> {measured.right} of{' '}
        {measured.requests} measured requests come out right.
      </p>
    </main>
  );
}

function LessonLink({ lesson }: { lesson: LessonCard }) {
  const progress = progressOf(lesson.id);
  return (
    <a
      className="app-card app-lessonLink"
      href={routeHash({ page: 'lesson', lesson: lesson.id, step: null, moment: null })}
    >
      <strong>{lesson.question}</strong>
      <span className="app-lessonNotes">
        <span>{lesson.title}</span>
        <span>{lesson.minutes} min</span>
        {progress.is === 'begun' && (
          <span className="app-begun">
            step {progress.step} of {progress.of}
          </span>
        )}
        {progress.is === 'done' && <span className="app-done">✓ done</span>}
      </span>
    </a>
  );
}
