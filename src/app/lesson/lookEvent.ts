import { type MomentReference, requestOf } from '../../insight/claims/claimsReference.ts';
import type { Run } from '../../insight/shapes.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';

/**
 * The number of the very event that a lesson names as a moment, or null where it names a time. Much can happen in one
 * microsecond: who stands at the end of it sees a request in a worker already that the words have only just brought to nginx.
 */
export function lookEvent(run: Run, reference: MomentReference): number | null {
  if (reference.kind !== 'event' || reference.shiftUs !== 0) return null;
  const request = reference.request === null ? NONE : requestOf(run, reference.request);
  if (request === null) return null;
  let seen = 0;
  let last: number | null = null;
  for (let i = 0; i < run.length; i++) {
    if (run.type(i) !== EVENT[reference.event]) continue;
    if (request !== NONE && run.request(i) !== request) continue;
    last = i;
    if (seen++ === reference.n) return last;
  }
  return reference.n === null ? last : null;
}
