import type { ReactNode } from 'react';
import type { Problem } from '../../scenario/scenario.ts';
import { loadLesson } from '../course/lessonFiles.ts';
import { type Moment, routeHash } from '../route.ts';
import { keepAddressHere } from '../shell/useRoute.ts';
import { LaterCaption } from '../workbench/LaterCaption.tsx';
import { LaterStage } from '../workbench/LaterStage.tsx';
import { LaterTransport } from '../workbench/LaterTransport.tsx';
import { readyState } from './embedState.ts';
import { fetchSimulator, LessonSoon } from './LessonSoon.tsx';
import type { Embedding } from './player.tsx';

/** What comes in places of its own beside the words: asked for with them, not after them. */
const BESIDE = [LaterStage, LaterCaption, LaterTransport];

/** Fetches the lesson and puts it where the address asks for it. */
export async function startLesson(embedding: Embedding): Promise<ReactNode> {
  const { subject, options, host } = embedding;
  fetchSimulator();
  for (const part of BESIDE) part.load().catch(() => {}); // its place says so
  const lesson = await loadLesson(subject);
  if (!lesson) throw new Error(`there is no lesson “${subject}”`);
  const { step, t, seed, set, ui } = options;
  const problems: Problem[] = [];
  if (step !== null && step > lesson.steps.length)
    problems.push({
      at: 'step',
      value: String(step),
      message: `is too large; allowed: 1 to ${lesson.steps.length}`,
    });
  const moment: Moment | null = t === null ? null : { atUs: t, request: null };
  keepAddressHere(
    routeHash({
      page: 'lesson',
      lesson: lesson.id,
      step: problems.length > 0 ? null : (step ?? (moment || set ? 1 : null)),
      moment,
      ...(seed === null ? {} : { seed: String(seed) }),
      ...(set === null ? {} : { set }),
      // Nothing is asked where there are no words, so every step is open.
      ...(ui === 'view' || options.hide.includes('words') ? { proof: true } : {}),
    }),
  );
  const { hash } = window.location;
  if (hash.startsWith('#s=')) {
    const ready = await readyState(hash, lesson);
    if (Array.isArray(ready)) problems.push(...ready);
    else ready();
  }
  if (problems.length > 0) host.refuse(problems);
  return <LessonSoon embedding={embedding} first={lesson} problems={problems} />;
}
