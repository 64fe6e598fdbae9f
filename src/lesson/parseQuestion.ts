import { kindOfMeasure } from '../insight/claims/claimsMeasure.ts';
import { readClaim } from '../insight/claims/claimsRead.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { scopeOf } from './claimScope.ts';
import type { Option, Question } from './lesson.ts';
import { readLine, type TextPlace } from './parseTexts.ts';
import { readValue } from './readValue.ts';

/**
 * The question of a predict or observe step. A choice: `options`, one of them `right: true`, each with a `when` that the
 * recording proves or refutes. A number: `answer`, a measure, and `tolerance`.
 */
export function parseQuestion(
  place: TextPlace,
  at: string,
  step: Readonly<Record<string, unknown>>,
  run: string,
): Question | null {
  const ask = readLine(place, under(at, 'ask'), step.ask, run, true);
  if (step.options !== undefined) {
    const options = parseOptions(place, under(at, 'options'), step.options, run);
    return options && { kind: 'choice', ask, options };
  }
  if (typeof step.answer !== 'string') {
    place.problems.add(
      at,
      step,
      'asks nothing; allowed: options, or answer with a measure such as p95 of fast',
    );
    return null;
  }
  const read = readValue(step.answer, place.runs, run);
  if ('wrong' in read) {
    place.problems.add(under(at, 'answer'), step.answer, read.wrong);
    return null;
  }
  const measures = kindOfMeasure(read.value.measure);
  if (measures === 'text')
    place.problems.add(under(at, 'answer'), step.answer, 'is a word; ask for it with options');
  const tolerance = toleranceOf(place, under(at, 'tolerance'), step.tolerance);
  return { kind: 'number', ask, measure: read.value.measure, measures, tolerance };
}

function toleranceOf(place: TextPlace, at: string, input: unknown): number {
  if (input === undefined) return 0.25;
  const [, digits] = typeof input === 'string' ? (/^(\d{1,3}) ?%$/.exec(input) ?? []) : [];
  if (digits !== undefined) return Number(digits) / 100;
  place.problems.add(at, input, 'must be a share such as 25%');
  return 0.25;
}

function parseOptions(place: TextPlace, at: string, input: unknown, run: string): Option[] | null {
  if (!Array.isArray(input) || input.length < 2 || input.length > 6) {
    place.problems.add(at, input, 'must be a list of 2 to 6 options');
    return null;
  }
  const scenario = place.runs.find(({ name }) => name === run)?.scenario;
  const options = input.map((item, i): Option => {
    const here = `${at}[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item))
      place.problems.add(here, item, 'must be an option such as { text: …, right: true }');
    refuseUnknownKeys(place.problems, here, written, ['text', 'right', 'when', 'reply']);
    if (written.right !== undefined && typeof written.right !== 'boolean')
      place.problems.add(under(here, 'right'), written.right, 'must be true, or left out');
    return {
      text: readLine(place, under(here, 'text'), written.text, run, true),
      isRight: written.right === true,
      when:
        written.when === undefined || !scenario
          ? null
          : readClaim(place.problems, under(here, 'when'), written.when, scopeOf(scenario)),
      reply: readLine(place, under(here, 'reply'), written.reply, run, false),
    };
  });
  const right = options.filter((option) => option.isRight).length;
  if (right !== 1)
    place.problems.add(
      at,
      `${right} right options`,
      'must have exactly one option with right: true',
    );
  return options;
}
