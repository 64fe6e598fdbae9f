import { EVENT } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from './runIndex.ts';

const known = new WeakMap<Run, { length: number; fronts: Int32Array }>();

/** The front server that each request meets: index among several, 0 where there is one or none, or it has not met any. */
export function frontsOf(run: Run): Int32Array {
  const before = known.get(run);
  if (before?.length === run.length) return before.fronts;
  const fronts = new Int32Array(run.requests);
  if ((run.scenario.front?.instances ?? 0) > 1) {
    const { clients } = runIndex(run);
    for (let i = 0; i < run.length; i++) {
      const r = run.request(i);
      const type = run.type(i);
      if (type === EVENT['front/accepted'] || type === EVENT['head/received'])
        fronts[r] = Math.max(0, run.actor(i));
      else if (type === EVENT['connection/reused'] || type === EVENT['stream/opened'])
        fronts[r] = fronts[clients.before.get(r) ?? clients.shared.get(r) ?? r] as number;
    }
  }
  known.set(run, { length: run.length, fronts });
  return fronts;
}
