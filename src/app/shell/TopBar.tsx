import { t } from '../../language/t.ts';
import type { placeInCourse } from '../course/catalog.ts';
import { type Route, routeHash } from '../route.ts';
import { LanguageChoice } from './LanguageChoice.tsx';
import { ShareButton } from './ShareButton.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';

interface Props {
  readonly route: Route;
  /** Place and name of the lesson on the page, or null; the place is null for one that is not of the course. */
  readonly lesson: {
    readonly place: ReturnType<typeof placeInCourse>;
    readonly title: string;
    /** It was opened from a link that holds it. */
    readonly isTaken: boolean;
  } | null;
}

/** Pages that belong to the course. */
const OF_COURSE: readonly Route['page'][] = ['lesson', 'answers', 'glossary'];

/** The bar on every page: where am I, where can I go, share what I see. */
export function TopBar({ route, lesson }: Props) {
  return (
    <header className="app-bar">
      <a className="app-brand" translate="no" href={routeHash({ page: 'course' })}>
        Roundtrip
      </a>
      {lesson && (
        <p className="app-barTitle">
          <span className="app-quiet">
            {lesson.place
              ? t('{kind} {number} of {all}', {
                  kind: lesson.place.word,
                  number: lesson.place.number,
                  all: lesson.place.of,
                })
              : lesson.isTaken
                ? t('Prepared lesson')
                : t('Lesson from a file')}
          </span>{' '}
          <strong>{lesson.title}</strong>
        </p>
      )}
      <nav className="app-nav" aria-label={t('Site')}>
        <a
          href={routeHash({ page: 'course' })}
          aria-current={
            route.page === 'course' ? 'page' : OF_COURSE.includes(route.page) ? 'true' : undefined
          }
        >
          {t('Learn')}
        </a>
        <a
          href={routeHash({ page: 'sandbox', state: null })}
          aria-current={route.page === 'sandbox' ? 'page' : undefined}
        >
          {t('Sandbox')}
        </a>
        <a
          href={routeHash({ page: 'compare', readyMade: null, state: null })}
          aria-current={route.page === 'compare' ? 'page' : undefined}
        >
          {t('Compare')}
        </a>
      </nav>
      <div className="app-barTools">
        <ShareButton />
        <LanguageChoice />
        <ThemeToggle />
      </div>
    </header>
  );
}
