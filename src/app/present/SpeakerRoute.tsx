import { use } from 'react';
import { t } from '../../language/t.ts';
import { lessonById, loadLesson } from '../course/catalog.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { SpeakerPage } from './SpeakerPage.tsx';

/** The speaker's view of the lesson of this name; or that there is none. */
export default function SpeakerRoute({ id, channel }: { id: string; channel: string }) {
  const lesson = lessonById(id) ?? use(loadLesson(id));
  if (!lesson) return <UnknownPage asked={id} heading={t('There is no such lesson')} />;
  return <SpeakerPage key={`${lesson.id} ${channel}`} lesson={lesson} channel={channel} />;
}
