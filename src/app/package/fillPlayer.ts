import type { Given } from '../single/given.ts';
import { LESSON_SLOT, TITLE_SLOT } from './slots.ts';

/**
 * The player of single lessons with a lesson in it: a whole HTML document.
 * @throws where the player has not exactly one place for each: it is of another version than this page
 */
export function fillPlayer(player: string, given: Given): string {
  const title = given.lesson.title.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  return filled(filled(player, TITLE_SLOT, title), LESSON_SLOT, jsonInHtml(given));
}

function filled(text: string, slot: string, value: string): string {
  const at = text.indexOf(slot);
  if (at < 0 || text.includes(slot, at + 1))
    throw new Error('the player on this site does not fit this page: load the page again');
  return text.slice(0, at) + value + text.slice(at + slot.length);
}

/** JSON that nothing in HTML takes for anything else: no `</script`, no `<!--`, and no line end that JavaScript knows and JSON does not. */
export function jsonInHtml(value: unknown): string {
  const json = JSON.stringify(value, (_, each) =>
    each === Number.POSITIVE_INFINITY ? ENDLESS : each,
  );
  return json
    .replaceAll(JSON.stringify(ENDLESS), '1e999') // more than a double holds: read as infinity
    .replace(/[<>\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Stands for infinity on its way through `JSON.stringify`, which knows none; no text of ours begins with NUL. */
const ENDLESS = '\u0000endless';
