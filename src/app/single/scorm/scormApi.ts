/** What a learning platform offers a SCORM 1.2 lesson: everything is text, `'true'` or `'false'` says whether it worked. */
export interface ScormApi {
  LMSInitialize(empty: ''): string;
  LMSFinish(empty: ''): string;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string;
  LMSCommit(empty: ''): string;
  LMSGetLastError(): string;
}

/** Frames in frames: no platform has more. */
const MOST_PARENTS = 10;

/** Finds the platform in the windows around this one, then in those around the one that opened it; null where there is none. */
export function findScormApi(from: Window): ScormApi | null {
  return inParents(from) ?? (opener(from) ? inParents(opener(from) as Window) : null);
}

function inParents(from: Window): ScormApi | null {
  let at = from;
  for (let i = 0; i < MOST_PARENTS; i++) {
    const found = apiOf(at);
    if (found) return found;
    if (at.parent === at || !at.parent) return null;
    at = at.parent;
  }
  return null;
}

function apiOf(window: Window): ScormApi | null {
  try {
    return (window as { API?: ScormApi }).API ?? null;
  } catch {
    return null; // of another origin: it may not be looked into
  }
}

function opener(window: Window): Window | null {
  try {
    return window.top?.opener ?? window.opener ?? null;
  } catch {
    return window.opener ?? null;
  }
}
