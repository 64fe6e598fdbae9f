/** Claims are worth something if a wrong model breaks them: five mistakes in the engine, each found out by lessons of the course. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Run } from '../../src/insight/shapes.ts';
import { claimsOf, trySeeds } from '../../src/lesson/overSeeds.ts';
import { ownSeed } from '../../src/lesson/simulatedRuns.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { MUTANTS } from './mutants.ts';
import { courseLesson, LESSONS } from './readLessons.ts';

afterEach(() => vi.restoreAllMocks());

/** The claims of the course that do not hold with the lessons' own seeds, each with what its run shows; none with the model as it is (`expectations.test.ts`). */
function brokenClaims(): string[] {
  // Read anew: what servers make of their settings is remembered by scenario.
  return LESSONS.map(({ id }) => courseLesson(`${id}.yaml`)).flatMap((lesson) => {
    const results = trySeeds(lesson, [ownSeed(lesson)], (scenario) => simulate(scenario) as Run);
    return claimsOf(lesson).flatMap(({ run, claim }, i) => {
      const result = results[i]?.[0];
      return result?.holds
        ? []
        : [`${lesson.id}, ${run}: ${claim.words} (shows ${result?.found.slice(0, 60)})`];
    });
  });
}

test.each(MUTANTS)(
  '$name',
  ({ name, apply }) => {
    apply();
    const broken = brokenClaims();
    const lessons = new Set(broken.map((line) => line.slice(0, line.indexOf(','))));
    console.info(
      `Mutant “${name}” breaks ${broken.length} claims of ${[...lessons].join(', ')}; such as ${broken[0]}`,
    );
    expect(broken).not.toEqual([]);
  },
  120_000,
);
