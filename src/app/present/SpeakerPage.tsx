import { useEffect, useMemo } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import { lessonRuns } from '../lesson/lessonRuns.ts';
import { Glossary, Prose } from '../lesson/Prose.tsx';
import { LineState } from './LineState.tsx';
import { askedAt, begun, isHeldBack } from './presentation.ts';
import { isOwnDeed, keyDeed } from './presentKeys.ts';
import { RoomGuess } from './RoomGuess.tsx';
import { Slide } from './Slide.tsx';
import { SpeakerClock } from './SpeakerClock.tsx';
import { SpeakerTools } from './SpeakerTools.tsx';
import { usePresentationLine } from './usePresentationLine.ts';
import '../lesson/lesson.css';
import './present.css';
import './speaker.css';

/** What a lecturer sees and the hall does not: notes, the answer, what comes next, the time; and the same keys. */
export function SpeakerPage({ lesson, channel }: { lesson: Lesson; channel: string }) {
  const line = usePresentationLine(lesson, channel);
  const { standing, ask } = line;
  const source = useMemo(() => lessonRuns(lesson), [lesson]);
  const now = standing?.presentation ?? begun(0);
  const step = lesson.steps[now.step] as Step;
  const next = lesson.steps[now.step + 1];
  const asked = askedAt(lesson, now.step);
  const textOf = (words: string): string => valueText(lesson, step.run, words, source.run) ?? '—';

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const deed = keyDeed(event);
      if (!deed || isOwnDeed(deed)) return;
      event.preventDefault();
      if (!event.repeat) ask(deed);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [ask]);

  return (
    <main className="speaker">
      <header className="speaker-head">
        <p>
          <strong>{lesson.title}</strong>{' '}
          <span className="app-quiet">
            {t('{step} of {steps}', { step: now.step + 1, steps: lesson.steps.length })}
          </span>
        </p>
        <SpeakerClock begunMs={standing?.begunMs ?? null} />
      </header>
      <LineState line={line} lesson={lesson} />
      <section className="app-card speaker-now" aria-label={t('On the screen now')}>
        <p className="app-stepMark">
          {now.veil === 'black'
            ? t('The screen is black')
            : now.veil === 'white'
              ? t('The screen is white')
              : t('On the screen')}
        </p>
        <Slide key={step.id} lesson={lesson} source={source} now={now} index={now.step} tells />
        {asked && (
          <p className="speaker-told">
            {now.revealed.includes(step.id)
              ? t('The hall sees the answer.')
              : t('You see the answer; the hall does not yet.')}
          </p>
        )}
      </section>
      <div className="speaker-side">
        <section className="app-card app-scroll speaker-notes" aria-label={t('Your notes')}>
          <h2>{t('Notes')}</h2>
          {step.notes.length > 0 ? (
            <Glossary.Provider value={lesson.terms}>
              <Prose blocks={step.notes} textOf={textOf} />
            </Glossary.Provider>
          ) : (
            <p className="app-quiet">{t('This step has none.')}</p>
          )}
        </section>
        {asked && (
          <RoomGuess
            key={asked.id}
            asked={asked}
            guess={now.guesses[asked.id] ?? null}
            textOf={(words) => valueText(lesson, asked.run, words, source.run) ?? '—'}
            onGuess={(guess) => ask({ do: 'guess', step: asked.id, guess })}
          />
        )}
        <section className="app-card app-scroll speaker-next" aria-label={t('What comes next')}>
          <h2>{next ? t('Next: {title}', { title: next.title }) : t('This is the last slide')}</h2>
          {next && (
            <Prose
              blocks={next.say}
              textOf={(words) => valueText(lesson, next.run, words, source.run) ?? '—'}
            />
          )}
        </section>
      </div>
      <SpeakerTools
        lesson={lesson}
        now={now}
        held={isHeldBack(lesson, now)}
        standing={standing}
        onDeed={ask}
      />
    </main>
  );
}
