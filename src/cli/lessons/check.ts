import type { Lesson } from '../../lesson/lesson.ts';
import {
  type ClaimRate,
  faultOf,
  modestyOf,
  OTHER_SEEDS,
  otherSeeds,
  ratesOf,
  type SeedResult,
} from '../../lesson/overSeeds.ts';
import { combinationsOf, picksToTry, puzzlesOf } from './checkPuzzle.ts';
import type { Job, JobResult } from './job.ts';
import { doJobs, type LessonJob } from './pool.ts';

/** How one puzzle stands. */
export interface PuzzleReport {
  readonly step: string;
  readonly combinations: number;
  readonly tried: number;
  /** Of those tried. */
  readonly solved: number;
  readonly solutions: number;
}

/** What the check of one lesson found. */
export interface LessonReport {
  readonly lesson: Lesson;
  readonly claims: readonly ClaimRate[];
  readonly puzzles: readonly PuzzleReport[];
  /** What is not true. */
  readonly faults: readonly string[];
  /** What could be said better. */
  readonly warnings: readonly string[];
  /** Time of all its jobs together. */
  readonly ms: number;
}

/** How much is tried. */
export interface CheckSize {
  /** So many seeds besides the lesson's own; {@link OTHER_SEEDS} without it. */
  readonly seeds?: number;
  /** Whether it is counted how many combinations of knobs solve a puzzle; it is without it. */
  readonly countsPuzzles?: boolean;
}

/** Few enough that one lesson keeps several cores busy. */
const SEEDS_A_JOB = 50;
const TRIES_A_JOB = 100;

/** The jobs that a lesson's check is made of. */
export function jobsOf(
  lesson: Lesson,
  { seeds = OTHER_SEEDS, countsPuzzles = true }: CheckSize = {},
): Job[] {
  const puzzles = countsPuzzles ? puzzlesOf(lesson) : [];
  return [
    { kind: 'own' },
    ...chunks(otherSeeds(lesson, seeds), SEEDS_A_JOB).map(
      (some): Job => ({ kind: 'seeds', seeds: some }),
    ),
    ...puzzles.flatMap((step, puzzle) =>
      chunks(picksToTry(step), TRIES_A_JOB).map(
        (tries): Job => ({ kind: 'puzzle', puzzle, tries }),
      ),
    ),
  ];
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** Checks lessons against their recordings; `onReport` hears of each lesson when it is done. */
export async function checkLessons(
  lessons: readonly Lesson[],
  size: CheckSize = {},
  onReport: (report: LessonReport) => void = () => {},
): Promise<LessonReport[]> {
  const jobs: LessonJob[] = lessons.flatMap((lesson) =>
    jobsOf(lesson, size).map((job) => ({ lesson, job })),
  );
  const done: (JobResult | undefined)[] = [];
  const reports: LessonReport[] = [];
  // In the order of the lessons, whichever job is ready first.
  const tell = (): void => {
    for (let next = lessons[reports.length]; next; next = lessons[reports.length]) {
      const mine = jobs.flatMap(({ lesson }, i) => (lesson === next ? [i] : []));
      const results = mine.flatMap((i) => done[i] ?? []);
      if (results.length < mine.length) return;
      const report = reportOf(next, results);
      reports.push(report);
      onReport(report);
    }
  };
  await doJobs(jobs, (index, result) => {
    done[index] = result;
    tell();
  });
  return reports;
}

/** Puts together what the jobs of one lesson found. */
export function reportOf(lesson: Lesson, results: readonly JobResult[]): LessonReport {
  const own = results.find((result) => result.kind === 'own');
  const others: SeedResult[][] = [];
  for (const result of results)
    if (result.kind === 'seeds')
      result.claims.forEach((found, i) => {
        others[i] = [...(others[i] ?? []), ...found];
      });
  const claims = ratesOf(lesson, own?.claims ?? [], others);
  const puzzles = puzzlesOf(lesson).map((step, puzzle): PuzzleReport => {
    const solved = results.reduce(
      (sum, result) =>
        sum + (result.kind === 'puzzle' && result.puzzle === puzzle ? result.solved : 0),
      0,
    );
    return {
      step: step.id,
      combinations: combinationsOf(step),
      tried: results.some(({ kind }) => kind === 'puzzle') ? picksToTry(step).length : 0,
      solved,
      solutions: step.solutions.length,
    };
  });
  return {
    lesson,
    claims,
    puzzles,
    faults: [...claims.flatMap((claim) => faultOf(claim) ?? []), ...(own?.faults ?? [])],
    warnings: claims.flatMap((claim) => modestyOf(claim) ?? []),
    ms: results.reduce((sum, { ms }) => sum + ms, 0),
  };
}
