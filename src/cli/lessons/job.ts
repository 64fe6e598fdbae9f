import { performance } from 'node:perf_hooks';
import type { Run } from '../../insight/shapes.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type SeedResult, trySeeds } from '../../lesson/overSeeds.ts';
import { ownSeed, type Simulate, simulatedRuns } from '../../lesson/simulatedRuns.ts';
import { untruths } from '../../lesson/untruths.ts';
import type { Picks } from '../../lesson/variants.ts';
import { simulate } from '../../sim/simulate.ts';
import { puzzlesOf, solvedOf } from './checkPuzzle.ts';

/** A part of the check of one lesson, small enough to be shared out over cores. All of it is plain data. */
export type Job =
  /** What the lesson says, held against its recordings. */
  | { readonly kind: 'own' }
  | { readonly kind: 'seeds'; readonly seeds: readonly number[] }
  /** Combinations of the nth puzzle. */
  | { readonly kind: 'puzzle'; readonly puzzle: number; readonly tries: readonly Picks[] };

/** What came of it, and how long that took. */
export type JobResult = { readonly ms: number } & (
  | { readonly kind: 'own'; readonly claims: readonly SeedResult[][]; readonly faults: string[] }
  | { readonly kind: 'seeds'; readonly claims: readonly SeedResult[][] }
  | { readonly kind: 'puzzle'; readonly puzzle: number; readonly solved: number }
);

const simulateRun: Simulate = (scenario) => simulate(scenario) as Run;

/** Does one job. Another `run` is another model: the tests of mutants give one. */
export function doJob(lesson: Lesson, job: Job, run: Simulate = simulateRun): JobResult {
  const since = performance.now();
  const took = (): number => performance.now() - since;
  switch (job.kind) {
    case 'own': {
      const claims = trySeeds(lesson, [ownSeed(lesson)], run);
      // The claims of runs are in `claims`, with their rates.
      const faults = untruths(lesson, simulatedRuns(lesson, run)).filter(
        (fault) => !fault.startsWith('runs.'),
      );
      return { kind: 'own', claims, faults, ms: took() };
    }
    case 'seeds':
      return { kind: 'seeds', claims: trySeeds(lesson, job.seeds, run), ms: took() };
    case 'puzzle': {
      const puzzle = puzzlesOf(lesson)[job.puzzle];
      const source = simulatedRuns(lesson, run);
      const solved = puzzle ? solvedOf(source, puzzle, job.tries) : 0;
      return { kind: 'puzzle', puzzle: job.puzzle, solved, ms: took() };
    }
  }
}
