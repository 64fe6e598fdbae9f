import { useEffect, useLayoutEffect, useRef } from 'react';
import { longestQueue } from '../../insight/claims/claimsReference.ts';
import type { Run } from '../../insight/shapes.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { playWindow, type ResolvedLook } from '../../lesson/lessonValues.ts';
import { goToEvent } from '../../panels/goToEvent.ts';
import { seenUntil, unsee } from '../../panels/seen.ts';
import type { Player } from '../../player/player.ts';
import type { Moment } from '../route.ts';
import { lookEvent } from './lookEvent.ts';

interface Arrival {
  readonly lesson: Lesson;
  readonly stepIndex: number;
  /** The step's own run, with the chance that was chosen: turning a knob is no arrival. */
  readonly run: Run;
  readonly look: ResolvedLook | null;
  readonly moment: Moment | null;
  readonly isGuessOpen: boolean;
  readonly player: Player;
  select(request: number | null): void;
}

/** Puts the player where the step wants to be looked at; a step without such a wish leaves time alone, unless its run is another. */
export function goToStep(
  player: Player,
  step: Step,
  run: Run,
  look: ResolvedLook | null,
  isOtherRun: boolean,
): void {
  if (look?.atUs !== undefined && look.atUs !== null) {
    const event = step.look?.at ? lookEvent(run, step.look.at) : null;
    if (event === null) player.seek(look.atUs);
    else goToEvent(player, event, look.atUs);
  } else if (step.kind === 'run') player.seek(playWindow(run, step).fromUs);
  else if (isOtherRun) player.seek(firstMoment(step, run));
}

/** Where time stands on a run that is new: knobs are turned where it hurts most, what is only told of stands at its end. */
function firstMoment(step: Step, run: Run): number {
  if (step.kind === 'predict' || step.kind === 'read') return 0;
  return isTurning(step) ? longestQueue(run).atUs || run.endUs : run.endUs;
}

const isTurning = ({ kind }: Step): boolean => kind === 'change' || kind === 'puzzle';

/** On arriving at a step: time, selection and pace as the step wants them; a shared moment has the first word. */
export function useArrival(arrival: Arrival): void {
  const { lesson, stepIndex, run, look, moment, isGuessOpen, player, select } = arrival;
  const shared = useRef(moment);
  const shownRun = useRef<Run | null>(null);
  const first = useRef(moment);
  const met = useRef(new WeakSet<Run>());
  // A shared link opened while its lesson is on the page already.
  useEffect(() => {
    if (!moment || moment === first.current) return;
    player.pause();
    player.seek(moment.atUs);
    if (moment.request !== null && moment.request < run.requests) select(moment.request);
  }, [moment, run, player, select]);
  // Before the browser paints: not for one frame may a run show at the time of the one before it.
  useLayoutEffect(() => {
    const step = lesson.steps[stepIndex];
    if (!step) return;
    const isOtherRun = shownRun.current !== run;
    shownRun.current = run;
    const given = shared.current;
    shared.current = null;
    if (look?.request !== undefined && look.request !== null) select(look.request);
    else if (isOtherRun) select(null);
    if (player.get().playing) {
      if (step.kind === 'run') return; // "Run it and see" has begun to play already
      player.pause(); // tokens that fly on would show a later moment beside earlier words
    }
    if (given) {
      player.seek(given.atUs);
      if (given.request !== null && given.request < run.requests) select(given.request);
    } else goToStep(player, step, run, look, isOtherRun);
    if (isGuessOpen || !met.current.has(run)) unsee(run, player.get().atUs);
    met.current.add(run);
    // Its numbers are told beside the knobs: there is nothing left to guess.
    if (isTurning(step)) seenUntil(run, run.endUs);
  }, [lesson, stepIndex, run, look, isGuessOpen, player, select]);
}
