import { useMemo } from 'react';
import type { InstrumentView } from '../../panels/instrument.ts';
import { StatechartPanel } from '../../panels/statechart/StatechartPanel.tsx';
import { chartPictures } from '../../sim/pictures.ts';
import { watchInSlices } from './watchInSlices.ts';

/** The statechart with the machines behind it: the one place where drawing and engine meet. */
export default function WatchedStatechart(view: InstrumentView) {
  const { scenario } = view.run;
  const watch = useMemo(() => watchInSlices(scenario), [scenario]);
  return <StatechartPanel {...view} pictures={chartPictures()} watch={watch} />;
}
