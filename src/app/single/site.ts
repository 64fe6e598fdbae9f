import { createContext } from 'react';

/** Address of the site that a single file was made on, or null. */
export const SiteContext = createContext<string | null>(null);
