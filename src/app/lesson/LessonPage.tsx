import { useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson, Panel, Step } from '../../lesson/lesson.ts';
import { nearestLook } from '../../lesson/nearestLook.ts';
import { later } from '../../panels/later.tsx';
import { seenUntil } from '../../panels/seen.ts';
import { type Moment, routeHash } from '../route.ts';
import { useShareable } from '../shell/sharing.tsx';
import { usePlayer } from '../workbench/usePlayer.ts';
import { Workbench } from '../workbench/Workbench.tsx';
import type { Knobbed } from './KnobRoom.tsx';
import { LessonPlaceContext } from './lessonPlace.ts';
import { lessonRuns } from './lessonRuns.ts';
import { StepCard } from './StepCard.tsx';
import { spotlightOf } from './spotlightOf.ts';
import { isKnobStep, TurningContext } from './turning.ts';
import { goToStep, useArrival } from './useArrival.ts';
import { useChance } from './useChance.ts';
import { useLessonFlow } from './useLessonFlow.ts';
import { usePlayStep } from './usePlayStep.ts';
import { useFirstMoment, useStanding } from './useStanding.ts';
import { usePointedWorker, useStill } from './useStill.ts';
import './lesson.css';

const KnobRoom = later(() => import('./KnobRoom.tsx').then((m) => m.KnobRoom), null);
const LessonCaption = later(
  () => import('./LessonCaption.tsx').then((m) => m.LessonCaption),
  <p aria-busy="true">&nbsp;</p>,
);
const OtherSeeds = later(() => import('./OtherSeeds.tsx').then((m) => m.OtherSeeds), null);

export interface Props {
  readonly lesson: Lesson;
  /** From 1, or null for where the learner left off. */
  readonly step: number | null;
  /** A moment shared by link, or null. */
  readonly moment: Moment | null;
}

/** A lesson: the question, the guess, the run, what it shows and why. One player for all its runs. */
export function LessonPage({ lesson, step: routeStep, moment: shared }: Props) {
  const place = useContext(LessonPlaceContext);
  const chance = useChance(lesson);
  const { seed } = chance;
  const source = useMemo(() => lessonRuns(lesson, seed ?? undefined), [lesson, seed]);
  const runs = source.run;
  const flow = useLessonFlow(lesson, routeStep);
  const { step, context } = flow;
  const moment = useFirstMoment(flow, shared);
  const [knobbed, setKnobbed] = useState<Knobbed | null>(null);
  // What turned the knobs of the step before may still be on its way out.
  const turning = knobbed?.turning?.step === step ? knobbed.turning : null;
  const [hasKnobs, setHasKnobs] = useState(false);
  if (!hasKnobs && (isKnobStep(step) || chance.hasSet)) setHasKnobs(true);
  const base = runs(step.run);
  const run = turning?.run ?? base;
  const look = useMemo(() => (step.look ? nearestLook(base, step.look) : null), [base, step]);
  const player = usePlayer(run, (made) => {
    if (moment) made.seek(moment.atUs);
    else goToStep(made, step, run, look, true);
  });
  const [chosen, select] = useState<number | null>(null);
  const selected = chosen !== null && chosen < run.requests ? chosen : null;
  useStanding(flow, player, selected);
  const isGuessOpen =
    !place?.isView &&
    step.kind === 'predict' &&
    !Object.hasOwn(context.answers, step.id) &&
    !context.skipped.includes(step.id);

  useArrival({
    lesson,
    stepIndex: context.index,
    run: base,
    look,
    moment,
    isGuessOpen,
    player,
    select,
  });
  const isTurning = turning !== null;
  useLayoutEffect(() => {
    if (isTurning) seenUntil(run, run.endUs); // what the numbers beside the knobs tell need not be watched for
  }, [isTurning, run]);
  useShareable(
    () =>
      routeHash({
        page: 'lesson',
        lesson: lesson.id,
        step: context.index + 1,
        moment: isGuessOpen ? null : { atUs: player.get().atUs, request: selected },
        ...(seed === null ? {} : { seed: String(seed) }),
        ...(turning && knobbed?.set ? { set: knobbed.set } : {}),
      }),
    () => ({ run, atUs: player.get().atUs, request: selected }),
  );

  useEffect(() => place?.onFlow(flow, player, seed));

  const isCueing = useStill(player, context.index);
  usePointedWorker(player, isCueing ? (look?.worker ?? null) : null);
  const playStep = usePlayStep(lesson, runs, player);

  return (
    <Workbench
      run={run}
      player={player}
      selected={selected}
      wordsFirst
      onSelect={select}
      ghost={turning && knobbed ? knobbed.ghost : null}
      spotlight={isCueing && look ? spotlightOf(look) : null}
      locked={
        isGuessOpen
          ? t('Make your guess first: then the run can start, and the instruments show it.')
          : null
      }
      offer={offerOf(step, place?.panels ?? null)}
      caption={
        step.captions.length > 0 && (
          <LessonCaption lesson={lesson} step={step} run={run} runs={runs} player={player} />
        )
      }
      notice={
        <>
          {chance.wrong !== null && (
            <p className="app-running" role="status">
              {chance.wrong}
            </p>
          )}
          {knobbed?.notice}
          {hasKnobs && (
            <KnobRoom
              lesson={lesson}
              context={context}
              step={step}
              send={flow.send}
              source={source}
              seed={seed}
              onKnobs={setKnobbed}
            />
          )}
        </>
      }
    >
      <TurningContext.Provider value={turning}>
        <StepCard
          lesson={lesson}
          flow={flow}
          source={source}
          player={player}
          request={look?.request ?? null}
          onPlay={playStep}
          chance={
            place?.hasOneChance ? null : (
              <OtherSeeds
                lesson={lesson}
                run={step.run}
                seed={seed}
                tells={!isGuessOpen}
                onChoose={(next) => {
                  player.pause();
                  chance.choose(next);
                }}
              />
            )
          }
        />
      </TurningContext.Provider>
    </Workbench>
  );
}

/** Instruments that say settings and their values. */
const TELLING = ['config', 'script', 'statechart', 'capacity', 'causes'];

const panelsOf = (step: Step): readonly Panel[] | null =>
  step.panels && step.panels.length > 0 ? step.panels : null;

function offerOf(step: Step, asked: readonly string[] | null) {
  const hasMystery = 'knobs' in step && step.knobs.some(({ isMystery }) => isMystery);
  const panels = asked ?? panelsOf(step);
  if (!hasMystery && !panels) return null;
  return { key: step.id, panels, withheld: hasMystery ? TELLING : [] };
}
