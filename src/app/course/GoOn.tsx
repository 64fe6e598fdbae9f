import { t } from '../../language/t.ts';
import { lastLesson, progressOf } from '../lesson/progress.ts';
import { routeHash } from '../route.ts';
import { courseModules } from './catalog.ts';
import { minutesLeftOf, minutesText, whereToGoOn } from './courseProgress.ts';

/** The way back to where the learner left, or on to the next lesson; nothing for whoever has not begun. */
export function GoOn() {
  const card = whereToGoOn(courseModules(), progressOf, lastLesson());
  if (!card) return null;
  const progress = progressOf(card.id);
  const time = minutesText(minutesLeftOf(card.minutes, progress));
  return (
    <a
      className="app-card app-goOn"
      href={routeHash({ page: 'lesson', lesson: card.id, step: null, moment: null })}
    >
      <span className="app-goOnWhat">
        {progress.is === 'begun' ? t('Go on where you left') : t('Go on with the next question')}
      </span>
      <strong>{card.question}</strong>
      <span className="app-lessonNotes">
        {progress.is === 'begun' && (
          <span>{t('step {number} of {all}', { number: progress.step, all: progress.of })}</span>
        )}
        <span>{progress.is === 'begun' ? t('{time} left', { time }) : time}</span>
      </span>
    </a>
  );
}
