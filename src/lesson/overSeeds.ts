import { type ClaimResult, checkClaim } from '../insight/claims/claims.ts';
import { marginOf } from '../insight/claims/claimsMargin.ts';
import type { Lesson } from './lesson.ts';
import { ownSeed, type Simulate, simulatedRuns } from './simulatedRuns.ts';

/** So many other seeds every claim is put to. */
export const OTHER_SEEDS = 200;

/** The seeds that a lesson is tried with besides its own: the whole numbers from 1 on, without its own. The same for everybody, every time. */
export function otherSeeds(lesson: Lesson, count: number = OTHER_SEEDS): number[] {
  const own = ownSeed(lesson);
  return Array.from({ length: count + 1 }, (_, i) => i + 1)
    .filter((seed) => seed !== own)
    .slice(0, count);
}

/** What one seed made of one claim. */
export interface SeedResult extends ClaimResult {
  readonly seed: number;
  /** How far from being refuted, as a share of what it is compared with; negative where it is. */
  readonly margin: number;
}

/** Puts every claim of the lesson to the runs of each seed: results by claim, in the order of {@link claimsOf}. Each run is simulated once a seed. */
export function trySeeds(
  lesson: Lesson,
  seeds: readonly number[],
  simulate: Simulate,
): SeedResult[][] {
  const claims = claimsOf(lesson);
  const results: SeedResult[][] = claims.map(() => []);
  for (const seed of seeds) {
    const runs = simulatedRuns(lesson, simulate, seed).run;
    claims.forEach(({ run, claim }, i) => {
      const { holds, found } = checkClaim(runs(run), claim, runs);
      results[i]?.push({ seed, holds, found, margin: marginOf(runs(run), claim, holds, runs) });
    });
  }
  return results;
}

/** A claim of a lesson and the run that it is about. */
export interface RunClaim {
  readonly run: string;
  readonly claim: Lesson['runs'][number]['expect'][number]['claim'];
  /** Share of other seeds in which it must hold. */
  readonly rate: number;
}

/** Every claim of the lesson, in the order of its file. */
export function claimsOf(lesson: Lesson): RunClaim[] {
  return lesson.runs.flatMap(({ name, expect }) =>
    expect.map(({ claim, rate }) => ({ run: name, claim, rate })),
  );
}

/** How a claim fared: with the lesson's own seed, and with others. */
export interface ClaimRate extends RunClaim {
  readonly own: ClaimResult;
  /** Of `of` other seeds it held in so many. */
  readonly held: number;
  readonly of: number;
  /** The other seed that refutes it, or comes nearest to that. */
  readonly worst: SeedResult | null;
}

/** Sums up what {@link trySeeds} found for the lesson's own seed and for others. */
export function ratesOf(
  lesson: Lesson,
  own: readonly SeedResult[][],
  others: readonly SeedResult[][],
): ClaimRate[] {
  return claimsOf(lesson).map((claim, i) => {
    const results = others[i] ?? [];
    let worst: SeedResult | null = null;
    for (const result of results)
      if (worst === null || result.margin < worst.margin) worst = result;
    return {
      ...claim,
      own: own[i]?.[0] ?? { holds: false, found: 'not tried' },
      held: results.filter(({ holds }) => holds).length,
      of: results.length,
      worst,
    };
  });
}

/** What is wrong with a claim, as far as is known: it must hold with the lesson's own seed, and in others as often as it says. Null: nothing. */
export function faultOf({ run, claim, rate, own, held, of, worst }: ClaimRate): string | null {
  const what = `runs.${run}: expected that ${claim.words}`;
  if (!own.holds) return `${what}; with the lesson’s own seed the run shows ${own.found}`;
  // The rate is that of all the other seeds: where fewer are tried, the rest may hold yet.
  const untried = Math.max(0, OTHER_SEEDS - of);
  if ((held + untried) / (of + untried) >= rate) return null;
  const stated = rate === 1 ? 'always' : `usually: ${percent(rate)}`;
  const shows = worst ? `; seed ${worst.seed} shows ${worst.found}` : '';
  return `${what} (${stated}); holds in ${held} of ${of} other seeds${shows}. Allowed: a claim that holds in all, or usually: ${percent(Math.floor((held / of) * 100) / 100)}`;
}

/** So much less than what it is may a stated rate be before it is worth saying. */
const MODEST = 0.1;

/** A claim that could say more than it does: it holds much more often than it states. Null: it cannot. */
export function modestyOf({ run, claim, rate, held, of }: ClaimRate): string | null {
  if (of < OTHER_SEEDS || held / of - rate <= MODEST + 1e-9) return null;
  return `runs.${run}: ${claim.words} (usually: ${percent(rate)}) holds in ${held} of ${of} other seeds; it could say ${held === of ? 'always' : `usually: ${percent(Math.floor((held / of) * 100) / 100)}`}`;
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
