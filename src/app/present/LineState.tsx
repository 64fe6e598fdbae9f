import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { routeHash } from '../route.ts';
import type { PresentationLine } from './usePresentationLine.ts';

/** Whether the presentation is heard, how, and what to do where it is not. */
export function LineState({ line, lesson }: { line: PresentationLine; lesson: Lesson }) {
  const words = stateWords(line);
  return (
    <div className="speaker-line" role="status">
      {words && (
        <p className="speaker-state" data-is={line.is}>
          {words}{' '}
          {line.is !== 'joined' && (
            <a
              href={routeHash({ page: 'present', lesson: lesson.id, step: null })}
              target="_blank"
              rel="noreferrer"
            >
              {t('Present this lesson')}
            </a>
          )}
        </p>
      )}
      {line.note && <p className="speaker-state">{line.note}</p>}
    </div>
  );
}

function stateWords({ is, way }: PresentationLine): string {
  if (is === 'nowhere')
    return t(
      'This address names no presentation (channel=… is missing or wrong). Present the lesson and press S there.',
    );
  if (is === 'waiting' && way === 'none')
    return t(
      'This browser lets windows talk only to the one that opened them, and none opened this one. Press S in the presentation.',
    );
  if (is === 'waiting')
    return t('Waiting for the presentation. It has to be open in this browser.');
  if (is === 'gone')
    return t('The presentation was closed. As soon as it is open again, this window goes on.');
  return way === 'windows'
    ? t(
        'This browser has no channel between windows here: the presentation is reached as the window that opened this one. Keep both open.',
      )
    : '';
}
