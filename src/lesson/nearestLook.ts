import {
  longestQueue,
  type MomentReference,
  momentOf,
  type RequestReference,
  requestOf,
} from '../insight/claims/claimsReference.ts';
import type { Run } from '../insight/shapes.ts';
import type { Micros } from '../scenario/scenario.ts';
import type { Look } from './lesson.ts';
import { type ResolvedLook, resolveLook } from './lessonValues.ts';

/**
 * What a step points at, also in a run that its words were not written for: where another chance has no such request or moment, the
 * nearest that there is.
 */
export function nearestLook(run: Run, look: Look): ResolvedLook {
  const exact = resolveLook(run, look);
  return {
    ...exact,
    request: exact.request ?? (look.request && nearestRequest(run, look.request)),
    atUs: exact.atUs ?? (look.at && nearestMoment(run, look.at)),
  };
}

/** The last request of those clients that come before the one meant; null where they send none. */
function nearestRequest(run: Run, reference: RequestReference): number | null {
  const exact = requestOf(run, reference);
  if (exact !== null) return exact;
  if (reference.kind === 'number') return run.requests > 0 ? run.requests - 1 : null;
  if (reference.kind !== 'nth') return null;
  for (let n = Math.min(reference.n, run.requests) - 1; n >= 0; n--) {
    const earlier = requestOf(run, { ...reference, n });
    if (earlier !== null) return earlier;
  }
  return null;
}

/** The same event earlier or of the nearest request, then that request's beginning, then where the queue is longest. */
function nearestMoment(run: Run, reference: MomentReference): Micros {
  const exact = momentOf(run, reference);
  if (exact !== null) return exact;
  if (reference.kind === 'event') {
    const lesser: MomentReference[] = [{ ...reference, n: null }];
    const request = reference.request && nearestRequest(run, reference.request);
    if (request !== null) {
      const its = { kind: 'number', request } as const;
      lesser.push({ ...reference, request: its });
      lesser.push({ ...reference, event: 'request/started', n: 0, request: its });
    }
    for (const each of lesser) {
      const atUs = momentOf(run, each);
      if (atUs !== null) return atUs;
    }
  }
  return longestQueue(run).atUs;
}
