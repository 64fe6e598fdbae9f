import type { CauseKind } from '../insight/causes/causeKinds.ts';
import type { Candidate } from './helpsCandidates.ts';

/** A way to put changes of settings under one path on a list: which setting, its value as written, from what to what, in words, against which causes. */
export function proposals(found: Candidate[], under: Candidate['path']) {
  return (
    key: string,
    value: unknown,
    from: string,
    to: string,
    words: string,
    against: readonly CauseKind[],
  ): void => {
    found.push({ path: [...under, key], value, setting: key, from, to, words, against });
  };
}
