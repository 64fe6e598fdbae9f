import { useLayoutEffect } from 'react';
import { applyTheme, rememberedTheme } from '../shell/theme.ts';
import type { ScreenLook } from './presentation.ts';

/** Type for a screen that is seen from far, and its colours; all as it was when the page is left. */
export function useScreenLook(look: ScreenLook): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.screen = look;
    if (look !== 'own') dataset.theme = look === 'dark' ? 'dark' : 'light';
    return () => {
      delete dataset.screen;
      applyTheme(rememberedTheme());
    };
  }, [look]);
}
