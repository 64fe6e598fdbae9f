import { use, useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import { lessonById, loadLesson } from '../course/lessonFiles.ts';
import { isTaken, loadTaken } from '../prepare/taken.ts';
import type { Moment } from '../route.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { LaterLessonPage } from './LaterLessonPage.ts';
import { LessonWords } from './LessonWords.tsx';
import { useSaves } from './useSaves.ts';

interface Props {
  readonly id: string;
  readonly step: number | null;
  readonly moment: Moment | null;
}

/** The lesson of this name, its words as soon as they are here and the rest when it has come; or that there is none. */
export function LessonRoute({ id, step, moment }: Props) {
  const saves = useSaves(id);
  const isWhole = useIsWhole();
  const lesson = lessonById(id) ?? use(isTaken(id) ? loadTaken(id) : loadLesson(id));
  if (!lesson) return <UnknownPage asked={id} heading={t('There is no such lesson')} />;
  if (!isWhole) return <LessonWords lesson={lesson} />;
  return (
    <LaterLessonPage key={`${lesson.id} ${saves}`} lesson={lesson} step={step} moment={moment} />
  );
}

/** Whether the lesson's page can be drawn, or could not be fetched: it says so itself then. */
function useIsWhole(): boolean {
  const [isWhole, setWhole] = useState(LaterLessonPage.isHere);
  useEffect(() => {
    if (isWhole) return;
    const draw = () => setWhole(true);
    LaterLessonPage.load().then(draw, draw);
  }, [isWhole]);
  return isWhole;
}
