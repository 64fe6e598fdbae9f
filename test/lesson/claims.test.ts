/**
 * Every claim of every lesson, with its own seed and two hundred others: it holds in all of them, or as often as it says. The seeds are
 * the whole numbers from 1 on, so what a lesson states is a fact and no sample.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { checkLessons, type LessonReport } from '../../src/cli/lessons/check.ts';
import { OTHER_SEEDS } from '../../src/lesson/overSeeds.ts';
import { LESSONS } from './readLessons.ts';

describe(`with ${OTHER_SEEDS} other seeds`, () => {
  const reports = new Map<string, LessonReport>();

  beforeAll(async () => {
    for (const report of await checkLessons(LESSONS, { countsPuzzles: false }))
      reports.set(report.lesson.id, report);
  }, 600_000);

  test.each(LESSONS)('$id', ({ id }) => {
    const report = reports.get(id);
    expect(report?.claims.length).toBeGreaterThan(0);
    for (const { of } of report?.claims ?? []) expect(of).toBe(OTHER_SEEDS);
    expect(report?.faults).toEqual([]);
  });
});
