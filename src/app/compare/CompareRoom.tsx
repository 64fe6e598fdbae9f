import { useEffect, useMemo, useState } from 'react';
import { mergedPlayable } from '../../insight/compare/mergedPlayable.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import { seenUntil } from '../../panels/seen.ts';
import { useShareable } from '../shell/sharing.tsx';
import { RunProgress } from '../workbench/RunProgress.tsx';
import { usePlayer } from '../workbench/usePlayer.ts';
import { CompareBench } from './CompareBench.tsx';
import { packComparison, type SharedComparison } from './compareLink.ts';
import { lockstep } from './lockstep.ts';
import type { ReadyMade } from './readyMade.ts';
import type { CompareSide } from './side.ts';
import { type RunOfMeasured, useRuns } from './useRuns.ts';

const SidesEditor = later(() => import('./SidesEditor.tsx').then((m) => m.SidesEditor));

export interface CompareRoomProps {
  readonly first: SharedComparison;
  /** The ready-made comparison that this is as long as its sides are not changed. */
  readonly readyMade: ReadyMade | null;
  readonly runOfMeasured: RunOfMeasured;
  /** The sides were changed; they are now this, packed. */
  onState(packed: string): void;
}

/** A request, by its number in the run of one side. */
export interface Choice {
  readonly side: number;
  readonly request: number;
}

/** One comparison: its sides, their runs, and the one clock that drives them all. */
export function CompareRoom({ first, readyMade, runOfMeasured, onState }: CompareRoomProps) {
  const [sides, setSides] = useState(first.sides);
  const [focus, setFocus] = useState(first.focus);
  const [choice, choose] = useState<Choice | null>(
    first.selected === null ? null : { side: first.focus, request: first.selected },
  );
  const { runs, progress, failure, cancel } = useRuns(sides, runOfMeasured);
  const merged = useMemo(() => runs && mergedPlayable(runs), [runs]);
  const player = usePlayer(merged?.steps ?? null, (made) => {
    if (first.atUs !== null) made.seek(first.atUs);
  });
  const players = useMemo(
    () => (merged && runs ? lockstep(player, merged, runs) : null),
    [player, merged, runs],
  );

  // Nothing has to be guessed here: both ends of every request are shown from the start.
  useEffect(() => {
    for (const run of runs ?? []) seenUntil(run, run.endUs);
  }, [runs]);

  function change(next: readonly CompareSide[]) {
    setSides(next);
    setFocus(Math.min(focus, next.length - 1));
    choose(null);
    const packed = packComparison({ sides: next, focus: 0, atUs: null, selected: null });
    if (packed !== null) onState(packed);
  }

  useShareable(() => {
    const at = choice ? choice.side : focus;
    const packed = packComparison({
      sides,
      focus: at,
      atUs: player.get().atUs,
      selected: choice?.request ?? null,
    });
    return packed === null ? null : `#c=${packed}`;
  });

  const isChanged = sides !== first.sides;
  const question = isChanged || !readyMade ? titleOf(sides) : readyMade.title;
  const editor = <SidesEditor sides={sides} runs={runs} onChange={change} />;
  if (!runs || !merged || !players)
    return (
      <main className="app-plain">
        <h1>{question}</h1>
        <RunProgress
          progress={failure ? null : (progress ?? 0)}
          failure={failure}
          onCancel={cancel}
        />
        {failure && editor}
        <p>
          <a href="#/compare">{t('Other comparisons')}</a>
        </p>
      </main>
    );
  return (
    <CompareBench
      question={question}
      readyMade={isChanged ? null : readyMade}
      hasMeasured={sides.some(({ source }) => 'measured' in source)}
      titles={sides.map(({ title }) => title)}
      runs={runs as readonly Run[]}
      player={player}
      steps={merged.steps}
      players={players}
      focus={focus}
      onFocus={setFocus}
      choice={choice && isIn(runs, choice) ? choice : null}
      onChoose={choose}
      editor={editor}
    />
  );
}

/** A link may name a request that a run does not have, or not any more. */
function isIn(runs: readonly Run[], { side, request }: Choice): boolean {
  return request < (runs[side]?.requests ?? 0);
}

const titleOf = (sides: readonly CompareSide[]): string =>
  sides
    .map(({ title }) => title)
    .reduce((before, title) => t('{before} or {title}', { before, title }));
