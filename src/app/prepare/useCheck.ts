import { useEffect, useMemo, useRef, useState } from 'react';
import glossary from '../../../lessons/glossary.yaml?glossary';
import shared from '../../../lessons/shared.yaml?shared';
import type { Written } from '../../panels/written.ts';
import { pathText } from '../../panels/written.ts';
import { startJob } from '../work/startJob.ts';
import type { ClaimReport, LessonCheck } from './checkLesson.ts';

export interface Check {
  /** Share done, 0 to 1, while it runs; null otherwise. */
  readonly progress: number | null;
  /** What was found of the source as it is now, or null. */
  readonly found: LessonCheck | null;
  readonly failure: string | null;
  /** The claims that were put to their runs, by their path in the draft. */
  readonly claims: ReadonlyMap<string, ClaimReport>;
  start(): void;
  cancel(): void;
}

/** So many other seeds, as the check of the command line takes. */
const SEEDS = 200;

/**
 * Puts the draft's claims to its runs, in the background: first with the lesson's own seed, which takes a moment, then with others. What was
 * found of a draft that has changed since is forgotten.
 */
export function useCheck(source: Written | null): Check {
  const [state, setState] = useState<{
    readonly of: Written | null;
    readonly progress: number | null;
    readonly found: LessonCheck | null;
    readonly failure: string | null;
  }>({ of: null, progress: null, found: null, failure: null });
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another source ends the check of the one before
  useEffect(() => () => stop.current(), [source]);

  const isCurrent = state.of === source;
  const found = isCurrent ? state.found : null;
  const claims = useMemo(
    () =>
      new Map(
        found?.claims.map((claim) => [pathText(['runs', claim.run, 'expect', claim.index]), claim]),
      ),
    [found],
  );

  function start() {
    if (source === null) return;
    stop.current();
    const run = (seeds: number, before: LessonCheck | null) => {
      setState({ of: source, progress: 0, found: before, failure: null });
      stop.current = startJob(
        { job: 'lesson', source, glossary: glossary.terms, shared, seeds },
        {
          onProgress: (progress) => setState((now) => ({ ...now, progress })),
          onDone: (done) => {
            setState({ of: source, progress: null, found: done, failure: null });
            if (seeds === 0) run(SEEDS, done);
          },
          onFailed: (failure) => setState((now) => ({ ...now, progress: null, failure })),
        },
      );
    };
    run(0, null);
  }
  function cancel() {
    stop.current();
    setState((now) => ({ ...now, progress: null }));
  }
  return {
    progress: isCurrent ? state.progress : null,
    found,
    failure: isCurrent ? state.failure : null,
    claims,
    start,
    cancel,
  };
}
