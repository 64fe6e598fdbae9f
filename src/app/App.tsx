import { useState } from 'react';
import { CoursePage } from './CoursePage.tsx';
import { lessonById, lessons, offerLesson } from './catalog.ts';
import { DropZone } from './DropZone.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { LessonPage } from './LessonPage.tsx';
import type { Opened } from './openText.ts';
import { SandboxPage } from './SandboxPage.tsx';
import { packSandbox } from './sandboxLink.ts';
import { SharingProvider } from './sharing.tsx';
import { TopBar } from './TopBar.tsx';
import { type Trouble, TroubleNotice } from './TroubleNotice.tsx';
import { UnknownPage } from './UnknownPage.tsx';
import { goTo, useRoute } from './useRoute.ts';

/** The whole site: the bar, whatever page the address names, and what went wrong with anything opened. */
export function App() {
  const route = useRoute();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const lesson = route.page === 'lesson' ? lessonById(route.lesson) : null;

  function open(opened: Opened) {
    setTrouble(opened.is === 'trouble' ? opened.trouble : null);
    if (opened.is === 'scenario') goTo({ page: 'sandbox', state: packSandbox(opened.written) });
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
          {route.page === 'sandbox' && (
            <SandboxPage state={route.state} onOpen={open} onTrouble={setTrouble} />
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
