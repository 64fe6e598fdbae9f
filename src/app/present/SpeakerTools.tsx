import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Standing } from './messages.ts';
import { askedAt, type Deed, type isHeldBack, type Presentation } from './presentation.ts';

interface Props {
  readonly lesson: Lesson;
  readonly now: Presentation;
  readonly held: ReturnType<typeof isHeldBack>;
  readonly standing: Standing | null;
  onDeed(deed: Deed): void;
}

/** What steers the presentation from here. */
export function SpeakerTools({ lesson, now, held, standing, onDeed }: Props) {
  const step = lesson.steps[now.step];
  const isRevealed = step !== undefined && now.revealed.includes(step.id);
  const isLast = now.step === lesson.steps.length - 1 && held === null;
  return (
    <footer className="speaker-tools">
      <button type="button" className="app-button" onClick={() => onDeed({ do: 'back' })}>
        ← {t('Back')}
      </button>
      <button
        type="button"
        className="app-primary"
        disabled={isLast}
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
        {standing?.isPlaying ? t('Pause') : t('Play')}
        <span className="app-quiet" translate="no">
          {((standing?.atUs ?? 0) / 1e6).toFixed(2)} s
        </span>
      </button>
      <button
        type="button"
        className="app-button"
        disabled={!askedAt(lesson, now.step)}
        aria-pressed={isRevealed}
        onClick={() => onDeed({ do: 'reveal' })}
      >
        {t('Reveal')}
      </button>
      <button
        type="button"
        className="app-button"
        aria-pressed={now.veil === 'black'}
        onClick={() => onDeed({ do: 'veil', veil: 'black' })}
      >
        {t('Black')}
      </button>
      <button
        type="button"
        className="app-button"
        aria-pressed={now.over === 'code'}
        onClick={() => onDeed({ do: 'over', over: 'code' })}
      >
        {t('QR code')}
      </button>
      <button type="button" className="app-button" onClick={() => onDeed({ do: 'look' })}>
        {t('Colours')}
      </button>
      <label className="speaker-go">
        {t('Go to')}
        <select
          className="app-select"
          value={now.step}
          onChange={(event) => onDeed({ do: 'go', step: Number(event.currentTarget.value) })}
        >
          {lesson.steps.map((each, index) => (
            <option key={each.id} value={index}>
              {index + 1}. {each.title}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}
