import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import type { Run } from '../../insight/shapes.ts';

/** What stands on the stage: enough to draw its picture. */
export interface StageMoment {
  readonly run: Run;
  readonly atUs: number;
  readonly request: number | null;
}

/** What can be shared of the page; asked when someone presses Share, not before. */
export interface Shareable {
  /** The address of exactly what is on the screen now, or null where that is too large for one. */
  link(): string | null;
  stage(): StageMoment | null;
}

const Sharing = createContext<{ current: Shareable } | null>(null);
const pageAsItIs: Shareable = { link: () => window.location.href, stage: () => null };

export function SharingProvider({ children }: { children: ReactNode }) {
  const shared = useRef(pageAsItIs);
  return <Sharing.Provider value={shared}>{children}</Sharing.Provider>;
}

/** A page says how its present moment is written as a link: `makeHash` answers the part from `#` on, or null: too large. `stage`: what stands on its stage. */
export function useShareable(
  makeHash: () => string | null,
  stage: Shareable['stage'] = pageAsItIs.stage,
): void {
  const shared = useContext(Sharing);
  const latest = useRef({ makeHash, stage });
  latest.current = { makeHash, stage };
  useEffect(() => {
    if (!shared) return;
    shared.current = {
      link: () => {
        const hash = latest.current.makeHash();
        return hash === null ? null : new URL(hash, window.location.href).href;
      },
      stage: () => latest.current.stage(),
    };
    return () => {
      shared.current = pageAsItIs;
    };
  }, [shared]);
}

/** What the Share button gives away. */
export function useShared(): () => Shareable {
  const shared = useContext(Sharing);
  return () => shared?.current ?? pageAsItIs;
}

/** Makes the address of what is on the screen. */
export function useMakeLink(): Shareable['link'] {
  const shared = useShared();
  return () => shared().link();
}
