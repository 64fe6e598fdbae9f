import { lazy, Suspense } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { LessonWords } from '../lesson/LessonWords.tsx';
import { routeHash } from '../route.ts';
import { EmbedFrame } from './EmbedFrame.tsx';
import type { Embedding } from './player.tsx';

const fetchRoom = () => import('./EmbeddedLesson.tsx');
const Room = lazy(() => fetchRoom().then((m) => ({ default: m.EmbeddedLesson })));

/** Fetches the simulator side by side with the lesson. */
export const fetchSimulator = (): void => void fetchRoom().catch(() => {}); // drawing it says what is wrong

interface Props {
  readonly embedding: Embedding;
  readonly first: Lesson;
  readonly problems: readonly Problem[];
}

/** The words of the lesson at once, and the lesson itself as soon as the simulator is there. */
export function LessonSoon(props: Props) {
  const { first, embedding } = props;
  const isWordless = embedding.options.ui === 'view' || embedding.options.hide.includes('words');
  return (
    <Suspense
      fallback={
        <EmbedFrame
          title={first.title}
          link={
            embedding.prepared ??
            routeHash({ page: 'lesson', lesson: first.id, step: null, moment: null })
          }
          problems={props.problems}
          isWordless={isWordless}
        >
          {isWordless ? (
            <main className="app-plain" aria-busy="true" />
          ) : (
            <LessonWords lesson={first} />
          )}
        </EmbedFrame>
      }
    >
      <Room {...props} />
    </Suspense>
  );
}
