import { use } from 'react';
import { t } from '../../language/t.ts';
import { lessonById, loadLesson } from '../course/lessonFiles.ts';
import { isTaken, loadTaken } from '../prepare/taken.ts';
import type { Moment } from '../route.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { LessonPage } from './LessonPage.tsx';
import { useSaves } from './useSaves.ts';

interface Props {
  readonly id: string;
  readonly step: number | null;
  readonly moment: Moment | null;
}

/** The lesson of this name, as soon as it is here; or that there is none. */
export function LessonRoute({ id, step, moment }: Props) {
  const saves = useSaves(id);
  const lesson = lessonById(id) ?? use(isTaken(id) ? loadTaken(id) : loadLesson(id));
  if (!lesson) return <UnknownPage asked={id} heading={t('There is no such lesson')} />;
  return <LessonPage key={`${lesson.id} ${saves}`} lesson={lesson} step={step} moment={moment} />;
}
