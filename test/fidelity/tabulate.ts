import {
  type ComparedRequest,
  type FidelityTable,
  shareOfLimit,
} from '../../src/app/truth/fidelityTable.ts';
import { KNOWN_MISSES, NOT_EXPRESSED } from './knownMisses.ts';
import { isCost, loopRow } from './loopRow.ts';
import { loops, middleOf, runLoop } from './loops.ts';
import { momentRows } from './momentRows.ts';
import { FAMILIES, plainName } from './plainName.ts';
import { randomRows } from './randomRows.ts';
import { cases, familyOf, type Line, limitMs, replay } from './replay.ts';
import { loadErrorsMs, poisson } from './sequences.ts';
import { byServer } from './servers.ts';

/** Replays every measured case and tells what the page of measured cases shows: nothing picked, nothing left out. */
export function tabulate(): FidelityTable {
  const replayed = cases.map((one) => ({ one, lines: replay(one) }));
  const lines = replayed.flatMap((each) => each.lines);
  const errors = lines
    .map((line) => Math.abs(line.simulatedMs - line.measuredMs))
    .sort((a, b) => a - b);
  const told = replayed.map(({ one, lines: own }) => ({
    name: one.name,
    title: plainName(one.name),
    family: familyOf(one.name),
    version: one.version,
    requests: own.length,
    right: rightOf(own),
    worst: own.map(compared).reduce((a, b) => (shareOfLimit(b) > shareOfLimit(a) ? b : a)),
  }));
  const strangers = told.filter((one) => !FAMILIES.some(({ id }) => id === one.family));
  if (strangers.length > 0) throw new Error(`tabulate: no family for ${strangers[0].name}`);
  return {
    right: rightOf(lines),
    outcomes: lines.filter((line) => line.hasRightOutcome).length,
    requests: lines.length,
    meanErrorMs: round(errors.reduce((a, b) => a + b, 0) / errors.length),
    medianErrorMs: round(errors[errors.length >> 1]),
    servers: byServer(replayed),
    families: FAMILIES.map(({ id, title }) => {
      const own = told.filter((one) => one.family === id);
      return {
        id,
        title,
        cases: own.length,
        requests: own.reduce((sum, one) => sum + one.requests, 0),
        right: own.reduce((sum, one) => sum + one.right, 0),
      };
    }),
    cases: told.sort((a, b) => shareOfLimit(b.worst) - shareOfLimit(a.worst)),
    // From what the replay gives, not from the list: a wrong request without a reason shows all the same.
    misses: worstFirst(replayed).flatMap(({ one, lines: own }) => {
      const wrong = own.flatMap((line, i) => (line.isRight ? [] : [{ line, number: i + 1 }]));
      if (wrong.length === 0) return [];
      return {
        case: one.name,
        reason: KNOWN_MISSES.find((miss) => miss.case === one.name)?.reason ?? 'not known yet',
        requests: wrong.map(({ line, number }) => ({
          ...compared(line),
          number,
          measuredStatus: line.measuredStatus,
          simulatedStatus: line.simulatedStatus,
        })),
      };
    }),
    notExpressed: NOT_EXPRESSED,
    loads: poisson.map((load) => {
      const off = loadErrorsMs(load);
      return {
        name: load.name,
        utilisation: load.utilisation,
        requests: off.length,
        meanErrorMs: round(off.reduce((a, b) => a + b, 0) / off.length),
        largestErrorMs: round(Math.max(...off)),
      };
    }),
    costs: loops.filter(isCost).map((loop) => ({
      name: loop.name,
      title: plainName(loop.name),
      measuredMs: middleOf(loop.measured.medianMs),
      simulatedMs: round(runLoop(loop).medianMs),
    })),
    runs: [...loops.filter((loop) => !isCost(loop)).map(loopRow), ...momentRows()],
    random: randomRows(),
  };
}

function compared(line: Line): ComparedRequest {
  return {
    kind: line.kind,
    measuredMs: round(line.measuredMs - line.startMs),
    simulatedMs: round(line.simulatedMs - line.startMs),
    limitMs: round(limitMs(line.measuredMs, line.startMs)),
  };
}

/** Most wrong first, so that the reasons stand in the order of what they cost. */
function worstFirst<T extends { readonly lines: readonly Line[] }>(replayed: readonly T[]): T[] {
  const worst = ({ lines }: T) => Math.max(...lines.map((line) => shareOfLimit(compared(line))));
  return [...replayed].sort((a, b) => worst(b) - worst(a));
}

const rightOf = (lines: readonly Line[]) => lines.filter((line) => line.isRight).length;
const round = (ms: number) => Math.round(ms * 10) / 10;
