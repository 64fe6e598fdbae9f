import { useId } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import { chanceAfter } from '../../lesson/variants.ts';
import { Popover } from '../../panels/Popover.tsx';
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
        label={`Chance: ${seed === null ? 'as told' : `seed ${seed}`}`}
        title="Watch the lesson with another chance"
        mark={<>Chance: {seed === null ? 'as told' : seed} ▾</>}
      >
        <fieldset className="app-seeds">
          <legend>With which chance?</legend>
          <p>
            Who comes when, and how long things take, is drawn by lot from a number, the seed: same
            seed, same run. Was it a trick of this one?
          </p>
          {option(null, <>as told (seed {told})</>)}
          {lesson.seeds.map(({ seed: each, shows }) => (
            <div key={each}>
              {option(
                each,
                <>
                  seed {each}
                  {': '}
                  {tells ? (
                    <InlineProse nodes={shows} textOf={noValue} />
                  ) : (
                    'what it shows is told after your guess'
                  )}
                </>,
              )}
            </div>
          ))}
          {seed !== null && !curated && option(seed, <>seed {seed}</>)}
        </fieldset>
        <button
          type="button"
          className="app-button app-wide"
          onClick={() => onChoose(chanceAfter(seed ?? told, told))}
        >
          Another chance
        </button>
      </Popover>
      {seed !== null && (
        <p className="app-otherChance" role="status">
          <span>
            <b>Another chance (seed {seed})</b>
            {curated && tells && (
              <>
                {': '}
                <InlineProse nodes={curated.shows} textOf={noValue} />
              </>
            )}
            {'. '}
            Numbers follow it; the words were written for another run and may not fit.
          </span>
          <button type="button" className="app-button" onClick={() => onChoose(null)}>
            As told
          </button>
        </p>
      )}
    </>
  );
}

/** What a seed shows is said of no one run. */
const noValue = (): string => '—';
