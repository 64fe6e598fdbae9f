import { useEffect } from 'react';
import { t } from '../../language/t.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import { isProblems } from '../../scenario/problems.ts';
import { offerLesson } from '../course/lessonFiles.ts';
import { keepHostStill } from '../embed/quietFrame.ts';
import { routeHash } from '../route.ts';
import { LIBRARY } from '../sandbox/lessonLibrary.ts';
import { keepNothing } from '../shell/deviceMemory.ts';
import { fileOf } from './lessonFile.ts';
import { isShowLesson, READY, type ShowLesson } from './previewMessages.ts';
import './preview.css';

/** The page within the frame of the editor: waits for a lesson, and becomes its page. */
export function PreviewPage() {
  useEffect(() => {
    if (window.parent !== window) listen();
  }, []);
  return (
    <main className="app-plain">
      <p>{t('The preview of a lesson that is being prepared.')}</p>
      {window.parent === window && (
        <p>
          <a href={routeHash({ page: 'prepare', draft: null })}>{t('Prepare a lesson')}</a>
        </p>
      )}
    </main>
  );
}

let shown: { readonly text: string; readonly name: string } | null = null;
let versions = 0;
let isListening = false;

/** Stays while the frame lives, whatever page is shown in it. */
function listen(): void {
  if (!isListening) {
    isListening = true;
    keepNothing();
    keepHostStill();
    keepFocusOutside();
    document.documentElement.dataset.preview = 'yes';
    window.addEventListener('message', ({ source, data }) => {
      if (source === window.parent && isShowLesson(data)) show(data);
    });
  }
  window.parent.postMessage(READY, '*');
}

function show({ source, step }: ShowLesson): void {
  const text = JSON.stringify(source);
  if (shown?.text !== text) {
    const lesson = parseLesson(source, fileOf(source), LIBRARY);
    if (isProblems(lesson)) return; // the editor says what is wrong
    versions++;
    // Each version under a name of its own: a page that is drawn for one lesson cannot become that of another.
    shown = { text, name: `preview-${versions}` };
    offerLesson({ ...lesson, id: shown.name });
  }
  const steps = Array.isArray(source.steps) ? source.steps.length : 1;
  const hash = routeHash({
    page: 'lesson',
    lesson: shown.name,
    step: Math.min(Math.max(1, step), steps),
    moment: null,
    proof: true, // every step is open, and asks as it asks learners
  });
  // In place of the one before: Back leads out of the editor, not through its versions.
  window.location.replace(hash);
}

/** Whoever types beside the frame must not lose the focus to a heading in it. */
function keepFocusOutside(): void {
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function (options) {
    if (document.hasFocus()) focus.call(this, options);
  };
}
