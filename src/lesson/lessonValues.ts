import { checkClaim } from '../insight/claims/claims.ts';
import { evaluate, measuredText, measureText } from '../insight/claims/claimsEvaluate.ts';
import { momentOf, requestOf } from '../insight/claims/claimsReference.ts';
import type { Run } from '../insight/shapes.ts';
import type { Micros } from '../scenario/scenario.ts';
import type { Lesson, Look, Question, Step, Tier } from './lesson.ts';
import { inlinesOf } from './markdown.ts';
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

/** What a learner gave: the index of an option, or a number in the measure's own unit (µs, share, count …). */
export type Answer =
  | { readonly kind: 'choice'; readonly option: number }
  | { readonly kind: 'number'; readonly value: number };

export interface Verdict {
  readonly isRight: boolean;
  /** What was given and what is so, for the reveal: numbers where both are numbers. */
  readonly given: number;
  readonly truth: number;
  readonly givenText: string;
  readonly truthText: string;
}

/** Sets an answer against the recording of the step's run. */
export function judge(run: Run, question: Question, answer: Answer): Verdict | null {
  if (question.kind === 'choice') {
    if (answer.kind !== 'choice' || !question.options[answer.option]) return null;
    const truth = question.options.findIndex((option) => option.isRight);
    const text = (i: number): string => plain(question.options[i]?.text ?? []);
    return {
      isRight: answer.option === truth,
      given: answer.option,
      truth,
      givenText: text(answer.option),
      truthText: text(truth),
    };
  }
  const truth = evaluate(run, question.measure);
  if (answer.kind !== 'number' || typeof truth !== 'number') return null;
  return {
    isRight: Math.abs(answer.value - truth) <= question.tolerance * Math.abs(truth),
    given: answer.value,
    truth,
    givenText: measuredText(question.measures, answer.value),
    truthText: measuredText(question.measures, truth),
  };
}

function plain(nodes: Question['ask']): string {
  let text = '';
  for (const node of inlinesOf([{ kind: 'paragraph', children: nodes }]))
    if ('text' in node) text += node.text;
    else if (node.kind === 'value') text += `{{${node.words}}}`;
  return text;
}

/**
 * Everything in a lesson that its recordings do not bear out: claims that fail, options whose `when` says otherwise,
 * measures without a value, moments and requests that do not come. Empty for a lesson that is true.
 */
export function untruths(lesson: Lesson, runs: RunsByName): string[] {
  const found: string[] = [];
  for (const { name, expect } of lesson.runs)
    for (const claim of expect) {
      const result = checkClaim(runs(name), claim);
      if (!result.holds)
        found.push(`runs.${name}: expected that ${claim.words}; the run shows ${result.found}`);
    }
  const intro = lesson.runs[0]?.name ?? '';
  const checkText = (
    at: string,
    own: string,
    nodes: Iterable<ReturnType<typeof inlinesOf> extends Generator<infer N> ? N : never>,
  ): void => {
    for (const node of nodes)
      if (node.kind === 'value' && valueText(lesson, own, node.words, runs) === null)
        found.push(`${at}: {{${node.words}}} has no value`);
  };
  checkText('intro', intro, inlinesOf(lesson.intro));
  for (const step of lesson.steps) {
    const at = `steps.${step.id}`;
    const run = runs(step.run);
    checkText(at, step.run, inlinesOf([...step.say, ...step.notes]));
    if (step.look) found.push(...missing(at, run, step.look));
    if (step.kind === 'run')
      for (const [key, moment] of [
        ['from', step.from],
        ['until', step.until],
      ] as const)
        if (momentOf(run, moment) === null) found.push(`${at}.${key}: this moment does not come`);
    if ('question' in step) found.push(...untrueQuestion(at, run, step.question));
  }
  return found;
}

function missing(at: string, run: Run, look: Look): string[] {
  const seen = resolveLook(run, look);
  const found: string[] = [];
  if (look.request !== null && seen.request === null)
    found.push(`${at}.look.request: there is no such request`);
  if (look.at !== null && seen.atUs === null)
    found.push(`${at}.look.at: this moment does not come`);
  return found;
}

function untrueQuestion(at: string, run: Run, question: Question): string[] {
  if (question.kind === 'number')
    return evaluate(run, question.measure) === null ? [`${at}.answer: has no value`] : [];
  return question.options.flatMap(({ when, isRight }, i) => {
    if (when === null) return [];
    const { holds, found } = checkClaim(run, when);
    return holds === isRight
      ? []
      : [
          `${at}.options[${i}]: is ${isRight ? 'right' : 'wrong'} in the lesson, but the run shows ${found} where ${when.words}`,
        ];
  });
}
