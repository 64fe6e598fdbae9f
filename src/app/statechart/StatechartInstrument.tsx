import { lazy, Suspense } from 'react';
import type { InstrumentView } from '../../panels/instrument.ts';

const WatchedStatechart = lazy(() => import('./WatchedStatechart.tsx'));

/** The statechart instrument; it comes as a chunk of its own when somebody opens it. */
export function StatechartInstrument(view: InstrumentView) {
  return (
    <Suspense fallback={<p role="status">The statechart is coming …</p>}>
      <WatchedStatechart {...view} />
    </Suspense>
  );
}
