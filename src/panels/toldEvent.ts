import { narrate } from '../insight/narrate.ts';
import { SaidOf } from '../insight/saidOf.ts';
import type { Narration, Run } from '../insight/shapes.ts';

/** Events are told by the page: reaching the first of a stretch is what costs, not telling it. */
const PAGE = 64;

const pages = new SaidOf<Run, Map<number, readonly Narration[]>>();

/** One event in words, or undefined where the run has none of that number. */
export function toldEvent(run: Run, index: number): Narration | undefined {
  if (index < 0 || index >= run.length) return undefined;
  const known = pages.get(run) ?? new Map<number, readonly Narration[]>();
  pages.set(run, known);
  const page = Math.floor(index / PAGE);
  let told = known.get(page);
  if (!told) {
    told = narrate(run, page * PAGE, (page + 1) * PAGE);
    known.set(page, told);
  }
  return told[index - page * PAGE];
}
