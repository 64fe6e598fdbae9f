import { createContext } from 'react';
import type { Term } from '../../lesson/lesson.ts';

/** Terms that the words around bring themselves; they stand before those of the glossary. */
export const Glossary = createContext<readonly Term[]>([]);
