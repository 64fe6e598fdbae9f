import { requestTable } from '../../recording/requestTable.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';

/** What views need by themselves, beside what they took. */
export interface ViewNeeds {
  /** Time that the view of a request needs of its own: computing and sleeping, µs. */
  ownUs(request: number): number;
  /** Share of its time out of the database that a view lost to others who computed, 0..1, as far as a moment knows. `untilUs`: where
   * it was cut short at the latest. */
  crowded(request: number, atUs: number, untilUs: number): number;
  /** What it lost in that way, µs. */
  lostUs(request: number, atUs: number, untilUs: number): number;
}

/** Less than this is within what handing over costs anyway. */
const NOTABLE_US = 2_000;

const NOTHING = { lostUs: 0, tookUs: 0 };

const known = new WeakMap<Run, ViewNeeds>();

/** Worked out once per recording. */
export function viewNeeds(run: Run): ViewNeeds {
  const before = known.get(run);
  if (before) return before;
  const rows = requestTable(run);
  const ownUs = (request: number): number => {
    const { route } = circumstances(run, request);
    const parts = (route.spans ?? []).reduce((sum, span) => sum + span.cpuUs + span.waitUs, 0);
    return route.cpuUs + run.seed(request).waitUs + parts;
  };
  const asks = (request: number): boolean => {
    const { route } = circumstances(run, request);
    return route.queries > 0 || (route.spans ?? []).some((span) => span.queries > 0);
  };
  const lossOf = (request: number, atUs: number, untilUs: number) => {
    const row = rows[request];
    if (!row || row.viewStartUs === null || row.viewStartUs > atUs || row.cancelled) return NOTHING;
    const isOver = row.viewEndUs !== null && row.viewEndUs <= atUs;
    // Half-way, what it has lost is known only where it never asks the database.
    if (!isOver && asks(request)) return NOTHING;
    const endUs = isOver ? (row.viewEndUs as number) : Math.min(atUs, untilUs);
    const tookUs = endUs - row.viewStartUs - (isOver ? row.databaseUs : 0);
    const lostUs = tookUs - ownUs(request);
    return lostUs <= NOTABLE_US ? NOTHING : { lostUs, tookUs };
  };
  const needs: ViewNeeds = {
    ownUs,
    lostUs: (request, atUs, untilUs) => lossOf(request, atUs, untilUs).lostUs,
    crowded(request, atUs, untilUs) {
      const { lostUs, tookUs } = lossOf(request, atUs, untilUs);
      return lostUs > 0 ? Math.min(1, lostUs / tookUs) : 0;
    },
  };
  known.set(run, needs);
  return needs;
}
