import { t } from '../../language/t.ts';
/** A moment with a name. What a page keeps of them is its own affair: by the scenario's link, or on the device. */
export interface Bookmark {
  readonly atUs: number;
  readonly name: string;
}

/** Names longer than this are cut: they stand in one line. */
export const NAME_LENGTH = 80;

/** With one more, in order of time. A moment has one bookmark: a second one at the same µs changes nothing. */
export function withBookmark(all: readonly Bookmark[], added: Bookmark): readonly Bookmark[] {
  if (all.some((bookmark) => bookmark.atUs === added.atUs)) return all;
  const name =
    added.name.trim().slice(0, NAME_LENGTH) || t('bookmark {all}', { all: all.length + 1 });
  return [...all, { atUs: added.atUs, name }].sort((a, b) => a.atUs - b.atUs);
}

/** Without the one at the moment. */
export function withoutBookmark(all: readonly Bookmark[], atUs: number): readonly Bookmark[] {
  return all.filter((bookmark) => bookmark.atUs !== atUs);
}

/** With another name for the one at the moment; an empty name leaves it as it was. */
export function renamedBookmark(
  all: readonly Bookmark[],
  atUs: number,
  name: string,
): readonly Bookmark[] {
  const next = name.trim().slice(0, NAME_LENGTH);
  if (!next) return all;
  return all.map((bookmark) => (bookmark.atUs === atUs ? { atUs, name: next } : bookmark));
}

/** What was kept, as far as it is a list of bookmarks: untrusted, for anybody may write to a device's storage. */
export function readBookmarks(kept: unknown): readonly Bookmark[] {
  if (!Array.isArray(kept)) return [];
  return kept.reduce<readonly Bookmark[]>((all, each: unknown) => {
    const { atUs, name } = (each ?? {}) as Partial<Bookmark>;
    const isFit =
      typeof atUs === 'number' && Number.isFinite(atUs) && atUs >= 0 && typeof name === 'string';
    return isFit ? withBookmark(all, { atUs: Math.round(atUs), name }) : all;
  }, []);
}
