import type { ComponentProps, ComponentType } from 'react';
import { t } from '../language/t.ts';
import { type Later, later } from '../panels/later.tsx';
import type AccessibilityPage from './accessibility/AccessibilityPage.tsx';
import type { AnswersPage } from './answers/AnswersPage.tsx';
import type ComparePage from './compare/ComparePage.tsx';
import type { CoursePage } from './course/CoursePage.tsx';
import { isInCourse, lessonById, loadLesson } from './course/catalog.ts';
import { LaterFirstRequest } from './course/LaterFirstRequest.tsx';
import type ClassPage from './evidence/class/ClassPage.tsx';
import type GalleryPage from './gallery/GalleryPage.tsx';
import type { GlossaryPage } from './glossary/GlossaryPage.tsx';
import { LaterLessonPage } from './lesson/LaterLessonPage.ts';
import type { LessonRoute } from './lesson/LessonRoute.tsx';
import type PreparePage from './prepare/PreparePage.tsx';
import type TakePage from './prepare/TakePage.tsx';
import { isTaken, loadTaken } from './prepare/taken.ts';
import type PresentRoute from './present/PresentRoute.tsx';
import type SpeakerRoute from './present/SpeakerRoute.tsx';
import type CasePage from './reality/CasePage.tsx';
import type { Route } from './route.ts';
import type { SandboxPage } from './sandbox/SandboxPage.tsx';
import type { TruthPage } from './truth/TruthPage.tsx';
import { LaterCaption } from './workbench/LaterCaption.tsx';
import { LaterStage } from './workbench/LaterStage.tsx';
import { LaterTransport } from './workbench/LaterTransport.tsx';

// biome-ignore lint/suspicious/noExplicitAny: of any component, whatever it is given
type LaterPage<C extends ComponentType<any>> = Later<
  ComponentProps<C> extends object ? ComponentProps<C> : object
>;

interface Pages {
  readonly course: LaterPage<typeof CoursePage>;
  readonly lesson: LaterPage<typeof LessonRoute>;
  readonly present: LaterPage<typeof PresentRoute>;
  readonly speaker: LaterPage<typeof SpeakerRoute>;
  readonly sandbox: LaterPage<typeof SandboxPage>;
  readonly compare: LaterPage<typeof ComparePage>;
  readonly case: LaterPage<typeof CasePage>;
  readonly gallery: LaterPage<typeof GalleryPage>;
  readonly glossary: LaterPage<typeof GlossaryPage>;
  readonly answers: LaterPage<typeof AnswersPage>;
  readonly truth: LaterPage<typeof TruthPage>;
  readonly accessibility: LaterPage<typeof AccessibilityPage>;
  readonly class: LaterPage<typeof ClassPage>;
  readonly prepare: LaterPage<typeof PreparePage>;
  readonly take: LaterPage<typeof TakePage>;
}

function Opening() {
  return (
    <main className="app-plain" aria-busy="true">
      {t('Opening …')}
    </main>
  );
}
const OPENING = <Opening />;

/** Every page is a chunk of its own: who reads a lesson need not fetch the sandbox. */
export const PAGES: Pages = {
  course: later(() => import('./course/CoursePage.tsx').then((m) => m.CoursePage), OPENING),
  lesson: later(() => import('./lesson/LessonRoute.tsx').then((m) => m.LessonRoute), OPENING),
  present: later(() => import('./present/PresentRoute.tsx').then((m) => m.default), OPENING),
  speaker: later(() => import('./present/SpeakerRoute.tsx').then((m) => m.default), OPENING),
  sandbox: later(() => import('./sandbox/SandboxPage.tsx').then((m) => m.SandboxPage), OPENING),
  compare: later(() => import('./compare/ComparePage.tsx').then((m) => m.default), OPENING),
  case: later(() => import('./reality/CasePage.tsx').then((m) => m.default), OPENING),
  gallery: later(() => import('./gallery/GalleryPage.tsx').then((m) => m.default), OPENING),
  glossary: later(() => import('./glossary/GlossaryPage.tsx').then((m) => m.GlossaryPage), OPENING),
  answers: later(() => import('./answers/AnswersPage.tsx').then((m) => m.AnswersPage), OPENING),
  truth: later(() => import('./truth/TruthPage.tsx').then((m) => m.TruthPage), OPENING),
  accessibility: later(
    () => import('./accessibility/AccessibilityPage.tsx').then((m) => m.default),
    OPENING,
  ),
  class: later(() => import('./evidence/class/ClassPage.tsx').then((m) => m.default), OPENING),
  prepare: later(() => import('./prepare/PreparePage.tsx').then((m) => m.default), OPENING),
  take: later(() => import('./prepare/TakePage.tsx').then((m) => m.default), OPENING),
};

const BENCH = [LaterStage, LaterCaption, LaterTransport];

/** What pages show of their own accord beside their words: it is asked for with them, not after them. */
const BESIDE: Partial<Record<Route['page'], readonly { load(): Promise<void> }[]>> = {
  course: [LaterFirstRequest],
  lesson: BENCH,
  sandbox: BENCH,
  case: BENCH,
};

/** Whether the route's page, and the lesson it is about, can be drawn at once. */
export function isRouteHere(route: Route): boolean {
  if (route.page === 'unknown') return true;
  if ('lesson' in route && !lessonById(route.lesson))
    if (isInCourse(route.lesson) || isTaken(route.lesson)) return false;
  if (route.page === 'lesson' && !LaterLessonPage.isHere()) return false;
  return PAGES[route.page].isHere();
}

/** Fetches what the route needs, side by side. */
export async function loadRoute(route: Route): Promise<void> {
  if (route.page === 'unknown') return;
  for (const part of BESIDE[route.page] ?? []) part.load().catch(() => {}); // its place says so
  await Promise.all([
    PAGES[route.page].load(),
    route.page === 'lesson' ? LaterLessonPage.load() : null,
    'lesson' in route
      ? isTaken(route.lesson)
        ? loadTaken(route.lesson)
        : loadLesson(route.lesson)
      : null,
  ]);
}
