import { useCallback, useEffect, useMemo, useState } from 'react';
import { msg, t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { playWindow } from '../../lesson/lessonValues.ts';
import { nearestLook } from '../../lesson/nearestLook.ts';
import { later } from '../../panels/later.tsx';
import type { Knobbed } from '../lesson/KnobRoom.tsx';
import { lessonRuns } from '../lesson/lessonRuns.ts';
import { spotlightOf } from '../lesson/spotlightOf.ts';
import { isKnobStep, TurningContext } from '../lesson/turning.ts';
import { goToStep, useArrival } from '../lesson/useArrival.ts';
import { usePlayStep } from '../lesson/usePlayStep.ts';
import { usePointedWorker, useStill } from '../lesson/useStill.ts';
import { routeHash } from '../route.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterStage } from '../workbench/LaterStage.tsx';
import { usePlayer } from '../workbench/usePlayer.ts';
import { BigStage } from './BigStage.tsx';
import { CodeOverlay } from './CodeOverlay.tsx';
import { KeysOverlay } from './KeysOverlay.tsx';
import { LaterSlideCaption } from './LaterSlideCaption.tsx';
import { PresentBar } from './PresentBar.tsx';
import { type Deed, isHeldBack } from './presentation.ts';
import { isOwnDeed, type KeyDeed, keyDeed } from './presentKeys.ts';
import { Slide } from './Slide.tsx';
import { StepDoing } from './StepDoing.tsx';
import { useFullScreen } from './useFullScreen.ts';
import { useLedFlow } from './useLedFlow.ts';
import { usePresentation } from './usePresentation.ts';
import { useScreenLook } from './useScreenLook.ts';
import { useSpeakerLine } from './useSpeakerLine.ts';
import { Veiled } from './Veiled.tsx';
import '../lesson/lesson.css';
import './present.css';

const KnobRoom = later(() => import('../lesson/KnobRoom.tsx').then((m) => m.KnobRoom), null);

/** How long a note stands, ms. */
const NOTE_MS = 10_000;

/** A lesson on a lecturer's screen: the stage, the words of one step, and what keys, buttons and the speaker's window ask for. */
export function PresentPage({ lesson, step: routeStep }: { lesson: Lesson; step: number | null }) {
  const source = useMemo(() => lessonRuns(lesson), [lesson]);
  const [now, change] = usePresentation(lesson, routeStep);
  const flow = useLedFlow(lesson, now.step);
  const { step, context } = flow;
  const [knobbed, setKnobbed] = useState<Knobbed | null>(null);
  const turning = knobbed?.turning?.step === step ? knobbed.turning : null;
  const base = source.run(step.run);
  const run = turning?.run ?? base;
  const look = useMemo(() => (step.look ? nearestLook(base, step.look) : null), [base, step]);
  const player = usePlayer(run, (made) => goToStep(made, step, run, look, true));
  const [chosen, select] = useState<number | null>(null);
  const selected = chosen !== null && chosen < run.requests ? chosen : null;
  useArrival({
    lesson,
    stepIndex: context.index,
    run: base,
    look,
    moment: null,
    isGuessOpen: false,
    player,
    select,
  });
  const isCueing = useStill(player, context.index);
  usePointedWorker(player, isCueing ? (look?.worker ?? null) : null);
  const playStep = usePlayStep(lesson, source.run, player);

  const [note, setNote] = useState('');
  useEffect(() => {
    if (note === '') return;
    const timer = setTimeout(() => setNote(''), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);

  const perform = useCallback(
    (deed: Deed) => {
      const isPlaying = player.get().playing;
      const { before, next } = change(deed);
      const target = lesson.steps[next.step];
      if (next.veil) player.pause();
      const begins = deed.do === 'next' || deed.do === 'play';
      if (begins && next.step === before.step && next.played.length > before.played.length)
        return playStep(next.step);
      if (deed.do !== 'play') return;
      if (target?.kind !== 'run' || isPlaying) return player.toggle();
      const { fromUs, untilUs } = playWindow(source.run(target.run), target);
      const { atUs } = player.get();
      if (atUs <= fromUs || atUs >= untilUs) playStep(next.step);
      else player.play();
    },
    [change, lesson, player, playStep, source],
  );
  const { openSpeaker } = useSpeakerLine(lesson, now, player, perform, setNote);
  const fullScreen = useFullScreen(setNote);
  const act = useCallback(
    (deed: KeyDeed) => {
      if (!isOwnDeed(deed)) perform(deed);
      else if (deed.do === 'speaker') openSpeaker();
      else fullScreen.toggle();
    },
    [openSpeaker, fullScreen.toggle, perform],
  );
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const deed = keyDeed(event);
      if (!deed) return;
      event.preventDefault();
      if (!event.repeat) act(deed);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [act]);
  useScreenLook(now.look);

  const clear = () => perform({ do: 'clear' });
  return (
    <main className="present" data-full={fullScreen.isOn} aria-label={t('Presentation')}>
      <BigStage>
        <ErrorBoundary what={msg('the stage')}>
          <LaterStage
            run={run}
            player={player}
            selected={selected}
            onSelect={select}
            spotlight={isCueing && look ? spotlightOf(look) : null}
          />
        </ErrorBoundary>
      </BigStage>
      {(step.kind === 'run' || step.captions.length > 0) && (
        <div className="present-caption">
          <LaterSlideCaption
            lesson={lesson}
            step={step}
            run={run}
            runs={source.run}
            player={player}
          />
        </div>
      )}
      {knobbed?.notice}
      {isKnobStep(step) && (
        <KnobRoom
          lesson={lesson}
          context={context}
          step={step}
          send={flow.send}
          source={source}
          seed={null}
          onKnobs={setKnobbed}
        />
      )}
      <TurningContext.Provider value={turning}>
        <Slide key={step.id} lesson={lesson} source={source} now={now} index={context.index}>
          <StepDoing lesson={lesson} flow={flow} source={source} />
        </Slide>
      </TurningContext.Provider>
      <PresentBar
        lesson={lesson}
        now={now}
        held={isHeldBack(lesson, now)}
        player={player}
        isFull={fullScreen.isOn}
        onDeed={act}
      />
      <p role="status" className={note ? 'present-note' : 'app-hidden'}>
        {note}
      </p>
      {now.over === 'keys' && <KeysOverlay onClose={clear} />}
      {now.over === 'code' && (
        <CodeOverlay link={linkOf(lesson, now.step, player.get().atUs, selected)} onClose={clear} />
      )}
      {now.veil && <Veiled veil={now.veil} onLift={clear} />}
    </main>
  );
}

/** Where a phone finds the same: the lesson itself, not its presentation. A guess that is open stays one. */
function linkOf(lesson: Lesson, index: number, atUs: number, request: number | null): string {
  const isOpen = lesson.steps[index]?.kind === 'predict';
  const hash = routeHash({
    page: 'lesson',
    lesson: lesson.id,
    step: index + 1,
    moment: isOpen ? null : { atUs, request },
  });
  return new URL(hash, window.location.href).href;
}
