import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { LessonPage } from '../lesson/LessonPage.tsx';
import { LessonPlaceContext } from '../lesson/lessonPlace.ts';
import { SharingProvider } from '../shell/sharing.tsx';
import { ThemeToggle } from '../shell/ThemeToggle.tsx';
import { useRoute } from '../shell/useRoute.ts';
import type { ScormSession } from './scorm/scormSession.ts';
import { SiteContext } from './site.ts';
import { usePlatform } from './usePlatform.ts';

interface Props {
  readonly lesson: Lesson;
  readonly site: string | null;
  /** The visit of a learning platform; null: none was found; undefined: none was looked for. */
  readonly session: ScormSession | null | undefined;
}

/** One lesson and nothing around it: no course, no sandbox, no way to other pages. */
export function SinglePage({ lesson, site, session }: Props) {
  const route = useRoute();
  const here = route.page === 'lesson' && route.lesson === lesson.id ? route : null;
  const { place, score } = usePlatform(lesson, session ?? null);
  return (
    <SiteContext.Provider value={site}>
      <SharingProvider>
        <div className="app-page">
          <header className="app-bar">
            <strong className="app-brand">Roundtrip</strong>
            <p className="app-barTitle">
              <strong>{lesson.title}</strong>
            </p>
            <div className="app-barTools app-singleTools">
              <ThemeToggle />
            </div>
          </header>
          {session !== undefined && (
            <p className="app-platform" role="status">
              {session === null
                ? t(
                    'No learning platform was found around this page: the lesson works, but nothing is reported.',
                  )
                : session.isForgotten
                  ? t(
                      'This lesson has changed since you were here last: you begin anew. Your course is told your points.',
                    )
                  : score === null || score.of === 0
                    ? t('Your course is told how far you are.')
                    : t(
                        'Your course is told: {percent} of 100 points, {right} of {of} predictions and puzzles right the first time.',
                        { percent: score.percent, right: score.right, of: score.of },
                      )}
            </p>
          )}
          <LessonPlaceContext.Provider value={place}>
            <LessonPage lesson={lesson} step={here?.step ?? null} moment={here?.moment ?? null} />
          </LessonPlaceContext.Provider>
        </div>
      </SharingProvider>
    </SiteContext.Provider>
  );
}
