import { t } from '../../language/t.ts';
import { useProgress } from '../lesson/progress.ts';
import { routeHash } from '../route.ts';
import measured from '../truth/fidelityCount.json';
import { CourseModules } from './CourseModules.tsx';
import { CourseSearch } from './CourseSearch.tsx';
import { FirstLook } from './FirstLook.tsx';
import { GoOn } from './GoOn.tsx';
import { LaterSearchResults } from './LaterSearchResults.tsx';
import { ProgressTools } from './ProgressTools.tsx';
import './course.css';

interface Props {
  /** What is looked for; empty where nothing is. */
  readonly search: string;
}

/**
 * What Roundtrip is, in one sentence and one moving request; then the lessons, each with the question that drives it. What is found
 * takes the place of both while something is looked for.
 */
export function CoursePage({ search }: Props) {
  useProgress();
  const isSearching = search.trim() !== '';
  return (
    <main className="app-course">
      <header className="app-courseHead">
        <h1>{t('What happens to a web request between the browser and the database?')}</h1>
        <p className="app-courseLead">
          {t(
            'Roundtrip simulates the whole way through nginx, Gunicorn, Django and PostgreSQL: stop at any moment, step back, and ask any request why it is waiting.',
          )}
        </p>
        <div className="app-courseFind">
          <CourseSearch search={search} />
          <a href={routeHash({ page: 'answers', answer: null })}>{t('All answers')}</a>
          <a href={routeHash({ page: 'glossary', term: null })}>{t('Glossary')}</a>
        </div>
      </header>
      {isSearching ? (
        <LaterSearchResults search={search} />
      ) : (
        <>
          <GoOn />
          <FirstLook />
          <CourseModules />
          <OwnQuestions />
          <ProgressTools />
          <p className="app-truthLink">
            <a href={routeHash({ page: 'truth' })}>{t('How true is this?')}</a>{' '}
            {t('{right} of {all} measured requests come out right.', {
              right: String(measured.right),
              all: String(measured.requests),
            })}
          </p>
          <p className="app-truthLink">
            <a href={routeHash({ page: 'accessibility' })}>{t('Accessibility')}</a>{' '}
            {t('For everybody: what you can count on, how it is tested, and what falls short.')}
          </p>
        </>
      )}
    </main>
  );
}

/** For whoever has a question that no lesson asks. */
function OwnQuestions() {
  return (
    <section className="app-module" aria-labelledby="own-question">
      <header className="app-moduleHead">
        <h2 id="own-question">{t('Your own question')}</h2>
      </header>
      <ul className="app-lessonList">
        <li>
          <a className="app-lessonLink" href={routeHash({ page: 'sandbox', state: null })}>
            <strong>{t('What would your own site do?')}</strong>
            <span className="app-lessonNotes">{t('Sandbox: every setting, any traffic')}</span>
          </a>
        </li>
        <li>
          <a className="app-lessonLink" href={routeHash({ page: 'gallery' })}>
            <strong>{t('What does it look like when it goes wrong?')}</strong>
            <span className="app-lessonNotes">{t('Gallery: moments worth seeing')}</span>
          </a>
        </li>
        <li>
          <a className="app-lessonLink" href={routeHash({ page: 'prepare', draft: null })}>
            <strong>{t('Do you teach?')}</strong>
            <span className="app-lessonNotes">
              {t('Prepare a lesson: change one or make one, without code')}
            </span>
          </a>
        </li>
        <li>
          <a className="app-lessonLink" href={routeHash({ page: 'class' })}>
            <strong>{t('What does your class think?')}</strong>
            <span className="app-lessonNotes">
              {t('Download any lesson as a file or for a learning platform, collect the answers')}
            </span>
          </a>
        </li>
      </ul>
    </section>
  );
}
