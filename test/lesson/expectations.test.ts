import { describe, expect, test } from 'vitest';
import { lessonSource } from '../../src/cli/lessonSource.ts';
import { checkClaim } from '../../src/insight/claims/claims.ts';
import { evaluate } from '../../src/insight/claims/claimsEvaluate.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { playWindow, resolveLook } from '../../src/lesson/lessonValues.ts';
import type { RunSource } from '../../src/lesson/runSource.ts';
import { untruths } from '../../src/lesson/untruths.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { courseLesson, LESSON_FILES } from './readLessons.ts';

describe.each(LESSON_FILES)('%s', (file) => {
  const lesson = courseLesson(file);
  const source = lessonSource(lesson);
  const runs = source.run;

  for (const { name, expect: claims } of lesson.runs)
    test.each(claims.map(({ claim }) => [claim.words, claim] as const))(
      `${name}: %s`,
      (_words, claim) => {
        const { holds, found } = checkClaim(runs(name), claim, runs);
        expect(holds, `the run shows ${found}`).toBe(true);
      },
    );

  test('says nothing that its recordings do not bear out', () => {
    expect(untruths(lesson, source)).toEqual([]);
  });

  test('everything a step points at lies within its run', () => {
    for (const step of lesson.steps) {
      const run = runs(step.run);
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

test('a claim that the run refutes is found out', () => {
  const lesson = courseLesson('slow-clients.yaml');
  const source = lessonSource(lesson);
  // The claims of the buffered run cannot hold where nothing is buffered.
  const swapped: RunSource = {
    ...source,
    run: (name) => source.run(name === 'buffered' ? 'streamed' : name),
  };
  expect(untruths(lesson, swapped).join('\n')).toContain(
    'runs.buffered: expected that hold of slow#1 is below 50ms; the run shows 7.2 s',
  );
});

test('slow-clients is no trick of its seed', () => {
  const lesson = courseLesson('slow-clients.yaml');
  const p95 = (name: string, seed: number): number => {
    const scenario = lesson.runs.find((run) => run.name === name)?.scenario;
    if (!scenario) throw new RangeError(name);
    const run = simulate({ ...scenario, seed }) as Run;
    return Number(evaluate(run, { of: 'latency', statistic: 'p95', population: 'fast' }));
  };
  for (let seed = 1; seed <= 10; seed++) {
    expect(p95('streamed', seed), `seed ${seed}`).toBeGreaterThan(2.5 * p95('buffered', seed));
    expect(p95('bare', seed), `seed ${seed}`).toBeGreaterThan(2.5 * p95('buffered', seed));
  }
});
