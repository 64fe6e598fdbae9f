import { useState } from 'react';
import type { Bookmark } from './bookmarks.ts';

/** Where a page keeps its bookmarks; without one they live as long as the transport does. */
export interface BookmarkKeeping {
  readonly bookmarks?: readonly Bookmark[] | undefined;
  onBookmarks?: ((next: readonly Bookmark[]) => void) | undefined;
}

/** The bookmarks and the way to change them: the page's own where it keeps them, else the component's. */
export function useBookmarks({
  bookmarks,
  onBookmarks,
}: BookmarkKeeping): readonly [readonly Bookmark[], (next: readonly Bookmark[]) => void] {
  const [own, setOwn] = useState<readonly Bookmark[]>([]);
  return [bookmarks ?? own, onBookmarks ?? setOwn];
}
