import { useMemo } from 'react';
import type { Run } from '../insight/shapes.ts';
import type { InstrumentView } from '../panels/instrument.ts';
import type { HelpSource } from '../panels/why/helpSource.ts';
import { spelledOut, withValue } from '../panels/written.ts';
import { writeScenario } from '../scenario/writeScenario.ts';
import { startJob } from './work/startJob.ts';

/** Answers “What would have helped?” for the run that is shown: its scenario is simulated again in a worker, one setting changed at a time. */
export function useHelp(run: Run, edit: InstrumentView['edit']): HelpSource {
  return useMemo(
    () => ({
      ask: ({ request, causes }, listener) =>
        startJob({ job: 'helps', written: writeScenario(run.scenario), request, causes }, listener),
      onTry:
        edit && ((path, value) => edit.onWrite(withValue(spelledOut(edit.written), path, value))),
    }),
    [run, edit],
  );
}
