import { useEffect, useState } from 'react';
import { isLineId, newLineId } from './line.ts';

/**
 * The name of this presentation's line: the same after a reload, so that the speaker's window finds it again, and another in a tab that was made as a copy
 * of this one. Two presentations never share one.
 */
export function useLineId(): string {
  const [id, setId] = useState(() => {
    const kept = (window.history.state as { line?: string } | null)?.line;
    return isLineId(kept) && 'locks' in navigator ? kept : newLineId();
  });
  useEffect(() => {
    window.history.replaceState({ ...window.history.state, line: id }, '');
    let release = (): void => {};
    let isGone = false;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    // Not where pages have no origin of their own: there no other page can hear it either.
    navigator.locks
      ?.request(`roundtrip present ${id}`, { ifAvailable: true }, (lock) => {
        if (lock) return held;
        if (!isGone) setId(newLineId());
        return undefined;
      })
      .catch(() => {});
    return () => {
      isGone = true;
      release();
    };
  }, [id]);
  return id;
}
