import { EVENT } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import type { Kept } from './kept.ts';

/**
 * The front server that each request meets: index among several, 0 where there is one or none, or it has not met any.
 * @param clients which request used a client's connection before
 */
export function frontsOf(run: Run, clients: Kept): Int32Array {
  const fronts = new Int32Array(run.requests);
  if ((run.scenario.front?.instances ?? 0) <= 1) return fronts;
  for (let i = 0; i < run.length; i++) {
    const r = run.request(i);
    const type = run.type(i);
    if (type === EVENT['front/accepted'] || type === EVENT['head/received'])
      fronts[r] = Math.max(0, run.actor(i));
    else if (type === EVENT['connection/reused'] || type === EVENT['stream/opened'])
      fronts[r] = fronts[clients.before.get(r) ?? clients.shared.get(r) ?? r] as number;
  }
  return fronts;
}
