import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Run } from '../../insight/shapes.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { playWindow, type ResolvedLook, resolveLook } from '../../lesson/lessonValues.ts';
import { goToEvent } from '../../panels/goToEvent.ts';
import { unsee } from '../../panels/seen.ts';
import type { Player } from '../../player/player.ts';
import { type Moment, routeHash } from '../route.ts';
import { useShareable } from '../shell/sharing.tsx';
import { usePlayer } from '../workbench/usePlayer.ts';
import { Workbench } from '../workbench/Workbench.tsx';
import { lessonRuns } from './lessonRuns.ts';
import { lookEvent } from './lookEvent.ts';
import { playUntil, setPace } from './pace.ts';
import { StepCard } from './StepCard.tsx';
import { useLessonFlow } from './useLessonFlow.ts';
import './lesson.css';

interface Props {
  readonly lesson: Lesson;
  /** From 1, or null for where the learner left off. */
  readonly step: number | null;
  /** A moment shared by link, or null. */
  readonly moment: Moment | null;
}

/** A lesson: the question, the guess, the run, what it shows and why. One player for all its runs. */
export function LessonPage({ lesson, step: routeStep, moment }: Props) {
  const source = useMemo(() => lessonRuns(lesson), [lesson]);
  const runs = source.run;
  const flow = useLessonFlow(lesson, routeStep);
  const { step, context } = flow;
  const run = runs(step.run);
  const look = useMemo(() => (step.look ? resolveLook(run, step.look) : null), [run, step]);
  const player = usePlayer(run, (made) => {
    if (moment) made.seek(moment.atUs);
    else goToStep(made, step, run, look, true);
  });
  const [selected, select] = useState<number | null>(null);
  const isGuessOpen =
    step.kind === 'predict' &&
    !Object.hasOwn(context.answers, step.id) &&
    !context.skipped.includes(step.id);

  useArrival({ lesson, stepIndex: context.index, run, look, moment, isGuessOpen, player, select });

  useShareable(() =>
    routeHash({
      page: 'lesson',
      lesson: lesson.id,
      step: context.index + 1,
      moment: isGuessOpen ? null : { atUs: player.get().atUs, request: selected },
    }),
  );

  const isCueing = useIsStill(player, context.index);
  const stopMinding = useRef(() => {});
  useEffect(() => () => stopMinding.current(), []);

  /** Plays the stretch of a run step from its start; `at` may be the step that comes next. */
  const playStep = useCallback(
    (index: number) => {
      const target = lesson.steps[index];
      if (target?.kind !== 'run') return;
      const targetRun = runs(target.run);
      const { fromUs, untilUs } = playWindow(targetRun, target);
      stopMinding.current();
      player.load(targetRun);
      player.seek(fromUs);
      setPace(player, targetRun, fromUs, untilUs);
      stopMinding.current = playUntil(player, untilUs);
      showStage(target.look?.tier ?? null);
    },
    [lesson, runs, player],
  );

  return (
    <Workbench
      run={run}
      player={player}
      selected={selected}
      wordsFirst
      onSelect={select}
      spotlight={
        isCueing && look && (look.tier || look.request !== null) ? spotlightOf(look) : null
      }
      locked={
        isGuessOpen
          ? 'Make your guess first: then the run can start, and the instruments show it.'
          : null
      }
    >
      <StepCard
        lesson={lesson}
        flow={flow}
        source={source}
        player={player}
        request={look?.request ?? null}
        onPlay={playStep}
      />
    </Workbench>
  );
}

/** Where the page is one column, what plays is scrolled to: the tier to look at, or the whole stage. */
function showStage(tier: string | null): void {
  if (document.documentElement.scrollHeight <= window.innerHeight) return;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  // After the new step has been drawn and its heading has taken the focus.
  requestAnimationFrame(() => {
    const stage = document.querySelector('.app-stagePane');
    const target = (tier && stage?.querySelector(`[data-tier="${tier}"]`)) || stage;
    target?.scrollIntoView({
      block: tier ? 'center' : 'start',
      behavior: calm ? 'auto' : 'smooth',
    });
  });
}

const spotlightOf = ({ tier, request }: ResolvedLook) => ({
  ...(tier ? { tier } : {}),
  ...(request !== null ? { request } : {}),
});

/**
 * True from the arrival at a step until time moves: a cue points once, and then leaves the eye free to follow what happens.
 */
function useIsStill(player: Player, stepIndex: number): boolean {
  const arrival = useRef({ stepIndex: -1, atUs: 0 });
  const isStill = (): boolean => {
    const { atUs, playing } = player.get();
    const { current } = arrival;
    if (current.stepIndex !== stepIndex) return true;
    return !playing && atUs === current.atUs;
  };
  useEffect(() => {
    // After the effects that put time where the step wants it.
    const timer = setTimeout(() => {
      arrival.current = { stepIndex, atUs: player.get().atUs };
    });
    return () => clearTimeout(timer);
  }, [player, stepIndex]);
  return useSyncExternalStore(player.subscribe, isStill);
}

interface Arrival {
  readonly lesson: Lesson;
  readonly stepIndex: number;
  readonly run: Run;
  readonly look: ResolvedLook | null;
  readonly moment: Moment | null;
  readonly isGuessOpen: boolean;
  readonly player: ReturnType<typeof usePlayer>;
  select(request: number | null): void;
}

/** Puts the player where the step wants to be looked at; a step without such a wish leaves time alone, unless its run is another. */
function goToStep(
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
  else if (isOtherRun) player.seek(step.kind === 'predict' || step.kind === 'read' ? 0 : run.endUs);
}

/** On arriving at a step: time, selection and pace as the step wants them; a shared moment has the first word. */
function useArrival(arrival: Arrival): void {
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
  }, [lesson, stepIndex, run, look, isGuessOpen, player, select]);
}
