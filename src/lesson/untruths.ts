import { checkClaim } from '../insight/claims/claims.ts';
import { measureText } from '../insight/claims/claimsEvaluate.ts';
import { type MomentReference, momentOf } from '../insight/claims/claimsReference.ts';
import type { Run } from '../insight/shapes.ts';
import type { Lesson, Look, Step } from './lesson.ts';
import { resolveLook } from './lessonValues.ts';
import { type Block, type Inline, inlinesOf } from './markdown.ts';
import { readValue } from './readValue.ts';
import type { RunSource } from './runSource.ts';
import { untrueKnobs } from './untrueKnobs.ts';
import { untrueQuestion } from './untrueQuestion.ts';

/**
 * Everything in a lesson that its recordings do not bear out: claims that fail, options whose `when` says otherwise, orders too
 * close to tell, curves that leave their drawing, puzzles that are solved at the start or not by their solutions,
 * measures without a value, moments and requests that do not come. Empty for a lesson that is true.
 */
export function untruths(lesson: Lesson, source: RunSource): string[] {
  const found: string[] = [];
  for (const { name, expect } of lesson.runs)
    for (const { claim } of expect) {
      const result = checkClaim(source.run(name), claim, source.run);
      if (!result.holds)
        found.push(`runs.${name}: expected that ${claim.words}; the run shows ${result.found}`);
    }
  const first = lesson.runs[0]?.name ?? '';
  const check = (at: string, own: string, ...texts: Text[]): void => {
    found.push(...unmeasured(lesson, source, { at, own, run: source.run(own) }, texts));
  };
  check('intro', first, lesson.intro);
  check('answer', first, lesson.answer);
  for (const { id, answer, step } of lesson.answers)
    check(`answers.${id}`, runOfStep(lesson, step) ?? first, answer);
  lesson.seeds.forEach(({ shows }, i) => {
    check(`seeds[${i}].shows`, first, line(shows));
  });
  for (const step of lesson.steps) {
    const at = `steps.${step.id}`;
    check(at, step.run, step.say, step.notes);
    step.hints.forEach((hint, i) => {
      check(`${at}.hints[${i}]`, step.run, line(hint));
    });
    found.push(...untrueMoments(at, source.run(step.run), step));
    step.captions.forEach(({ say }, i) => {
      check(`${at}.captions[${i}].say`, step.run, line(say));
    });
    if ('question' in step) {
      const { question } = step;
      check(`${at}.ask`, step.run, line(question.ask));
      if (question.kind === 'choice')
        for (const [i, { text, reply }] of question.options.entries())
          check(`${at}.options[${i}]`, step.run, line(text), line(reply));
      if (question.kind === 'order')
        for (const [i, { text }] of question.items.entries())
          check(`${at}.order[${i}]`, step.run, line(text));
      found.push(...untrueQuestion(at, source, step));
    }
    if ('knobs' in step) {
      found.push(...untrueKnobs(at, source, step));
      if (step.kind === 'puzzle') check(`${at}.solved`, step.run, step.solved);
    }
  }
  return found;
}

type Text = readonly Block[];
const line = (children: readonly Inline[]): Text => [{ kind: 'paragraph', children }];

const runOfStep = (lesson: Lesson, id: string): string | undefined =>
  lesson.steps.find((step) => step.id === id)?.run;

/** The `{{measures}}` of some texts that have no value; `run` stands for the run called `own`. */
function unmeasured(
  lesson: Lesson,
  source: RunSource,
  { at, own, run }: { at: string; own: string; run: Run },
  texts: readonly Text[],
): string[] {
  const found: string[] = [];
  for (const node of inlinesOf(texts.flat())) {
    if (node.kind !== 'value') continue;
    const read = readValue(node.words, lesson.runs, own);
    const value =
      'wrong' in read
        ? null
        : measureText(
            read.value.run.name === own ? run : source.run(read.value.run.name),
            read.value.measure,
          );
    if (value === null) found.push(`${at}: {{${node.words}}} has no value`);
  }
  return found;
}

/** Moments and requests that a step names and its run does not have. */
function untrueMoments(at: string, run: Run, step: Step): string[] {
  const found: string[] = step.look ? missing(at, run, step.look) : [];
  const moments: (readonly [string, MomentReference])[] = step.captions.map(
    (caption, i) => [`captions[${i}].at`, caption.at] as const,
  );
  if (step.kind === 'run') moments.push(['from', step.from], ['until', step.until]);
  for (const [key, moment] of moments)
    if (momentOf(run, moment) === null) found.push(`${at}.${key}: this moment does not come`);
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
