import { measureText } from '../insight/claims/claimsEvaluate.ts';
import { momentOf, requestOf } from '../insight/claims/claimsReference.ts';
import type { Run } from '../insight/shapes.ts';
import type { Micros } from '../scenario/scenario.ts';
import type { Lesson, Look, Step, Tier } from './lesson.ts';
import { readValue } from './readValue.ts';

/** The recording of each of a lesson's runs, by name. */
export type RunsByName = (name: string) => Run;

/** What `{{words}}` in a step's text stands for, read off the recordings; null where there is nothing to measure. */
export function valueText(
  lesson: Lesson,
  ownRun: string,
  words: string,
  runs: RunsByName,
): string | null {
  const read = readValue(words, lesson.runs, ownRun);
  return 'wrong' in read ? null : measureText(runs(read.value.run.name), read.value.measure);
}

export interface ResolvedLook {
  readonly tier: Tier | null;
  readonly request: number | null;
  /** From 0. */
  readonly worker: number | null;
  readonly atUs: Micros | null;
}

/** What a step points at, in this run. */
export function resolveLook(run: Run, look: Look): ResolvedLook {
  return {
    tier: look.tier,
    request: look.request === null ? null : requestOf(run, look.request),
    worker: look.worker === null ? null : look.worker - 1,
    atUs: look.at === null ? null : momentOf(run, look.at),
  };
}

/** From when until when a step of kind `run` plays. */
export function playWindow(
  run: Run,
  step: Extract<Step, { kind: 'run' }>,
): { readonly fromUs: Micros; readonly untilUs: Micros } {
  const fromUs = momentOf(run, step.from) ?? 0;
  return { fromUs, untilUs: Math.max(fromUs, momentOf(run, step.until) ?? run.endUs) };
}
