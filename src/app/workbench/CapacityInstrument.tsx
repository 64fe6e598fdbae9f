import { useCallback } from 'react';
import { CapacityPanel, type StartCapacity } from '../../panels/capacity/CapacityPanel.tsx';
import type { InstrumentView } from '../../panels/instrument.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { startJob } from '../work/startJob.ts';

/** The capacity curve of the scenario that is shown, measured in a worker. */
export function CapacityInstrument({ run: { scenario } }: InstrumentView) {
  const start: StartCapacity = useCallback(
    (on) => startJob({ job: 'capacity', written: writeScenario(scenario) }, on),
    [scenario],
  );
  return <CapacityPanel scenario={scenario} start={start} />;
}
