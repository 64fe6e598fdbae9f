import { useCallback, useEffect, useRef, useState } from 'react';
import { msg, t } from '../language/t.ts';
import { later } from '../panels/later.tsx';
import type { Written } from '../panels/written.ts';
import { cardOf, lessonById, offerLesson, placeInCourse } from './course/catalog.ts';
import { LaterUpdateNotice } from './offline/LaterUpdateNotice.tsx';
import { PAGES } from './pages.tsx';
import { isTaken } from './prepare/taken.ts';
import type { Route } from './route.ts';
import type { ImportedFrom, Opened } from './sandbox/openText.ts';
import type { Incoming } from './sandbox/SandboxPage.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { SharingProvider } from './shell/sharing.tsx';
import { TopBar } from './shell/TopBar.tsx';
import type { Trouble } from './shell/TroubleNotice.tsx';
import { UnknownPage } from './shell/UnknownPage.tsx';
import { useLoadedRoute } from './shell/useLoadedRoute.ts';
import { goTo } from './shell/useRoute.ts';

const DropZone = later(() => import('./sandbox/DropZone.tsx').then((m) => m.DropZone), null);
const TroubleNotice = later(
  () => import('./shell/TroubleNotice.tsx').then((m) => m.TroubleNotice),
  null,
);

/** The whole site: the bar, whatever page the address names, and what went wrong with anything opened. */
export function App() {
  const route = useLoadedRoute();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [incoming, setIncoming] = useState<Incoming | null>(null);
  const lesson = 'lesson' in route ? lessonInBar(route.lesson) : null;
  // A lecturer's screens show the lesson and nothing else.
  const isScreen = route.page === 'present' || route.page === 'speaker';

  const takeIncoming = useCallback(() => setIncoming(null), []);

  usePageTurn(
    route.page === 'lesson'
      ? `lesson ${route.lesson}`
      : route.page === 'answers'
        ? `answers ${route.answer}`
        : route.page,
    lesson?.title ?? t(TITLES[route.page]),
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
        {!isScreen && <TopBar route={route} lesson={lesson} />}
        {trouble && <TroubleNotice trouble={trouble} onDismiss={() => setTrouble(null)} />}
        <ErrorBoundary key={route.page} what={msg('the page')}>
          {route.page === 'course' && <PAGES.course search={route.search ?? ''} />}
          {route.page === 'glossary' && <PAGES.glossary term={route.term} />}
          {route.page === 'answers' && <PAGES.answers key={route.answer} id={route.answer} />}
          {route.page === 'truth' && <PAGES.truth />}
          {route.page === 'compare' && <PAGES.compare {...route} onTrouble={setTrouble} />}
          {route.page === 'gallery' && <PAGES.gallery />}
          {route.page === 'case' && (
            <PAGES.case key={`${route.name} ${route.moment?.atUs}`} {...route} />
          )}
          {route.page === 'sandbox' && (
            <PAGES.sandbox
              state={route.state}
              incoming={incoming}
              onTaken={takeIncoming}
              onOpen={open}
              onTrouble={setTrouble}
            />
          )}
          {route.page === 'lesson' && (
            <PAGES.lesson
              key={route.lesson}
              id={route.lesson}
              step={route.step}
              moment={route.moment}
            />
          )}
          {route.page === 'present' && <PAGES.present id={route.lesson} step={route.step} />}
          {route.page === 'speaker' && <PAGES.speaker id={route.lesson} channel={route.channel} />}
          {route.page === 'accessibility' && <PAGES.accessibility />}
          {route.page === 'class' && <PAGES.class />}
          {route.page === 'prepare' && <PAGES.prepare key={route.draft} draft={route.draft} />}
          {route.page === 'take' && <PAGES.take packed={route.packed} />}
          {route.page === 'unknown' && <UnknownPage asked={route.asked} />}
        </ErrorBoundary>
        <DropZone onOpen={open} />
        <LaterUpdateNotice />
      </div>
    </SharingProvider>
  );
}

/** Place and name of a lesson for the bar, or null where there is no such lesson; one from a file has no place. */
function lessonInBar(id: string) {
  const title = (lessonById(id) ?? cardOf(id))?.title;
  return title === undefined ? null : { place: placeInCourse(id), title, isTaken: isTaken(id) };
}

const TITLES: Record<Route['page'], string> = {
  course: msg('the life of a web request'),
  lesson: msg('no such lesson'),
  present: msg('no such lesson'),
  speaker: msg('no such lesson'),
  sandbox: msg('sandbox##title of the page'),
  compare: msg('compare deployments'),
  case: msg('reality beside the model'),
  gallery: msg('gallery##title of the page'),
  glossary: msg('glossary##title of the page'),
  answers: msg('answers##title of the page'),
  truth: msg('how true is this?'),
  accessibility: msg('accessibility##title of the page'),
  class: msg('for your class'),
  prepare: msg('prepare a lesson'),
  take: msg('a prepared lesson'),
  unknown: msg('no such page'),
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
