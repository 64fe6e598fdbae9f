import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { clockText } from '../../panels/clockText.ts';
import { usePlayerState } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';
import { routeHash } from '../route.ts';
import { askedAt, type isHeldBack, type Presentation } from './presentation.ts';
import type { KeyDeed } from './presentKeys.ts';

interface Props {
  readonly lesson: Lesson;
  readonly now: Presentation;
  readonly held: ReturnType<typeof isHeldBack>;
  readonly player: Player;
  readonly isFull: boolean;
  onDeed(deed: KeyDeed): void;
}

/** After so long without a movement the buttons leave a full screen to the picture, ms. */
const RESTS_AFTER_MS = 3_000;

/** Where one is, and every key as a button, for those who have a mouse or a finger. */
export function PresentBar({ lesson, now, held, player, isFull, onDeed }: Props) {
  const state = usePlayerState(player);
  const isResting = useRest() && isFull;
  const step = lesson.steps[now.step];
  const isLast = now.step === lesson.steps.length - 1;
  const isRevealed = step !== undefined && now.revealed.includes(step.id);
  return (
    <footer className="present-bar" data-resting={isResting}>
      <p>
        {t('{step} of {steps}', { step: now.step + 1, steps: lesson.steps.length })}
        <span className="app-quiet" translate="no">
          {clockText(state)}
        </span>
      </p>
      <div className="present-tools">
        <button
          type="button"
          className="app-button"
          aria-disabled={now.step === 0}
          onClick={() => onDeed({ do: 'back' })}
        >
          ← {t('Back')}
        </button>
        <button
          type="button"
          className="app-button"
          aria-disabled={isLast && held === null}
          onClick={() => onDeed({ do: 'next' })}
        >
          {held === 'run'
            ? t('Run it##button')
            : held === 'answer'
              ? t('Show the answer')
              : t('Next')}{' '}
          →
        </button>
        <button type="button" className="app-button" onClick={() => onDeed({ do: 'play' })}>
          {state.playing ? t('Pause') : t('Play')}
        </button>
        {askedAt(lesson, now.step) && (
          <button
            type="button"
            className="app-button"
            aria-pressed={isRevealed}
            onClick={() => onDeed({ do: 'reveal' })}
          >
            {isRevealed ? t('Hide the answer') : t('Reveal')}
          </button>
        )}
      </div>
      <div className="present-tools">
        <button
          type="button"
          className="app-button"
          onClick={() => onDeed({ do: 'over', over: 'code' })}
        >
          {t('QR code')}
        </button>
        <button type="button" className="app-button" onClick={() => onDeed({ do: 'look' })}>
          {now.look === 'own'
            ? t('Colours: own')
            : now.look === 'projector'
              ? t('Colours: projector')
              : t('Colours: dark')}
        </button>
        <button type="button" className="app-button" onClick={() => onDeed({ do: 'speaker' })}>
          {t('Speaker view')}
        </button>
        <button
          type="button"
          className="app-button"
          aria-pressed={isFull}
          onClick={() => onDeed({ do: 'fullScreen' })}
        >
          {t('Full screen')}
        </button>
        <button
          type="button"
          className="app-button"
          onClick={() => onDeed({ do: 'over', over: 'keys' })}
        >
          {t('Keys')}
        </button>
        <a
          className="app-button"
          href={routeHash({
            page: 'lesson',
            lesson: lesson.id,
            step: now.step + 1,
            moment: null,
            skip: true,
          })}
        >
          {t('Leave')}
        </a>
      </div>
    </footer>
  );
}

/** True once nothing has been pointed at for a while. */
function useRest(): boolean {
  const [isResting, setResting] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setResting(true), RESTS_AFTER_MS);
    const wake = (): void => {
      setResting(false);
      clearTimeout(timer);
      timer = setTimeout(() => setResting(true), RESTS_AFTER_MS);
    };
    window.addEventListener('pointermove', wake, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', wake);
    };
  }, []);
  return isResting;
}
