import type { Experiment } from '../../experiment/experiment.ts';
import type { GlossaryTerm } from '../../lesson/library.ts';
import { BARE_LIBRARY } from '../../lesson/library.ts';
import {
  claimsOf,
  faultOf,
  otherSeeds,
  ratesOf,
  type SeedResult,
  trySeeds,
} from '../../lesson/overSeeds.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import { ownSeed, simulatedRuns } from '../../lesson/simulatedRuns.ts';
import { untruths } from '../../lesson/untruths.ts';
import type { Written } from '../../panels/written.ts';
import { describeProblem, isProblems } from '../../scenario/problems.ts';
import { simulate } from '../../sim/simulate.ts';
import { fileOf } from './lessonFile.ts';

/** A lesson to check, as plain data that any messenger carries. */
export interface CheckOrder {
  readonly source: Written;
  /** What it shares with the course: the glossary, and scenarios beside the presets. */
  readonly glossary: readonly GlossaryTerm[];
  readonly shared: Readonly<Record<string, Written>>;
  /** So many other seeds every claim is put to. */
  readonly seeds: number;
}

/** How one claim of a run fared. */
export interface ClaimReport {
  readonly run: string;
  /** Its place among the claims of its run. */
  readonly index: number;
  readonly holds: boolean;
  /** What the run shows, in words. */
  readonly found: string;
  /** Of `of` other seeds it held in so many. */
  readonly held: number;
  readonly of: number;
  /** What is wrong with it, or null. */
  readonly fault: string | null;
}

export interface LessonCheck {
  readonly claims: readonly ClaimReport[];
  /** What else the recordings do not bear out, as the check of the command line says it. */
  readonly untrue: readonly string[];
}

/**
 * Puts the lesson to its runs, and its claims to other seeds. Yields the share done.
 * @throws where the source is no sound lesson
 */
export function* checkLesson(order: CheckOrder): Experiment<LessonCheck> {
  const library = {
    glossary: order.glossary,
    scenarios: { ...BARE_LIBRARY.scenarios, ...order.shared },
  };
  const lesson = parseLesson(order.source, fileOf(order.source), library);
  if (isProblems(lesson)) throw new Error(lesson.map(describeProblem).join('; '));
  yield 0;
  const own = trySeeds(lesson, [ownSeed(lesson)], simulate);
  // Claims that fail are told beside them; the rest has no other place.
  const untrue = untruths(lesson, simulatedRuns(lesson, simulate)).filter(
    (line) => !/^runs\.[^:]*: expected that /.test(line),
  );
  const others: SeedResult[][] = claimsOf(lesson).map(() => []);
  const seeds = otherSeeds(lesson, order.seeds);
  for (const [done, seed] of seeds.entries()) {
    yield done / seeds.length;
    trySeeds(lesson, [seed], simulate).forEach((results, i) => {
      others[i]?.push(...results);
    });
  }
  const places = new Map<string, number>();
  const claims = ratesOf(lesson, own, others).map((rate): ClaimReport => {
    const index = places.get(rate.run) ?? 0;
    places.set(rate.run, index + 1);
    const { run, held, of } = rate;
    return { run, index, ...rate.own, held, of, fault: faultOf(rate) };
  });
  return { claims, untrue };
}
