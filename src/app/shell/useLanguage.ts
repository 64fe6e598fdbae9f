import { useSyncExternalStore } from 'react';
import { language, onSpeak } from '../../language/t.ts';

/** The language that is spoken. What is given it as `key` is drawn anew when it changes. */
export const useLanguage = (): string => useSyncExternalStore(onSpeak, language);
