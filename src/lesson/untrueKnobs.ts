import { evaluate } from '../insight/claims/claimsEvaluate.ts';
import { type KnobStep, type PuzzleStep, puzzleState, runOf } from './puzzle.ts';
import type { RunSource } from './runSource.ts';
import { mayTurn, type Picks, startPicks } from './variants.ts';

/**
 * What does not come true where knobs are turned: values that cannot be simulated, watched measures without a value at the
 * start, a puzzle that is solved before anything is turned, or is not by one of its solutions.
 */
export function untrueKnobs(at: string, source: RunSource, step: KnobStep): string[] {
  const start = startPicks(step.knobs);
  const found = step.watch.flatMap(({ words, measure }) =>
    evaluate(source.run(step.run), measure) === null
      ? [`${at}.watch: “${words}” has no value at the start`]
      : [],
  );
  step.knobs.forEach((knob, i) => {
    if (!mayTurn(knob)) return;
    knob.values.forEach(({ text }, value) => {
      if (!runOf(source, step, start.with(i, value)))
        found.push(`${at}.knobs[${i}]: ${knob.set} at ${text} cannot be simulated`);
    });
  });
  if (step.kind === 'puzzle') found.push(...untruePuzzle(at, source, step, start));
  return found;
}

function untruePuzzle(at: string, source: RunSource, step: PuzzleStep, start: Picks): string[] {
  const found: string[] = [];
  if (puzzleState(source, step, start)?.isSolved)
    found.push(`${at}: is solved already at the start`);
  step.solutions.forEach((picks, i) => {
    const here = `${at}.solutions[${i}]`;
    const state = puzzleState(source, step, picks);
    if (!state) {
      found.push(`${here}: cannot be simulated`);
      return;
    }
    if (!state.isAffordable)
      found.push(
        `${here}: costs ${state.cost} ${step.budget?.unit ?? ''}, more than ${step.budget?.most ?? 0}`,
      );
    for (const { holds, words, found: shown } of state.goal)
      if (!holds) found.push(`${here}: does not reach the goal “${words}”; the run shows ${shown}`);
    if (step.solutions.findIndex((other) => other.join() === picks.join()) < i)
      found.push(`${here}: is the same as one before it`);
  });
  return found;
}
