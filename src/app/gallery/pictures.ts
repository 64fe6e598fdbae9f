import type { Situation } from './situations.ts';

/** Pictures of the gallery, in px of their files. */
export const PICTURE_SIZE = { width: 896, height: 560 } as const;

export type Scheme = 'light' | 'dark';

/** Where the picture of a situation is, from the folder of the page. */
export function pictureFile(key: Situation['key'], scheme: Scheme): string {
  return `gallery/${key}${scheme === 'dark' ? '-dark' : ''}.webp`;
}
