import { useEffect, useRef, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';

/** Changes that follow one another faster than this are one change: a knob that is being turned. */
const PAUSE_MS = 900;

/**
 * The run before the last change of the settings, or null before the first: what is drawn faintly behind the present one. Another
 * scenario than before, by its title or by `world`, is no change of it.
 */
export function useGhost(run: Run | null, world: unknown = run?.scenario.title): Run | null {
  const [ghost, setGhost] = useState<Run | null>(null);
  const shown = useRef<{ run: Run; world: unknown } | null>(null);
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const before = shown.current;
    if (!run || (run === before?.run && world === before.world)) return;
    const nowMs = performance.now();
    if (before && before.world !== world) setGhost(null);
    else if (before && nowMs - changedAtMs.current > PAUSE_MS) setGhost(before.run);
    changedAtMs.current = before ? nowMs : Number.NEGATIVE_INFINITY;
    shown.current = { run, world };
  }, [run, world]);
  return ghost;
}
