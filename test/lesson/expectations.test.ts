import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/insight/shapes.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { playWindow, resolveLook } from '../../src/lesson/lessonValues.ts';
import {
  claimsOf,
  faultOf,
  modestyOf,
  otherSeeds,
  ratesOf,
  trySeeds,
} from '../../src/lesson/overSeeds.ts';
import { ownSeed, simulatedRuns } from '../../src/lesson/simulatedRuns.ts';
import { untruths } from '../../src/lesson/untruths.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { courseLesson, LESSONS, PROBLEMS } from './readLessons.ts';

const simulateRun = (scenario: Scenario) => simulate(scenario) as Run;

/** Beside the lesson's own; `claims.test.ts` tries two hundred. */
const FEW = 2;

test('every file of the course can be read', () => expect(PROBLEMS).toEqual([]));

describe.each(LESSONS)('$id', (lesson) => {
  const source = simulatedRuns(lesson, simulateRun);

  test('says nothing that its recordings do not bear out', () => {
    expect(untruths(lesson, source)).toEqual([]);
  });

  test('what it claims always holds with other seeds too', () => {
    const claims = claimsOf(lesson);
    const broken = trySeeds(lesson, otherSeeds(lesson, FEW), simulateRun).flatMap((results, i) =>
      results
        .filter(({ holds }) => !holds && claims[i]?.rate === 1)
        .map(({ seed, found }) => `${claims[i]?.claim.words}; seed ${seed} shows ${found}`),
    );
    expect(broken).toEqual([]);
  });

  test('everything a step points at lies within its run', () => {
    for (const step of lesson.steps) {
      const run = source.run(step.run);
      if (step.kind === 'run') {
        const { fromUs, untilUs } = playWindow(run, step);
        expect(untilUs, step.id).toBeGreaterThan(fromUs);
        expect(untilUs, step.id).toBeLessThanOrEqual(run.endUs);
      }
      const atUs = step.look ? resolveLook(run, step.look).atUs : null;
      if (atUs !== null) expect(atUs, step.id).toBeLessThanOrEqual(run.endUs);
    }
  });

  test('all its runs share one seed, so that only the named thing differs', () => {
    expect(new Set(lesson.runs.map(({ scenario }) => scenario.seed)).size).toBe(1);
  });
});

describe('a claim over seeds', () => {
  const lesson = courseLesson('slow-clients.yaml');
  /** The lesson with every claim at this rate. */
  const at = (rate: number): Lesson => ({
    ...lesson,
    runs: lesson.runs.map((run) => ({
      ...run,
      expect: run.expect.map(({ claim }) => ({ claim, rate })),
    })),
  });
  /** Its first claim, put to the recordings of these seeds; with some of them the upload that it speaks of never happens. */
  const rateOf = (rate: number, without: readonly number[]) => {
    const run = (scenario: Scenario) =>
      simulateRun(
        without.includes(scenario.seed)
          ? { ...scenario, clients: scenario.clients.slice(0, 1) }
          : scenario,
      );
    const some = at(rate);
    const others = trySeeds(some, otherSeeds(some, 5), run);
    return ratesOf(some, trySeeds(some, [ownSeed(some)], run), others)[0];
  };

  test('is tried with the first whole numbers but the lesson’s own', () => {
    expect(ownSeed(lesson)).toBe(3);
    expect(otherSeeds(lesson, 5)).toEqual([1, 2, 4, 5, 6]);
    expect(new Set(otherSeeds(lesson)).size).toBe(200);
  });

  test('holds always, or as often as it says', () => {
    const [always, mostly] = [rateOf(1, [4]), rateOf(0.8, [4])];
    expect(always).toMatchObject({ held: 4, of: 5, worst: { seed: 4 } });
    expect(faultOf(always as never)).toContain('holds in 4 of 5 other seeds; seed 4 shows');
    expect(faultOf(always as never)).toContain(
      'Allowed: a claim that holds in all, or usually: 80%',
    );
    expect(faultOf(mostly as never)).toBeNull();
    expect(faultOf(rateOf(1, []) as never)).toBeNull();
  });

  test('holds with the lesson’s own seed whatever its rate', () => {
    expect(faultOf(rateOf(0.5, [3]) as never)).toContain('with the lesson’s own seed');
  });

  test('is refuted by few seeds only where the rest cannot make up for it', () => {
    expect(faultOf({ ...rateOf(0.9, [4]), held: 4, of: 5 } as never)).toBeNull();
    expect(faultOf({ ...rateOf(0.9, [4]), held: 5, of: 26 } as never)).toContain('5 of 26');
  });

  test('is told when it could say more', () => {
    const all = { held: 200, of: 200 };
    expect(modestyOf({ ...rateOf(0.8, []), ...all } as never)).toContain('it could say always');
    expect(modestyOf({ ...rateOf(0.9, []), ...all } as never)).toBeNull();
  });
});

test('a claim that the run refutes is found out', () => {
  const lesson = courseLesson('slow-clients.yaml');
  const source = simulatedRuns(lesson, simulateRun);
  // The claims of the buffered run cannot hold where nothing is buffered.
  const swapped = {
    ...source,
    run: (name: string) => source.run(name === 'buffered' ? 'streamed' : name),
  };
  expect(untruths(lesson, swapped).join('\n')).toContain(
    'runs.buffered: expected that hold of slow#1 is below 50ms; the run shows 7.2 s',
  );
});
