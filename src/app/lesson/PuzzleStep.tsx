import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import { type PuzzleStep as Puzzle, type PuzzleState, puzzleState } from '../../lesson/puzzle.ts';
import { spokenRows } from './ChangeStep.tsx';
import { budgetText, GoalList } from './GoalList.tsx';
import { LessonKnobs } from './LessonKnobs.tsx';
import type { LessonRuns } from './lessonRuns.ts';
import { Prose } from './Prose.tsx';
import { SandboxLink } from './SandboxLink.tsx';
import { Spoken } from './Spoken.tsx';
import { ToStage } from './ToStage.tsx';
import { type Turning, type TurningOf, useTurningOf } from './turning.ts';
import type { LessonFlow } from './useLessonFlow.ts';
import { WatchTable, watchedRow } from './WatchTable.tsx';

export interface PuzzleStepProps {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly source: LessonRuns;
  textOf(words: string): string;
}

/** A goal, knobs to reach it with, and what is said when it is reached; solved by simulation, in whatever way. */
export function PuzzleStep(props: PuzzleStepProps) {
  const turning = useTurningOf('puzzle');
  return turning ? <Riddle turning={turning} {...props} /> : <p role="status">{t('Opening …')}</p>;
}

function Riddle({
  turning,
  lesson,
  flow,
  source,
  textOf,
}: PuzzleStepProps & { readonly turning: TurningOf<'puzzle'> }) {
  const { step, base, run, picks, isCurrent, isOwn } = turning;
  const state = usePuzzleState(turning, step, source);
  const [shown, setShown] = useState<readonly string[]>([]);
  const isShown = shown.includes(picks.join());
  const isReached = state.isSolved;
  const answer = flow.context.answers[step.id];
  const isSolved = answer !== undefined;

  const { send } = flow;
  const values = picks.join();
  useEffect(() => {
    if (!isReached || !isOwn || isShown) return;
    const solution = values.split(',').map(Number);
    send({ type: 'draft', answer: { kind: 'knobs', values: solution, solved: true } });
  }, [isReached, isOwn, isShown, values, send]);

  const rows = step.watch.map((watched) => watchedRow(watched, base, run));
  const hintsLeft = step.hints.length - (flow.context.hints[step.id] ?? 0);
  const showWay = () => {
    const way = step.solutions[shown.length % Math.max(1, step.solutions.length)];
    if (!way) return;
    setShown([...shown, way.join()]);
    turning.put(way);
  };
  return (
    <div className="app-knobStep">
      <GoalList state={state} budget={step.budget} isSolved={isSolved} isBusy={!isCurrent} />
      <LessonKnobs turning={turning} budget={step.budget} textOf={textOf} />
      {isReached && (isSolved || !isOwn || isShown) && (
        <Reached isByHand={isSolved && !isShown}>
          <Prose
            blocks={step.solved}
            textOf={(words) => ownText(lesson, turning, source, words) ?? textOf(words)}
          />
          <Ways step={step} picks={values} />
          <SandboxLink scenario={run.scenario}>
            {t('Take this solution to the sandbox')}
          </SandboxLink>
        </Reached>
      )}
      <WatchTable watch={step.watch} before={base} now={run} isBusy={!isCurrent} />
      {!isSolved &&
        step.solutions.length > 0 &&
        (hintsLeft <= 0 ? (
          <button type="button" className="app-button" onClick={showWay}>
            {shown.length === 0 ? t('Show me a way') : t('Show me another way')}
          </button>
        ) : (
          <p className="app-quiet">{t('After the last hint you can be shown a way.')}</p>
        ))}
      <ToStage />
      <Spoken text={isCurrent ? `${spokenState(step, state)} ${spokenRows(rows)}` : ''} />
    </div>
  );
}

/** How the puzzle stands with the run that is shown; its budget with the knobs as they are. */
function usePuzzleState(turning: Turning, step: Puzzle, source: LessonRuns): PuzzleState {
  const { run, picks, isCurrent } = turning;
  return useMemo(() => {
    const state = puzzleState({ run: source.run, variant: () => run }, step, picks);
    if (!state) throw new Error('a puzzle without a run');
    return { ...state, isSolved: state.isSolved && isCurrent };
  }, [run, picks, isCurrent, step, source]);
}

/** The measures of what is said in the end are those of the learner's own run, where they name no other. */
function ownText(
  lesson: Lesson,
  { step, run }: Turning,
  source: LessonRuns,
  words: string,
): string | null {
  const isNamed = lesson.runs.some(({ name }) => words.trimEnd().endsWith(` in ${name}`));
  return valueText(lesson, step.run, words, isNamed ? source.run : () => run);
}

/** What is said when the goal is reached. It comes into sight where its card can be scrolled; the page stays where it is. */
function Reached({ isByHand, children }: { isByHand: boolean; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const card = box.current?.closest('.app-scroll');
    if (
      card &&
      card.scrollHeight > card.clientHeight + 1 &&
      getComputedStyle(card).overflowY !== 'visible'
    )
      box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="app-verdict app-reached" data-right={isByHand} ref={box} role="status">
      <p>
        <b>{isByHand ? t('✓ Solved.') : t('This is a way that was shown.')}</b>{' '}
        {!isByHand && t('Turn a knob to find one of your own.')}
      </p>
      {children}
    </div>
  );
}

/** That there are other ways, without telling them. */
function Ways({ step, picks }: { step: Puzzle; picks: string }) {
  const others = step.solutions.filter((way) => way.join() !== picks).length;
  if (others === 0) return null;
  return (
    <p className="app-quiet">
      {t(
        '{count, plural, one {There is another kind of way: can you find it?} other {There are # other kinds of ways: can you find one?}}',
        { count: others },
      )}
    </p>
  );
}

function spokenState({ budget }: Puzzle, { goal, cost, isSolved }: PuzzleState): string {
  const holding = goal.filter(({ holds }) => holds).length;
  return [
    isSolved
      ? t('Goal reached.')
      : t('{count} of {all} reached.', { count: holding, all: goal.length }),
    budget ? `${budgetText(budget, cost)}.` : '',
  ].join(' ');
}
