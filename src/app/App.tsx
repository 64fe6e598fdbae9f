import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Written } from '../panels/written.ts';
import { CoursePage } from './CoursePage.tsx';
import { lessonById, lessons, offerLesson } from './catalog.ts';
import { DropZone } from './DropZone.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { LessonPage } from './LessonPage.tsx';
import type { ImportedFrom, Opened } from './openText.ts';
import type { Route } from './route.ts';
import { type Incoming, SandboxPage } from './SandboxPage.tsx';
import { SharingProvider } from './sharing.tsx';
import { TopBar } from './TopBar.tsx';
import { type Trouble, TroubleNotice } from './TroubleNotice.tsx';
import { TruthPage } from './TruthPage.tsx';
import { UnknownPage } from './UnknownPage.tsx';
import { goTo, useRoute } from './useRoute.ts';

const ComparePage = lazy(() => import('./compare/ComparePage.tsx'));
const GalleryPage = lazy(() => import('./gallery/GalleryPage.tsx'));
const CasePage = lazy(() => import('./reality/CasePage.tsx'));

/** The whole site: the bar, whatever page the address names, and what went wrong with anything opened. */
export function App() {
  const route = useRoute();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [incoming, setIncoming] = useState<Incoming | null>(null);
  const lesson = route.page === 'lesson' ? lessonById(route.lesson) : null;

  const takeIncoming = useCallback(() => setIncoming(null), []);

  usePageTurn(
    route.page === 'lesson' ? `lesson ${route.lesson}` : route.page,
    lesson?.title ?? TITLES[route.page],
  );

  /** What came from outside becomes a change of the sandbox, that can be undone there. */
  function show(written: Written, from: ImportedFrom | null) {
    setIncoming({ written, from });
    if (route.page !== 'sandbox') goTo({ page: 'sandbox', state: null });
  }

  function open(opened: Opened) {
    setTrouble(opened.is === 'trouble' ? opened.trouble : null);
    if (opened.is === 'scenario') show(opened.written, null);
    if (opened.is === 'imported') show(opened.written, opened.from);
    if (opened.is === 'lesson') {
      offerLesson(opened.lesson);
      goTo({ page: 'lesson', lesson: opened.lesson.id, step: null, moment: null });
    }
  }

  return (
    <SharingProvider>
      <div className="app-page">
        <TopBar
          route={route}
          lesson={
            lesson && {
              number: lessons().indexOf(lesson) + 1,
              of: lessons().length,
              title: lesson.title,
            }
          }
        />
        {trouble && <TroubleNotice trouble={trouble} onDismiss={() => setTrouble(null)} />}
        <ErrorBoundary key={route.page} what="the page">
          {route.page === 'course' && <CoursePage />}
          {route.page === 'truth' && <TruthPage />}
          {route.page === 'compare' && (
            <Suspense fallback={<main className="app-plain">Opening …</main>}>
              <ComparePage {...route} onTrouble={setTrouble} />
            </Suspense>
          )}
          {route.page === 'gallery' && (
            <Suspense fallback={<main className="app-plain">Opening …</main>}>
              <GalleryPage />
            </Suspense>
          )}
          {route.page === 'case' && (
            <Suspense fallback={<main className="app-plain">Opening …</main>}>
              <CasePage key={`${route.name} ${route.moment?.atUs}`} {...route} />
            </Suspense>
          )}
          {route.page === 'sandbox' && (
            <SandboxPage
              state={route.state}
              incoming={incoming}
              onTaken={takeIncoming}
              onOpen={open}
              onTrouble={setTrouble}
            />
          )}
          {route.page === 'lesson' &&
            (lesson ? (
              <LessonPage key={lesson.id} lesson={lesson} step={route.step} moment={route.moment} />
            ) : (
              <UnknownPage asked={route.lesson} what="lesson" />
            ))}
          {route.page === 'unknown' && <UnknownPage asked={route.asked} />}
        </ErrorBoundary>
        <DropZone onOpen={open} />
      </div>
    </SharingProvider>
  );
}

const TITLES: Record<Route['page'], string> = {
  course: 'the life of a web request',
  lesson: 'no such lesson',
  sandbox: 'sandbox',
  compare: 'compare deployments',
  case: 'reality beside the model',
  gallery: 'gallery',
  truth: 'how true is this?',
  unknown: 'no such page',
};

/** Another page has another title, begins at its top, and takes the focus, so that reading and keys go on there. */
function usePageTurn(page: string, title: string): void {
  const shown = useRef(page);
  useEffect(() => {
    document.title = `Roundtrip: ${title}`;
    if (shown.current === page) return; // the page the visit began with keeps focus and scroll as the browser set them
    shown.current = page;
    window.scrollTo(0, 0);
    const main = document.querySelector('main');
    if (!main) return;
    main.tabIndex = -1;
    main.focus({ preventScroll: true });
  }, [page, title]);
}
