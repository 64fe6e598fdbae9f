import { useEffect, useState } from 'react';
import { useMakeLink } from '../shell/sharing.tsx';

/** Puts what is on the screen now, step and moment, into the address, so that it can be opened again. */
function useKeepAddress(): () => void {
  const makeLink = useMakeLink();
  return () => {
    const link = makeLink();
    if (link === null) return;
    window.history.replaceState(window.history.state, '', link);
    window.dispatchEvent(new Event('roundtrip:addressReplaced'));
  };
}

/**
 * While a lesson is written (`npm run lessons -- preview`): how often it has been saved since its page was opened. The address has the
 * step and the moment by then, so a page that is drawn anew stands where it stood. Always 0 on the built site.
 */
export const useSaves: (id: string) => number = import.meta.hot ? useSavesSeen : () => 0;

function useSavesSeen(id: string): number {
  const [saves, setSaves] = useState(0);
  const keepAddress = useKeepAddress();
  useEffect(() => {
    const onSaved = (event: Event) => {
      if ((event as CustomEvent<{ id: string }>).detail.id !== id) return;
      keepAddress();
      setSaves((count) => count + 1);
    };
    window.addEventListener('roundtrip:lessonSaved', onSaved);
    // What cannot be put in place, such as the glossary, loads the whole page again.
    import.meta.hot?.on('vite:beforeFullReload', keepAddress);
    return () => {
      window.removeEventListener('roundtrip:lessonSaved', onSaved);
      import.meta.hot?.off('vite:beforeFullReload', keepAddress);
    };
  });
  return saves;
}
