import '../../stage/palette.css';
import '../base.css';
import '../shell/shell.css';
import './single.css';
import { createRoot } from 'react-dom/client';
import { catalogFrom } from '../../language/catalog.ts';
import { msg, speak, t } from '../../language/t.ts';
import { noteProgress } from '../lesson/progress.ts';
import { routeHash } from '../route.ts';
import { keepNothing } from '../shell/deviceMemory.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { applyTheme, rememberedTheme } from '../shell/theme.ts';
import { keepAddressHere } from '../shell/useRoute.ts';
import { type Given, readGiven } from './given.ts';
import { SinglePage } from './SinglePage.tsx';
import { findScormApi } from './scorm/scormApi.ts';
import { ScormSession } from './scorm/scormSession.ts';

/** The player of single lessons: it begins as soon as the file is read, and asks nothing of anybody. */
function begin(root: HTMLElement): void {
  const given = readGiven(document.getElementById('lesson')?.textContent ?? '');
  if (given.language) {
    speak(given.language.code, catalogFrom(given.language.messages));
    document.documentElement.lang = given.language.code;
    document.documentElement.dir = given.language.dir;
  }
  const session = given.platform === null ? undefined : visit(given.lesson);
  document.title = t('Roundtrip: {title}', { title: given.lesson.title });
  createRoot(root).render(
    <ErrorBoundary what={msg('the page')}>
      <SinglePage lesson={given.lesson} site={given.site} session={session} />
    </ErrorBoundary>,
  );
}

/**
 * A visit of the learning platform around this page, opened where the learner left off; null where there is none. What learners gave is the platform's to
 * keep: several of them may sit at this device one after the other.
 */
function visit(lesson: Given['lesson']): ScormSession | null {
  keepNothing();
  keepAddressHere(routeHash({ page: 'lesson', lesson: lesson.id, step: null, moment: null }));
  const api = findScormApi(window);
  const session = api && ScormSession.open(api, lesson, () => performance.now());
  const { progress } = session ?? {};
  if (progress) {
    const step = lesson.steps.findIndex(({ id }) => id === progress.step) + 1;
    noteProgress(lesson.id, step, lesson.steps.length, false, progress);
  }
  return session;
}

const root = document.getElementById('root') as HTMLElement;
applyTheme(rememberedTheme());
try {
  begin(root);
} catch (error) {
  root.className = 'app-plain';
  root.setAttribute('role', 'alert');
  root.textContent = t(
    'This lesson could not be opened: {why}. Ask whoever gave you the file for it again.',
    {
      why: (error as Error).message,
    },
  );
}
