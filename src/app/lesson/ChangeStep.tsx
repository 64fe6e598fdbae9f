import { t } from '../../language/t.ts';
import { LessonKnobs } from './LessonKnobs.tsx';
import { Spoken } from './Spoken.tsx';
import { ToStage } from './ToStage.tsx';
import { type TurningOf, useTurningOf } from './turning.ts';
import { WatchTable, watchedRow } from './WatchTable.tsx';

/** Knobs to turn, and what becomes of what is watched. */
export function ChangeStep({ textOf }: { textOf(words: string): string }) {
  const turning = useTurningOf('change');
  return turning ? (
    <Change turning={turning} textOf={textOf} />
  ) : (
    <p role="status">{t('Opening …')}</p>
  );
}

function Change({
  turning,
  textOf,
}: {
  turning: TurningOf<'change'>;
  textOf(words: string): string;
}) {
  const { step, base, run, isCurrent } = turning;
  const rows = step.watch.map((watched) => watchedRow(watched, base, run));
  return (
    <div className="app-knobStep">
      <WatchTable watch={step.watch} before={base} now={run} isBusy={!isCurrent} />
      <LessonKnobs turning={turning} textOf={textOf} />
      <ToStage />
      <Spoken text={isCurrent ? spokenRows(rows) : ''} />
    </div>
  );
}

/** What is watched, as one sentence each. */
export const spokenRows = (rows: readonly ReturnType<typeof watchedRow>[]): string =>
  rows
    .map(({ words, before, now, direction }) =>
      direction === ''
        ? t('{what}: {now}, as before.', { what: words, now })
        : t('{what}: now {now}, before {before}.', { what: words, now, before }),
    )
    .join(' ');
