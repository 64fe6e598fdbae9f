import { useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { lessonById } from '../course/lessonFiles.ts';
import { LessonPage } from '../lesson/LessonPage.tsx';
import { LessonPlaceContext } from '../lesson/lessonPlace.ts';
import { routeHash } from '../route.ts';
import { useLanguage } from '../shell/useLanguage.ts';
import { useRoute } from '../shell/useRoute.ts';
import { BenchPartsContext } from '../workbench/benchParts.ts';
import { EmbedFrame } from './EmbedFrame.tsx';
import { lessonCommands } from './lessonCommands.ts';
import { lessonReport } from './lessonReport.ts';
import { lockKnobs } from './lockKnobs.ts';
import { partsOf } from './parts.ts';
import type { Embedding } from './player.tsx';

interface Props {
  readonly embedding: Embedding;
  readonly first: Lesson;
  /** What was wrong with the address. */
  readonly problems: readonly Problem[];
}

/** A lesson in someone else's page. Drawn anew in another language, or from another state. */
export function EmbeddedLesson({ embedding, first, problems }: Props) {
  const { options, host } = embedding;
  const language = useLanguage();
  const route = useRoute();
  const [draws, setDraws] = useState(0);
  const [isShown, setShown] = useState(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lesson of that name is another in another language
  const lesson = useMemo(
    () => lockKnobs(lessonById(first.id) ?? first, options.lock),
    [first, options.lock, language, draws],
  );
  const report = useMemo(() => lessonReport(host, options, lesson), [host, options, lesson]);
  const commands = useMemo(
    () =>
      lessonCommands(host, lesson, report, (change) => {
        // What is drawn would take a change of the address for one of its own.
        flushSync(() => setShown(false));
        change?.();
        setDraws((count) => count + 1);
        setShown(true);
      }),
    [host, lesson, report],
  );
  useEffect(() => host.onCommand(commands), [host, commands]);
  const place = useMemo(
    () => ({
      isView: options.ui === 'view' || options.hide.includes('words'),
      staysAtStep: options.lock.includes('steps'),
      hasOneChance: options.lock.includes('seeds') || options.hide.includes('seeds'),
      panels: options.panels,
      onFlow: report.onFlow,
    }),
    [options, report],
  );
  const parts = useMemo(() => partsOf(options), [options]);
  const here = route.page === 'lesson' ? route : null;
  return (
    <EmbedFrame
      title={lesson.title}
      link={
        embedding.prepared ??
        routeHash({
          page: 'lesson',
          lesson: lesson.id,
          step: here?.step ?? null,
          moment: null,
        })
      }
      problems={problems}
      isWordless={place.isView}
    >
      <BenchPartsContext.Provider value={parts}>
        <LessonPlaceContext.Provider value={place}>
          {isShown && (
            <LessonPage
              key={`${language} ${draws}`}
              lesson={lesson}
              step={here?.step ?? null}
              moment={here?.moment ?? null}
            />
          )}
        </LessonPlaceContext.Provider>
      </BenchPartsContext.Provider>
    </EmbedFrame>
  );
}
