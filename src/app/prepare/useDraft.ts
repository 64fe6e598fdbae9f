import { useDeferredValue, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import { type Path, pathText, type Written, withValue } from '../../panels/written.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { LIBRARY } from '../sandbox/lessonLibrary.ts';
import { beginDraft, changeDraft, type Draft, type DraftState } from './draftState.ts';
import { keepDraft } from './drafts.ts';
import { fileOf } from './lessonFile.ts';

export interface OpenDraft {
  readonly state: DraftState;
  readonly problems: readonly Problem[];
  /** The lesson that the draft is; where it has problems, the last one that it was. Null where it never was one. */
  readonly lesson: Lesson | null;
  /** The source that `lesson` was read from. */
  readonly sound: Written | null;
  write(path: Path, value: unknown): void;
  /** The text typed, and what it says; null: it cannot be read. */
  type(text: string, source: Written | null): void;
  undo(): void;
  redo(): void;
}

/** The device is written to once the typing rests. */
const KEPT_AFTER_MS = 250;

/** A draft that is open: what it says, what is wrong with it, and the ways back and forward. Every change is kept on the device. */
export function useDraft(id: string, first: Draft): OpenDraft {
  const [state, change] = useReducer(changeDraft, first, beginDraft);
  const { present } = state;
  const source = useDeferredValue(present.source);
  const read = useMemo(() => readLesson(source), [source]);
  const last = useRef<{ lesson: Lesson; source: Written } | null>(null);
  if (!isProblems(read)) last.current = { lesson: read, source };

  const latest = useRef(present);
  latest.current = present;
  const keptLast = useRef(first);
  const [keepNow] = useState(() => () => {
    if (keptLast.current === latest.current) return;
    keptLast.current = latest.current;
    keepDraft(id, latest.current);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew
  useEffect(() => {
    const timer = setTimeout(keepNow, KEPT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [present, keepNow]);
  useEffect(() => {
    window.addEventListener('pagehide', keepNow);
    return () => {
      window.removeEventListener('pagehide', keepNow);
      keepNow();
    };
  }, [keepNow]);

  const ways = useMemo(
    () => ({
      write(path: Path, value: unknown) {
        const next = withValue(latest.current.source, path, value);
        latest.current = { ...latest.current, source: next };
        change({ do: 'write', source: next, what: pathText(path), atMs: performance.now() });
      },
      type(text: string, typed: Written | null) {
        change({ do: 'type', text, source: typed, atMs: performance.now() });
      },
      undo: () => change({ do: 'undo' }),
      redo: () => change({ do: 'redo' }),
    }),
    [],
  );
  return {
    state,
    problems: isProblems(read) ? read : NONE,
    lesson: last.current?.lesson ?? null,
    sound: last.current?.source ?? null,
    ...ways,
  };
}

const NONE: readonly Problem[] = [];

/** Whatever stands in a draft, the answer is a lesson or what is wrong with it. */
function readLesson(source: Written): Lesson | Problem[] {
  try {
    return parseLesson(source, fileOf(source), LIBRARY);
  } catch (thrown) {
    return [{ at: '', value: '', message: `cannot be read: ${String(thrown)}` }];
  }
}
