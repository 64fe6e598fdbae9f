import { useMemo } from 'react';
import type { InstrumentView } from '../../panels/instrument.ts';
import { StatechartPanel } from '../../panels/statechart/StatechartPanel.tsx';
import { chartPictures } from '../../sim/pictures.ts';
import { spokenPictures } from './spokenPictures.ts';
import { watchInSlices } from './watchInSlices.ts';

/** The statechart with the machines behind it: the one place where drawing and engine meet. */
export default function WatchedStatechart(view: InstrumentView) {
  const { scenario } = view.run;
  const watch = useMemo(() => watchInSlices(scenario), [scenario]);
  const pictures = useMemo(() => spokenPictures(chartPictures()), []);
  return <StatechartPanel {...view} pictures={pictures} watch={watch} />;
}
