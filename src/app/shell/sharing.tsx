import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';

/** Makes the address of exactly what is on the screen now, or null where that is too large for one; called when someone presses Share, not before. */
export type MakeLink = () => string | null;

const Sharing = createContext<{ current: MakeLink } | null>(null);
const addressAsItIs: MakeLink = () => window.location.href;

export function SharingProvider({ children }: { children: ReactNode }) {
  const link = useRef<MakeLink>(addressAsItIs);
  return <Sharing.Provider value={link}>{children}</Sharing.Provider>;
}

/** A page says how its present moment is written as a link. `makeHash` answers the part from `#` on, or null: too large. */
export function useShareable(makeHash: () => string | null): void {
  const link = useContext(Sharing);
  const latest = useRef(makeHash);
  latest.current = makeHash;
  useEffect(() => {
    if (!link) return;
    link.current = () => {
      const hash = latest.current();
      return hash === null ? null : new URL(hash, window.location.href).href;
    };
    return () => {
      link.current = addressAsItIs;
    };
  }, [link]);
}

/** What the Share button copies. */
export function useMakeLink(): MakeLink {
  const link = useContext(Sharing);
  return () => (link?.current ?? addressAsItIs)();
}
