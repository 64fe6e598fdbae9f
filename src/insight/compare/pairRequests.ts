import type { Run } from '../shapes.ts';
import { requestKeys, requestOfKey } from './requestKeys.ts';

/** The requests of two runs side by side. All are indexes from 0 in their own run. */
export interface Pairs {
  readonly pairs: readonly { readonly a: number; readonly b: number }[];
  /** Asked in one run only: by clients who come back sooner there, or ask again what failed. */
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
}

const known = new WeakMap<Run, WeakMap<Run, Pairs>>();

/** Which request of `b` is which of `a`, in order of `a`. Worked out once per two runs. */
export function pairRequests(a: Run, b: Run): Pairs {
  const before = known.get(a)?.get(b);
  if (before) return before;
  const pairs: { a: number; b: number }[] = [];
  const onlyA: number[] = [];
  requestKeys(a).forEach((key, request) => {
    const other = requestOfKey(b, key);
    if (other === null) onlyA.push(request);
    else pairs.push({ a: request, b: other });
  });
  const onlyB: number[] = [];
  requestKeys(b).forEach((key, request) => {
    if (requestOfKey(a, key) === null) onlyB.push(request);
  });
  const made = { pairs, onlyA, onlyB };
  const ofA = known.get(a) ?? new WeakMap<Run, Pairs>();
  known.set(a, ofA.set(b, made));
  return made;
}

/** The same request in another run, or null where it was never asked there. */
export function counterpart(from: Run, to: Run, request: number): number | null {
  if (from === to) return request < to.requests ? request : null;
  const key = requestKeys(from)[request];
  return key === undefined ? null : requestOfKey(to, key);
}
