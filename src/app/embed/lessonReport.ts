import type { EmbedOptions } from '../../embed/parameters.ts';
import { progressOf } from '../../lesson/flowProgress.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import type { Player } from '../../player/player.ts';
import { lessonRuns } from '../lesson/lessonRuns.ts';
import type { LessonFlow } from '../lesson/useLessonFlow.ts';
import type { Host } from './host.ts';

/** What rests for so long is told, ms. */
const RESTS_MS = 400;

export interface LessonReport {
  readonly onFlow: (flow: LessonFlow, player: Player, seed: number | null) => void;
  /** As it was drawn last; null before that. */
  now(): { readonly flow: LessonFlow; readonly player: Player } | null;
  /** The state as text, or null where it cannot be had. */
  tellState(id?: string): Promise<void>;
}

/** Tells the host how a lesson goes: its steps, what is given, where the learner is, that it is done. */
export function lessonReport(host: Host, { speed }: EmbedOptions, lesson: Lesson): LessonReport {
  let last: { flow: LessonFlow; player: Player; seed: number | null } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const of = lesson.steps.length;
  const numberOf = (step: Step): number => lesson.steps.indexOf(step) + 1;

  async function tellState(id?: string): Promise<void> {
    if (!last) return;
    const { writeState } = await import('../../embed/state.ts');
    const state = writeState({ progress: progressOf(last.flow.context), seed: last.seed });
    if (typeof state !== 'string') return host.refuse(state, id);
    host.post({ type: 'state', state }, id);
    try {
      // So that the browser's Back and Forward find the lesson where it was left; a sandbox may forbid it.
      window.history.replaceState(window.history.state, '', `#s=${state}`);
    } catch {
      // The host has it.
    }
  }

  async function tellAnswer(step: Step, { context }: LessonFlow, seed: number | null) {
    const number = numberOf(step);
    const answer = context.answers[step.id] ?? null;
    if (step.kind === 'predict')
      return host.post({ type: 'predict', step: number, id: step.id, answer });
    const right = answer ? await isRight(lesson, step, context, seed) : null;
    host.post({ type: 'answer', step: number, id: step.id, answer, right });
  }

  async function tellComplete({ context }: LessonFlow, seed: number | null): Promise<void> {
    const { collectEvidence, scoreOf } = await evidence();
    const about = { learner: null, writtenAt: '', seed, isFinished: true };
    const source = lessonRuns(lesson, seed ?? undefined);
    const { answers } = collectEvidence(lesson, context, source, about);
    const { right, of: all } = scoreOf(answers);
    const answered = answers.filter(({ last: given }) => given !== null).length;
    host.post({ type: 'complete', right, answered, of: all });
  }

  return {
    now: () => last,
    tellState,
    onFlow(flow, player, seed) {
      const before = last;
      last = { flow, player, seed };
      const { context, step } = flow;
      if (before?.player !== player)
        host.post({
          type: 'ready',
          lesson: lesson.id,
          title: lesson.title,
          step: context.index + 1,
          of,
        });
      const was = before?.player === player ? before.flow : null;
      if (was && was.context === context && was.isFinished === flow.isFinished) return;
      if (was?.context.index !== context.index) {
        if (speed !== null) playAt(player, speed);
        host.post({ type: 'step', step: context.index + 1, of, id: step.id, kind: step.kind });
      }
      if (was) {
        for (const each of lesson.steps) {
          const isNew = context.answers[each.id] !== was.context.answers[each.id];
          const isSkipped =
            context.skipped.includes(each.id) && !was.context.skipped.includes(each.id);
          if ((isNew && context.answers[each.id]) || isSkipped)
            tellAnswer(each, flow, seed).catch(() => {});
        }
        if (flow.isFinished && !was.isFinished) tellComplete(flow, seed).catch(() => {});
      }
      clearTimeout(timer);
      timer = setTimeout(() => tellState().catch(() => {}), RESTS_MS);
    },
  };
}

/** What plays first in a step plays at this speed; from then on the speed is the learner's. */
function playAt(player: Player, speed: number): void {
  const stop = player.subscribe(({ playing }) => {
    if (!playing) return;
    stop();
    player.setSpeed(speed);
  });
}

const evidence = async () => ({
  ...(await import('../../lesson/evidence/collectEvidence.ts')),
  ...(await import('../../lesson/evidence/score.ts')),
});

async function isRight(
  lesson: Lesson,
  step: Step,
  context: LessonFlow['context'],
  seed: number | null,
): Promise<boolean | null> {
  const answer = context.answers[step.id];
  if (step.kind === 'puzzle') return answer?.kind === 'knobs' && answer.solved;
  if (step.kind !== 'observe' || !answer) return null;
  const { judge } = await import('../../lesson/judge.ts');
  return judge(lessonRuns(lesson, seed ?? undefined), step, answer)?.isRight ?? null;
}
