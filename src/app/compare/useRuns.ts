import { useEffect, useMemo, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { isLongRun, simulateInSlices, simulateRun } from '../workbench/simulateRun.ts';
import { baseOf, type CompareSide, sideScenario } from './side.ts';

/** The recording of a case measured at real servers, or why there is none. May have to be fetched. */
export type RunOfMeasured = (caseId: string) => Run | null | Promise<Run | null>;

export interface RunsState {
  /** One run a side, in their order; null until all are there. */
  readonly runs: readonly Run[] | null;
  /** 0..1 over all runs while some are on their way, else null. */
  readonly progress: number | null;
  readonly failure: string | null;
  cancel(): void;
}

/** What a side is run from: the same side always gives the same one, so that its run is found again. */
type Source = Scenario | string;

const quick = new WeakMap<Scenario, Run>();

/**
 * The runs of all sides: short ones at once, long ones one after another in slices, measured ones as they come. Runs that are there
 * already are kept when a side is added, taken away or renamed.
 */
export function useRuns(sides: readonly CompareSide[], runOfMeasured: RunOfMeasured): RunsState {
  const [known] = useState(() => new Map<string, Scenario>());
  const [done] = useState(() => new Map<Source, Run>());
  const [state, setState] = useState<{
    for: readonly Source[] | null;
    progress: number | null;
    failure: string | null;
  }>({ for: null, progress: null, failure: null });
  const [attempt, setAttempt] = useState(0);

  // Renaming a side makes new sides of the same sources; what is simulated goes by what is written.
  const key = JSON.stringify([baseOf(sides), ...sides.map(({ source }) => source)]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: key says everything that is read of the sides
  const sources = useMemo((): readonly Source[] => {
    const base = baseOf(sides);
    return sides.flatMap(({ source }): Source[] => {
      if ('measured' in source) return [source.measured];
      const name = JSON.stringify([base, source.scenario]);
      const before = known.get(name);
      if (before) return [before];
      const scenario = sideScenario(base, source.scenario);
      if (isProblems(scenario)) return [];
      known.set(name, scenario);
      return [scenario];
    });
  }, [key]);

  const failed = useMemo(() => {
    try {
      for (const source of sources) {
        if (typeof source === 'string' || isLongRun(source) || done.has(source)) continue;
        const run = quick.get(source) ?? simulateRun(source);
        quick.set(source, run);
        done.set(source, run);
      }
      return null;
    } catch (error) {
      return String(error);
    }
  }, [sources, done]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt goes on with the next run
  useEffect(() => {
    const missing = sources.filter((source) => !done.has(source));
    const [next] = missing;
    if (next === undefined || failed) return;
    const share = (of: number) => (sources.length - missing.length + of) / sources.length;
    const tell = (change: { progress?: number; failure?: string }) =>
      setState({ for: sources, progress: null, failure: null, ...change });
    const isHere = (run: Run) => {
      done.set(next, run);
      tell({ progress: share(1) });
      setAttempt((count) => count + 1);
    };
    tell({ progress: share(0) });
    if (typeof next !== 'string')
      return simulateInSlices(next, {
        onProgress: (of) => tell({ progress: share(of) }),
        onDone: isHere,
        onFailed: (error) => tell({ failure: String(error) }),
      });
    let isWanted = true;
    const missed = t('The measured case “{name}” is not here.', { name: next });
    Promise.resolve()
      .then(() => runOfMeasured(next))
      .then((run) => {
        if (!isWanted) return;
        if (run) isHere(run);
        else tell({ failure: missed });
      })
      .catch((error) => isWanted && tell({ failure: `${missed} ${String(error)}` }));
    return () => {
      isWanted = false;
    };
  }, [sources, attempt, failed]);

  const isMine = state.for === sources;
  const isStopped = isMine && state.failure !== null;
  const runs = sources.map((source) => done.get(source));
  const isWhole = runs.length === sides.length && runs.every((run) => run !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is another only where a run in it is
  const whole = useMemo(() => (isWhole ? (runs as readonly Run[]) : null), [isWhole, sources]);
  return {
    runs: isStopped ? null : whole,
    progress: whole || isStopped ? null : isMine ? state.progress : 0,
    failure: failed ?? (isMine ? state.failure : null),
    cancel: () =>
      setState({ for: sources, progress: null, failure: t('The simulation was cancelled.') }),
  };
}
