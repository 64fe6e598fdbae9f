import type { Run } from '../../insight/shapes.ts';
import type { HelpListener, HelpSource } from '../../panels/why/helpSource.ts';
import { spelledOut, type Written, withValue } from '../../panels/written.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { startJob } from '../work/startJob.ts';

/** Simulates the run's scenario again in a worker, one setting changed at a time. @returns the way to cancel */
export function askHelp(
  run: Run,
  { request, causes }: Parameters<HelpSource['ask']>[0],
  listener: HelpListener,
): () => void {
  return startJob(
    { job: 'helps', written: writeScenario(run.scenario), request, causes },
    listener,
  );
}

/** The scenario with a setting that would have helped. */
export function withHelp(
  written: Written,
  path: readonly (string | number)[],
  value: unknown,
): Written {
  return withValue(spelledOut(written), path, value);
}
