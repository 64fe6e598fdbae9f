import type { ReactNode } from 'react';
import { t } from '../../language/t.ts';
import { isProblems } from '../../scenario/problems.ts';
import { offerLesson } from '../course/lessonFiles.ts';
import { EmbedFrame } from './EmbedFrame.tsx';
import type { Embedding } from './player.tsx';
import { startLesson } from './startLesson.tsx';

/** The prepared lesson behind `#l=`, or what is wrong with it. */
export async function startPrepared(embedding: Embedding): Promise<ReactNode> {
  const { hash } = window.location;
  const { readTaken } = await import('../prepare/takenLesson.ts');
  const lesson = await readTaken(hash);
  if (!isProblems(lesson)) {
    offerLesson(lesson);
    return startLesson({ ...embedding, subject: lesson.id, prepared: hash });
  }
  embedding.host.refuse(lesson);
  return (
    <EmbedFrame title={t('This lesson cannot be shown')} link="#/" problems={lesson}>
      {null}
    </EmbedFrame>
  );
}
