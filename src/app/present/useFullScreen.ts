import { useCallback, useSyncExternalStore } from 'react';
import { t } from '../../language/t.ts';

const subscribe = (listener: () => void): (() => void) => {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
};

/** Whether the page fills the screen, and the way there and back. Where the browser does not allow it, `note` is told. */
export function useFullScreen(note: (words: string) => void): { isOn: boolean; toggle(): void } {
  const isOn = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = useCallback(() => {
    const turned = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen?.();
    const refuse = () =>
      note(t('The browser does not let this page fill the screen. F11 may do it.'));
    if (turned) turned.catch(refuse);
    else refuse();
  }, [note]);
  return { isOn, toggle };
}
