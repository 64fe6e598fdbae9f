import { expect, test } from 'vitest';
import {
  readBookmarks,
  renamedBookmark,
  withBookmark,
} from '../../src/panels/bookmarks/bookmarks.ts';

test('a moment has one bookmark; names are never empty', () => {
  const one = withBookmark([], { atUs: 5, name: '' });
  expect(one).toEqual([{ atUs: 5, name: 'bookmark 1' }]);
  expect(withBookmark(one, { atUs: 5, name: 'again' })).toBe(one);
  expect(withBookmark(one, { atUs: 2, name: ' early ' })[0]).toEqual({ atUs: 2, name: 'early' });
  expect(renamedBookmark(one, 5, '  ')).toBe(one);
});

test('of what a device kept, only bookmarks are taken', () => {
  const kept = [
    { atUs: 7, name: 'b' },
    null,
    { atUs: -1, name: 'x' },
    { atUs: Number.NaN, name: 'x' },
    3,
    { atUs: 1.4, name: 'a' },
  ];
  expect(readBookmarks(kept)).toEqual([
    { atUs: 1, name: 'a' },
    { atUs: 7, name: 'b' },
  ]);
  for (const other of [null, 'text', { length: 2 }]) expect(readBookmarks(other)).toEqual([]);
});
