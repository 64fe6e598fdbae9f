import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { type Picks, settingsOf, startPicks, turned } from '../../lesson/variants.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem, Scenario } from '../../scenario/scenario.ts';
import { type RunState, useRun } from '../workbench/useRun.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { isKnobStep, type Turning } from './turning.ts';
import type { LessonFlow } from './useLessonFlow.ts';

type Reader = typeof import('./readVariant.ts');

/** How many turns can be taken back. */
const PAST_MAX = 100;
const NO_PROBLEMS: readonly Problem[] = [];

interface Hand {
  readonly step: string;
  readonly past: readonly Picks[];
  readonly last: number | null;
  readonly isOwn: boolean;
}

/**
 * The knobs of the present step, or null where it has none. A knob goes first and the run follows it: short ones at once in a deferred
 * render, longer ones in slices while the run before stays. Where the knobs stand is kept by the flow.
 */
export function useTurning(
  lesson: Lesson,
  flow: Pick<LessonFlow, 'context' | 'step' | 'send'>,
  source: LessonRuns,
  seed: number | null,
): { turning: Turning | null; simulating: RunState } {
  const { step, send, context } = flow;
  const its = isKnobStep(step) ? step : null;
  const kept = context.drafts[step.id];
  const keptKey = kept?.kind === 'knobs' ? kept.values.join() : null;
  // The same positions are the same run, whatever else the flow notes of them.
  const picks = useMemo<Picks>(
    () => (keptKey === null ? startPicks(its?.knobs ?? []) : keptKey.split(',').map(Number)),
    [keptKey, its],
  );
  const [hand, setHand] = useState<Hand>(restingHand(step));
  const own = hand.step === step.id ? hand : restingHand(step);

  const asked = useMemo(() => ({ step, picks, source }), [step, picks, source]);
  const rested = useDeferredValue(asked);
  const calm = rested.step === step && rested.source === source ? rested : asked;
  const { reader, failure: unread } = useReader(its !== null);
  const wanted = useMemo(
    () => readPicked(lesson, calm.step, calm.picks, reader, seed),
    [lesson, calm, reader, seed],
  );
  const scenario = wanted?.is === 'other' ? wanted.scenario : null;
  const simulating = useRun(scenario);

  const base = source.run(step.run);
  const good = useRef<{ of: unknown; at: Step; run: Run } | null>(null);
  const made = scenario && simulating.run?.scenario === scenario ? simulating.run : null;
  const present = wanted?.is === 'base' ? base : made;
  if (present) good.current = { of: source, at: step, run: present };
  const lastGood =
    good.current?.of === source && good.current.at === step ? good.current.run : base;

  const change = useCallback(
    (next: Picks, more: Partial<Hand>) => {
      setHand((before) => {
        const from = before.step === step.id ? before : restingHand(step);
        return { ...from, past: [...from.past, picks].slice(-PAST_MAX), last: null, ...more };
      });
      send({ type: 'draft', answer: { kind: 'knobs', values: [...next], solved: false } });
    },
    [step, picks, send],
  );

  if (!its) return { turning: null, simulating };
  return {
    simulating: unread === null ? simulating : { ...simulating, failure: unread },
    turning: {
      step: its,
      picks,
      base,
      run: present ?? lastGood,
      isCurrent: present !== null && calm.picks === picks,
      isOwn: own.isOwn,
      problems: wanted?.is === 'wrong' ? wanted.problems : NO_PROBLEMS,
      last: own.last,
      canUndo: own.past.length > 0,
      turn(knob, value) {
        const next = turned(its.knobs, picks, knob, value);
        if (next !== picks) change(next, { last: knob, isOwn: true });
      },
      undo() {
        const before = own.past.at(-1);
        if (before) change(before, { past: own.past.slice(0, -1), isOwn: true });
      },
      put: (next) => change(next, { isOwn: false }),
    },
  };
}

const restingHand = (step: Step): Hand => ({ step: step.id, past: [], last: null, isOwn: false });

type Picked =
  | { readonly is: 'base' }
  | { readonly is: 'other'; readonly scenario: Scenario }
  | { readonly is: 'wrong'; readonly problems: readonly Problem[] };

/** What the picks ask for; null while the reader is on its way. */
function readPicked(
  lesson: Lesson,
  step: Step,
  picks: Picks,
  reader: Reader | null,
  seed: number | null,
): Picked | null {
  if (!isKnobStep(step)) return null;
  const settings = settingsOf(step.knobs, picks);
  if (Object.keys(settings).length === 0) return { is: 'base' };
  const run = lesson.runs.find(({ name }) => name === step.run);
  if (!reader || !run) return null;
  const read = reader.readVariant(run, settings, seed);
  return isProblems(read) ? { is: 'wrong', problems: read } : { is: 'other', scenario: read };
}

/** What reads changed scenarios: fetched with the first step that has knobs, for it brings the validator. */
function useReader(isWanted: boolean): { reader: Reader | null; failure: string | null } {
  const [reader, setReader] = useState<Reader | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (!isWanted || reader) return;
    let isGone = false;
    import('./readVariant.ts').then(
      (module) => !isGone && setReader(module),
      () =>
        !isGone &&
        setFailure(
          msg('What reads the knobs could not be fetched. Load the page again to turn them.'),
        ),
    );
    return () => {
      isGone = true;
    };
  }, [isWanted, reader]);
  return { reader, failure: reader || failure === null ? null : t(failure) };
}
