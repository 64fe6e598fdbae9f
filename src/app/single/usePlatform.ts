import { useEffect, useMemo, useRef, useState } from 'react';
import { collectEvidence } from '../../lesson/evidence/collectEvidence.ts';
import type { Score } from '../../lesson/evidence/score.ts';
import { progressOf } from '../../lesson/flowProgress.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { prepareCurves } from '../evidence/prepareCurves.ts';
import type { LessonPlace } from '../lesson/lessonPlace.ts';
import { lessonRuns } from '../lesson/lessonRuns.ts';
import type { LessonFlow } from '../lesson/useLessonFlow.ts';
import type { ScormSession } from './scorm/scormSession.ts';

/** Tells the platform how the lesson goes, and ends the visit when the page goes. */
export function usePlatform(
  lesson: Lesson,
  session: ScormSession | null,
): { readonly place: LessonPlace; readonly score: Score | null } {
  const [score, setScore] = useState<Score | null>(null);
  const source = useMemo(() => lessonRuns(lesson), [lesson]);
  const latest = useRef<LessonFlow['context'] | null>(null);

  const place = useMemo((): LessonPlace => {
    let isFinished = false;
    const tell = (): void => {
      const context = latest.current;
      if (!context || !session) return;
      const about = { learner: null, writtenAt: '', seed: null, isFinished };
      const evidence = collectEvidence(lesson, context, source, about);
      const now = session.tell(progressOf(context), evidence);
      setScore((before) =>
        before?.right === now.right && before.percent === now.percent ? before : now,
      );
    };
    return {
      isView: false,
      staysAtStep: false,
      // The points are those of the lesson as told.
      hasOneChance: session !== null,
      panels: null,
      onFlow(flow) {
        if (flow.context === latest.current && flow.isFinished === isFinished) return;
        const isOtherAnswer = flow.context.answers !== latest.current?.answers;
        latest.current = flow.context;
        isFinished = flow.isFinished;
        tell();
        if (session && isOtherAnswer)
          prepareCurves(lesson, source, (id) => Object.hasOwn(flow.context.answers, id)).then(
            tell,
            () => {}, // a curve that cannot be judged counts as not right
          );
      },
    };
  }, [lesson, session, source]);

  useEffect(() => {
    if (!session) return;
    const end = (): void => session.end();
    // A page that comes back as it was has no visit any more: it begins another.
    const again = (event: PageTransitionEvent): void => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pagehide', end);
    window.addEventListener('pageshow', again);
    return () => {
      window.removeEventListener('pagehide', end);
      window.removeEventListener('pageshow', again);
    };
  }, [session]);
  return { place, score };
}
