import { use } from 'react';
import { t } from '../../language/t.ts';
import { lessonById, loadLesson } from '../course/catalog.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { PresentPage } from './PresentPage.tsx';

/** The lesson of this name on a lecturer's screen; or that there is none. */
export default function PresentRoute({ id, step }: { id: string; step: number | null }) {
  const lesson = lessonById(id) ?? use(loadLesson(id));
  if (!lesson) return <UnknownPage asked={id} heading={t('There is no such lesson')} />;
  return <PresentPage key={lesson.id} lesson={lesson} step={step} />;
}
