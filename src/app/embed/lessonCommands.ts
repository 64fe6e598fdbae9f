import { PARAMETERS } from '../../embed/parameters.ts';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { loadLesson } from '../course/lessonFiles.ts';
import { routeHash } from '../route.ts';
import { keepAddressHere } from '../shell/useRoute.ts';
import { readyState } from './embedState.ts';
import type { Host, LoadedCommand } from './host.ts';
import type { LessonReport } from './lessonReport.ts';
import { speakAsAsked } from './speakAsAsked.ts';

/** Carries out what the host asks of a lesson; what cannot be done is told. `drawAnew`: from what is kept, after a change that nothing drawn may see. */
export function lessonCommands(
  host: Host,
  lesson: Lesson,
  report: LessonReport,
  drawAnew: (change?: () => void) => void,
): (command: LoadedCommand) => void {
  const refuse = (at: string, value: string, message: string, id?: string) =>
    host.refuse([{ at, value, message }], id);

  function goto({ step, t: moment, id }: Extract<LoadedCommand, { type: 'goto' }>): void {
    const now = report.now();
    if (!now) return;
    if (step !== undefined && step > lesson.steps.length) {
      const message = t('is too large; allowed: 1 to {most}', { most: lesson.steps.length });
      refuse('step', String(step), message, id);
      return;
    }
    const read = moment === undefined ? null : PARAMETERS.t.read(moment);
    const atUs = read && 'value' in read ? read.value : null;
    if (step === undefined || step === now.flow.context.index + 1) {
      if (atUs !== null && mayPlay()) now.player.seek(atUs);
      else if (atUs !== null) refuseGuess('goto', id);
      return;
    }
    keepAddressHere(
      routeHash({
        page: 'lesson',
        lesson: lesson.id,
        step,
        moment: atUs === null ? null : { atUs, request: null },
      }),
    );
  }

  /** Nothing that would give away what is to be guessed. */
  const mayPlay = (): boolean => {
    const flow = report.now()?.flow;
    if (flow?.step.kind !== 'predict' || flow.isLed) return true;
    const { answers, skipped } = flow.context;
    return Object.hasOwn(answers, flow.step.id) || skipped.includes(flow.step.id);
  };
  const refuseGuess = (type: string, id?: string): void =>
    refuse('type', type, t('a guess is open; allowed: after it was made'), id);

  return (command) => {
    const now = report.now();
    const { id } = command;
    switch (command.type) {
      case 'play':
      case 'step':
        if (!mayPlay()) return refuseGuess(command.type, id);
        if (command.type === 'play') {
          if (now?.flow.step.kind === 'run') now.flow.send({ type: 'play' });
          return now?.player.play();
        }
        now?.player.pause();
        return command.by === -1 ? now?.player.stepBack() : now?.player.stepForward();
      case 'pause':
        return now?.player.pause();
      case 'goto':
        return goto(command);
      case 'setLang':
        speakIt(command.lang, id);
        return;
      case 'getState':
        report.tellState(id).catch((error: unknown) => refuse('state', '', String(error), id));
        return;
      case 'setState':
        readyState(command.state, lesson).then(
          (ready) => (Array.isArray(ready) ? host.refuse(ready, id) : drawAnew(ready)),
          (error: unknown) => refuse('state', '', String(error), id),
        );
    }
  };

  function speakIt(lang: string, id?: string): void {
    speakAsAsked(lang)
      .then(async (isSpoken) => {
        if (!isSpoken) return refuse('lang', lang, t('there are no words in this language'), id);
        await loadLesson(lesson.id);
        drawAnew();
      })
      .catch((error: unknown) => refuse('lang', lang, String(error), id));
  }
}
