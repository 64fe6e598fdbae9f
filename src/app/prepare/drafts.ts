import { isRecord } from '../../scenario/isRecord.ts';
import { keep, keptKeys, recall } from '../shell/deviceMemory.ts';
import type { Draft } from './draftState.ts';

/** The drafts on this device. Where storage is forbidden they live as long as the page. */
const KEY = 'draft.';

export interface KeptDraft {
  readonly id: string;
  readonly draft: Draft;
  readonly changedMs: number;
}

/** All of them, the one changed last first. Anything may stand in the storage: only what fits is answered. */
export function keptDrafts(): KeptDraft[] {
  return keptKeys(KEY)
    .flatMap((key) => draftOf(key.slice(KEY.length)) ?? [])
    .sort((a, b) => b.changedMs - a.changedMs);
}

/** The draft of this name, or null. */
export function draftOf(id: string): KeptDraft | null {
  const value = recall(KEY + id);
  if (!isRecord(value) || !isRecord(value.source)) return null;
  const { source, text, isUnread, changedMs } = value;
  return {
    id,
    draft: { source, text: typeof text === 'string' ? text : null, isUnread: isUnread === true },
    changedMs: typeof changedMs === 'number' ? changedMs : 0,
  };
}

export function keepDraft(id: string, draft: Draft): void {
  keep(KEY + id, { ...draft, changedMs: Date.now() });
}

export function forgetDraft(id: string): void {
  keep(KEY + id, null);
}

/** Puts a draft on the device under a name that none has yet. */
export function addDraft(draft: Draft): string {
  const taken = keptKeys(KEY);
  let number = taken.length + 1;
  while (taken.includes(`${KEY}d${number}`)) number++;
  const id = `d${number}`;
  keepDraft(id, draft);
  return id;
}
