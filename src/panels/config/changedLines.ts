import type { ConfigFile } from '../../config/configFile.ts';

/** A change of more lines than this is another scenario; marking it all would mark nothing. */
const MOST_LINES = 24;

/** Lines of the new files that were not in the old ones, by file, counted from 1; empty where nearly everything is new. */
export function changedLines(
  before: readonly ConfigFile[],
  after: readonly ConfigFile[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const changed = new Map<string, Set<number>>();
  let count = 0;
  for (const { name, text } of after) {
    const old = before.find((file) => file.name === name);
    // What cannot be carried stands in the README in many words, and a title is no setting.
    if (!old || old.text === text || name === 'README.txt') continue;
    const [was, is] = [old.text.split('\n'), text.split('\n')];
    let from = 0;
    while (from < is.length && is[from] === was[from]) from++;
    let end = 0;
    while (
      end < Math.min(is.length, was.length) - from &&
      is[is.length - 1 - end] === was[was.length - 1 - end]
    )
      end++;
    const gone = new Set(was.slice(from, was.length - end));
    const lines = new Set<number>();
    for (let index = from; index < is.length - end; index++)
      if (!gone.has(is[index] as string) && is[index] !== '') lines.add(index + 1);
    if (lines.size > 0) changed.set(name, lines);
    count += lines.size;
  }
  return count > MOST_LINES ? new Map() : changed;
}
