import { useState } from 'react';
import { t } from '../../language/t.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { stepsOf } from './choices.ts';
import { useForm } from './formContext.ts';
import type { Place } from './place.ts';
import { useStepEdits } from './useStepEdits.ts';

interface Props {
  readonly place: Place;
  onPlace(place: Place): void;
  onSaid(words: string): void;
}

/** What is edited, and what can be done with it as a whole. */
export function PartHead({ place, onPlace, onSaid }: Props) {
  const { source } = useForm();
  const edits = useStepEdits(onPlace, onSaid);
  const steps = stepsOf(source);
  if (place.is === 'about') return <h2>{t('Title, question and answer')}</h2>;
  if (place.is === 'run')
    return (
      <div className="app-partHead">
        <h2>{t('Run {name}', { name: place.name })}</h2>
        <p className="app-prepareTools">
          <RenameRun name={place.name} onPlace={onPlace} />
          <button
            type="button"
            className="app-button app-small"
            onClick={() => edits.removeRun(place.name)}
          >
            {t('Delete run')}
          </button>
        </p>
      </div>
    );
  const { index } = place;
  return (
    <div className="app-partHead">
      <h2>{t('Step {number}', { number: String(index + 1) })}</h2>
      <p className="app-prepareTools">
        <button
          type="button"
          className="app-button app-small"
          aria-disabled={index === 0}
          onClick={() => edits.move(index, -1, false)}
        >
          {t('Move up')}
        </button>
        <button
          type="button"
          className="app-button app-small"
          aria-disabled={index >= steps.length - 1}
          onClick={() => edits.move(index, 1, false)}
        >
          {t('Move down')}
        </button>
        <button
          type="button"
          className="app-button app-small"
          onClick={() => edits.duplicate(index)}
        >
          {t('Duplicate')}
        </button>
        <button type="button" className="app-button app-small" onClick={() => edits.remove(index)}>
          {t('Delete step')}
        </button>
      </p>
    </div>
  );
}

/** A run's name: steps that are on it and runs that extend it follow. */
function RenameRun({ name, onPlace }: { name: string; onPlace(place: Place): void }) {
  const { source, write } = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  const runs = isRecord(source.runs) ? source.runs : {};
  function rename() {
    const next = typed?.trim() ?? '';
    setTyped(null);
    if (next === '' || next === name || Object.hasOwn(runs, next)) return;
    const followed = Object.entries(runs).map(([key, run]) => [
      key === name ? next : key,
      isRecord(run) && run.extends === name ? { ...run, extends: next } : run,
    ]);
    const steps = stepsOf(source).map((step) => (step.on === name ? { ...step, on: next } : step));
    write([], { ...source, runs: Object.fromEntries(followed), steps });
    onPlace({ is: 'run', name: next });
  }
  return (
    <input
      className="app-prepareInput app-prepareValue"
      translate="no"
      aria-label={t('Name of the run, in small letters')}
      value={typed ?? name}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => event.key === 'Enter' && rename()}
    />
  );
}
