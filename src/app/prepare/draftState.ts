import type { Written } from '../../panels/written.ts';

/** A lesson in the making. */
export interface Draft {
  /** As the file's plain data; anything may be wrong with it. */
  readonly source: Written;
  /** The YAML that somebody wrote, whose comments and style are kept; null where nobody did. It may say less than `source`, which has been changed since. */
  readonly text: string | null;
  /** The text was changed last, and cannot be read: `source` is what it said before. */
  readonly isUnread: boolean;
}

export interface DraftState {
  readonly present: Draft;
  readonly past: readonly Draft[];
  readonly future: readonly Draft[];
  /** What was changed last, and when: letter after letter in one field is one change. */
  readonly touched: { readonly what: string; readonly atMs: number } | null;
}

export type DraftChange =
  | { readonly do: 'write'; readonly source: Written; readonly what: string; readonly atMs: number }
  | {
      readonly do: 'type';
      readonly text: string;
      readonly source: Written | null;
      readonly atMs: number;
    }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' };

/** How many changes can be taken back. */
const PAST_MAX = 200;
/** Whoever stops for so long begins another change. */
const PAUSE_MS = 1500;

export const beginDraft = (present: Draft): DraftState => ({
  present,
  past: [],
  future: [],
  touched: null,
});

/** A field changed, the text typed, or either taken back. `source: null`: the text cannot be read. */
export function changeDraft(state: DraftState, change: DraftChange): DraftState {
  const { present, past, future } = state;
  switch (change.do) {
    case 'write':
      return touch(
        state,
        { ...present, source: change.source, isUnread: false },
        change.what,
        change.atMs,
      );
    case 'type': {
      const { text, source } = change;
      return touch(
        state,
        { source: source ?? present.source, text, isUnread: source === null },
        'text',
        change.atMs,
      );
    }
    case 'undo': {
      const before = past.at(-1);
      if (!before) return state;
      return {
        present: before,
        past: past.slice(0, -1),
        future: [present, ...future],
        touched: null,
      };
    }
    case 'redo': {
      const [after, ...rest] = future;
      if (!after) return state;
      return { present: after, past: [...past, present], future: rest, touched: null };
    }
  }
}

function touch(state: DraftState, present: Draft, what: string, atMs: number): DraftState {
  const { touched } = state;
  const goesOn = touched !== null && touched.what === what && atMs - touched.atMs < PAUSE_MS;
  return {
    present,
    past: goesOn ? state.past : [...state.past, state.present].slice(-PAST_MAX),
    future: [],
    touched: { what, atMs },
  };
}
