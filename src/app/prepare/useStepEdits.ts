import { t } from '../../language/t.ts';
import type { StepKind } from '../../lesson/lesson.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { stepsOf } from './choices.ts';
import { useForm } from './formContext.ts';
import { freeName, inserted, moved, without } from './listEdits.ts';
import { newStep } from './newStep.ts';
import type { Place } from './place.ts';
import { sandboxScenario } from './startDraft.ts';

/** Puts the focus on an entry of the outline, once it is drawn. */
export const focusEntry = (key: string): void => {
  setTimeout(() => document.querySelector<HTMLElement>(`[data-outline="${key}"]`)?.focus());
};

/** Steps and runs added, moved, doubled, taken out; each is said, and keeps the focus where it can go on. */
export function useStepEdits(onPlace: (place: Place) => void, onSaid: (words: string) => void) {
  const { source, write } = useForm();
  const steps = stepsOf(source);
  const put = (next: readonly unknown[]) => write(['steps'], next);
  return {
    add(kind: StepKind, after: number) {
      const index = Math.min(steps.length, after + 1);
      put(inserted(steps, index, newStep(kind, steps)));
      onPlace({ is: 'step', index });
      onSaid(t('Step {number} is added.', { number: String(index + 1) }));
      focusEntry(`step ${index}`);
    },
    move(index: number, by: number, followsFocus: boolean) {
      const next = moved(steps, index, by);
      if (next === steps) {
        onSaid(by < 0 ? t('This is the first step.') : t('This is the last step.'));
        return;
      }
      put(next);
      onPlace({ is: 'step', index: index + by });
      onSaid(
        t('Step {number} is step {now} now.', {
          number: String(index + 1),
          now: String(index + by + 1),
        }),
      );
      if (followsFocus) focusEntry(`step ${index + by}`);
    },
    duplicate(index: number) {
      const step = steps[index];
      if (!step) return;
      const ids = steps.map(({ id }) => String(id ?? ''));
      put(inserted(steps, index + 1, { ...step, id: freeName(String(step.id ?? 'step'), ids) }));
      onPlace({ is: 'step', index: index + 1 });
      onSaid(t('Step {number} is doubled.', { number: String(index + 1) }));
      focusEntry(`step ${index + 1}`);
    },
    remove(index: number) {
      put(without(steps, index));
      const next = Math.min(index, steps.length - 2);
      onPlace(next < 0 ? { is: 'about' } : { is: 'step', index: next });
      onSaid(t('Step {number} is deleted; Undo brings it back.', { number: String(index + 1) }));
      focusEntry(next < 0 ? 'about' : `step ${next}`);
    },
    addRun() {
      const runs = isRecord(source.runs) ? source.runs : {};
      const name = freeName('run', Object.keys(runs));
      const expect = [{ metric: 'requests of all', above: 0 }];
      const last = Object.keys(runs).at(-1);
      const way =
        last === undefined
          ? { scenario: sandboxScenario() }
          : { extends: last, change: { title: name } };
      write(['runs'], { ...runs, [name]: { title: name, ...way, expect } });
      onPlace({ is: 'run', name });
      onSaid(t('A run is added: {name}.', { name }));
      focusEntry(`run ${name}`);
    },
    removeRun(name: string) {
      const { [name]: _, ...rest } = isRecord(source.runs) ? source.runs : {};
      write(['runs'], rest);
      onPlace({ is: 'about' });
      onSaid(t('The run {name} is deleted; Undo brings it back.', { name }));
      focusEntry('about');
    },
  };
}
