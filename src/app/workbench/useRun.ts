import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { isLongRun, isShortRun, simulateInSlices, simulateRun } from './simulateRun.ts';

export interface RunState {
  /** The run to show: of the scenario asked for, or the last good one while that is not there (yet). */
  readonly run: Run | null;
  /** 0..1 while a long run is on its way, else null. */
  readonly progress: number | null;
  /** Why there is no run of this scenario, or null. */
  readonly failure: string | null;
  cancel(): void;
}

/**
 * The run of a scenario: at once where it is short, or the first and not long; in slices with progress where it is long. Those between come in
 * slices too, while the run before stays: of settings that follow one another faster than they can be simulated, the latest follows the one
 * that is under way.
 */
export function useRun(scenario: Scenario | null): RunState {
  const lastGood = useRef<Run | null>(null);
  const quick = useMemo(() => {
    if (!scenario || isLongRun(scenario)) return null;
    if (lastGood.current && !isShortRun(scenario)) return null;
    try {
      return { run: simulateRun(scenario), failure: null };
    } catch (error) {
      return { run: null, failure: String(error) };
    }
  }, [scenario]);
  const [slow, setSlow] = useState<{
    scenario: Scenario;
    run: Run | null;
    progress: number | null;
    failure: string | null;
  } | null>(null);
  const stop = useRef<() => void>(() => {});

  const wanted = useRef<Scenario | null>(null);
  const isBusy = useRef(false);
  const stopBetween = useRef<() => void>(() => {});

  useEffect(() => () => stopBetween.current(), []);
  useEffect(() => {
    wanted.current = null;
    if (!scenario || quick || isLongRun(scenario)) return;
    wanted.current = scenario;
    const next = () => {
      const asked = wanted.current;
      wanted.current = null;
      isBusy.current = asked !== null;
      if (!asked) return;
      const done = (run: Run | null, failure: string | null) => {
        if (run) lastGood.current = run;
        // Drawn between frames: a knob that is still being turned goes first.
        startTransition(() => setSlow({ scenario: asked, run, progress: null, failure }));
        next();
      };
      stopBetween.current = simulateInSlices(asked, {
        onProgress() {},
        onDone: (run) => done(run, null),
        onFailed: (error) => done(null, String(error)),
      });
    };
    if (!isBusy.current) next();
  }, [scenario, quick]);

  useEffect(() => {
    if (!scenario || !isLongRun(scenario)) return;
    const tell = (change: { run?: Run; progress?: number | null; failure?: string }) =>
      setSlow({ scenario, run: null, progress: null, failure: null, ...change });
    tell({ progress: 0 });
    stop.current = simulateInSlices(scenario, {
      onProgress: (progress) => tell({ progress }),
      onDone: (run) => tell({ run }),
      onFailed: (error) => tell({ failure: String(error) }),
    });
    return () => stop.current();
  }, [scenario]);

  const mine = slow?.scenario === scenario ? slow : null;
  const run = quick?.run ?? mine?.run ?? null;
  if (run) lastGood.current = run;
  return {
    run: run ?? lastGood.current,
    progress: mine?.progress ?? null,
    failure: quick?.failure ?? mine?.failure ?? null,
    cancel() {
      stop.current();
      if (scenario)
        setSlow({
          scenario,
          run: null,
          progress: null,
          failure: t('The run was cancelled. What is shown is not the run of these settings.'),
        });
    },
  };
}
