import { useEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../insight/shapes.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { isLongRun, simulateInSlices, simulateRun } from './simulateRun.ts';

export interface RunState {
  /** The run to show: of the scenario asked for, or the last good one while that is not there (yet). */
  readonly run: Run | null;
  /** 0..1 while a long run is on its way, else null. */
  readonly progress: number | null;
  /** Why there is no run of this scenario, or null. */
  readonly failure: string | null;
  cancel(): void;
}

/** The run of a scenario: at once where it is short, in slices with progress where it is long. */
export function useRun(scenario: Scenario | null): RunState {
  const quick = useMemo(() => {
    if (!scenario || isLongRun(scenario)) return null;
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
  const lastGood = useRef<Run | null>(null);

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
          failure: 'The run was cancelled. What is shown is not the run of these settings.',
        });
    },
  };
}
