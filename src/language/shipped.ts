import { keyOf } from './catalog.ts';
import { withoutNote } from './message.ts';

/** A message as a built site has it: of its note to translators only as much is left as keeps it apart from the same words with another note. */
export function shipped(text: string): string {
  const words = withoutNote(text);
  return words === text ? text : `${words}##${keyOf(text).slice(0, 3)}`;
}
