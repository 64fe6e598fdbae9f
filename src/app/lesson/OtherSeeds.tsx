import { useId } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { chanceAfter } from '../../lesson/variants.ts';
import { Popover } from '../../panels/Popover.tsx';
import { rich } from '../../stage/rich.ts';
import { InlineProse } from './Prose.tsx';
import './seeds.css';

interface Props {
  readonly lesson: Lesson;
  /** Name of the run that is shown: its own seed is the one of the words. */
  readonly run: string;
  /** The seed chosen for all runs, or null: as told. */
  readonly seed: number | null;
  /** Whether what the curated ones show may be told: not while somebody has to guess. */
  readonly tells: boolean;
  onChoose(seed: number | null): void;
}

/** With which chance the lesson is watched: as told, a seed that is worth seeing, or any other. */
export function OtherSeeds({ lesson, run, seed, tells, onChoose }: Props) {
  const name = useId();
  const told =
    (lesson.runs.find((each) => each.name === run) ?? lesson.runs[0])?.scenario.seed ?? 1;
  const curated = lesson.seeds.find((each) => each.seed === seed);
  const option = (value: number | null, words: React.ReactNode) => (
    <label className="app-seed">
      <input type="radio" name={name} checked={seed === value} onChange={() => onChoose(value)} />
      <span>{words}</span>
    </label>
  );
  return (
    <>
      <Popover
        label={
          seed === null ? t('Chance: as told') : t('Chance: seed {seed}', { seed: String(seed) })
        }
        title={t('Watch the lesson with another chance')}
        mark={
          seed === null ? t('Chance: as told ▾') : t('Chance: {seed} ▾', { seed: String(seed) })
        }
      >
        <fieldset className="app-seeds">
          <legend>{t('With which chance?')}</legend>
          <p>
            {t(
              'Who comes when, and how long things take, is drawn by lot from a number, the seed: same seed, same run. Was it a trick of this one?',
            )}
          </p>
          {option(null, t('as told (seed {seed})', { seed: String(told) }))}
          {lesson.seeds.map(({ seed: each, shows }) => (
            <div key={each}>
              {option(
                each,
                tells
                  ? rich('seed {seed}: {shows}', {
                      seed: String(each),
                      shows: <InlineProse nodes={shows} textOf={noValue} />,
                    })
                  : t('seed {seed}: what it shows is told after your guess', {
                      seed: String(each),
                    }),
              )}
            </div>
          ))}
          {seed !== null && !curated && option(seed, t('seed {seed}', { seed: String(seed) }))}
        </fieldset>
        <button
          type="button"
          className="app-button app-wide"
          onClick={() => onChoose(chanceAfter(seed ?? told, told))}
        >
          {t('Another chance')}
        </button>
      </Popover>
      {seed !== null && (
        <p className="app-otherChance" role="status">
          <span>
            <b>{t('Another chance (seed {seed})', { seed: String(seed) })}</b>
            {curated && tells && (
              <>
                {': '}
                <InlineProse nodes={curated.shows} textOf={noValue} />
              </>
            )}
            {'. '}
            {t('Numbers follow it; the words were written for another run and may not fit.')}
          </span>
          <button type="button" className="app-button" onClick={() => onChoose(null)}>
            {t('As told')}
          </button>
        </p>
      )}
    </>
  );
}

/** What a seed shows is said of no one run. */
const noValue = (): string => '—';
