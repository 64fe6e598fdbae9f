import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Written } from '../../panels/written.ts';
import { routeHash } from '../route.ts';
import { stepsOf } from './choices.ts';
import { isReady, type ShowLesson } from './previewMessages.ts';

interface Props {
  /** The last sound source, or null where the draft never was a lesson. */
  readonly sound: Written | null;
  /** The step that is edited, from 0, and its name; null shows the first. */
  readonly step: { readonly index: number; readonly id: unknown } | null;
  readonly isBehind: boolean;
}

/** The frame is told once the typing rests: every change begins the lesson anew in it. */
const SHOWN_AFTER_MS = 500;

/** The real lesson beside the form, at the step that is edited, in a frame of its own: nothing done in it is kept. */
export function Preview({ sound, step, isBehind }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (event.source === frame.current?.contentWindow && isReady(event.data))
        setReady((times) => times + 1);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  const shown = sound === null || step === null ? 0 : placeIn(sound, step);
  const told = useRef<{ ready: number; sound: Written | null }>({ ready: 0, sound: null });
  useEffect(() => {
    if (ready === 0 || sound === null) return;
    const isOther = told.current.sound !== sound || told.current.ready !== ready;
    const timer = setTimeout(
      () => {
        const said: ShowLesson = { roundtrip: 'preview', source: sound, step: shown + 1 };
        told.current = { ready, sound };
        // To this frame alone, which is a page of this very site; a page opened as a file has no origin to name.
        frame.current?.contentWindow?.postMessage(said, '*');
      },
      isOther && told.current.sound !== null ? SHOWN_AFTER_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [ready, sound, shown]);

  return (
    <section className="app-preparePreview" aria-label={t('Preview')}>
      <p className="app-quiet" role="status">
        {sound === null
          ? t('There is a preview once nothing is left to mend.')
          : isBehind
            ? t('This is the lesson before the last change: something is to be mended first.')
            : t('The lesson as it is taken. Nothing done here is kept.')}
      </p>
      {sound !== null && (
        <iframe
          ref={frame}
          title={t('Preview of the lesson')}
          src={routeHash({ page: 'prepare', draft: 'preview' })}
        />
      )}
    </section>
  );
}

/** Where the step is in a source that may be older than it: by its name, else by its place. */
function placeIn(sound: Written, { index, id }: { index: number; id: unknown }): number {
  const named = stepsOf(sound).findIndex((step) => step.id !== undefined && step.id === id);
  return named < 0 ? index : named;
}
