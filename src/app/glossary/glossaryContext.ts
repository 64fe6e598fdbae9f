import { createContext } from 'react';
import type { Term } from '../../lesson/lesson.ts';

/** The terms that the words around may refer to. */
export const Glossary = createContext<readonly Term[]>([]);
