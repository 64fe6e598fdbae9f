import { kindOfMeasure, type MeasureKind } from '../insight/claims/claimsMeasure.ts';
import { readBound } from '../insight/claims/claimsRead.ts';
import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { valueWord } from './changes.ts';
import type { CurvePoint, Question } from './lesson.ts';
import { variantProblem } from './parseKnobs.ts';
import { readLine, type TextPlace } from './parseTexts.ts';
import { readValue } from './readValue.ts';
import { CURVE } from './shape.ts';

type Curve = Omit<Extract<Question, { kind: 'curve' }>, 'kind' | 'ask' | 'tolerance'>;

/** `curve:`, what a measure of the step's run becomes while one setting is turned through a list of values. */
export function parseCurve(
  place: TextPlace,
  at: string,
  input: unknown,
  run: string,
): Curve | null {
  const { problems, runs } = place;
  if (!isRecord(input)) {
    problems.add(
      at,
      input,
      t('must be {sample}', { sample: '{ turn, values, measure, across, up, top }' }),
    );
    return null;
  }
  refuseUnknownKeys(problems, at, input, Object.keys(CURVE));
  const line = (key: string) =>
    readLine(place, under(at, key), input[key], run, true)
      .map((node) => ('text' in node ? node.text : ''))
      .join('');
  const [across, up] = [line('across'), line('up')];
  const { turn, values } = input;
  if (typeof turn !== 'string') {
    problems.add(under(at, 'turn'), turn, t('is missing: the setting that is turned: app.workers'));
    return null;
  }
  if (!Array.isArray(values) || values.length < 3 || values.length > 12) {
    problems.add(under(at, 'values'), values, t('must be a list of 3 to 12 values of the setting'));
    return null;
  }
  const points = values.map((value: unknown, i): CurvePoint => {
    const settings = { [turn]: value };
    const own = runs.find(({ name }) => name === run);
    const wrong = own && variantProblem(own, settings);
    if (wrong) problems.add(`${at}.values[${i}]`, value, wrong);
    return { text: valueWord(value), settings };
  });
  const read = readValue(String(input.measure), runs, run);
  if ('wrong' in read) {
    if (runs.length > 0) problems.add(under(at, 'measure'), input.measure, read.wrong);
    return null;
  }
  const measures = kindOfMeasure(read.value.measure);
  if (measures === 'text')
    problems.add(under(at, 'measure'), input.measure, t('is a word, and cannot be drawn'));
  const top = readTop(place, under(at, 'top'), input.top, measures);
  const given = input.given ?? 0;
  if (!Number.isInteger(given) || (given as number) < 0 || (given as number) > points.length - 2)
    problems.add(
      under(at, 'given'),
      given,
      t('must be a whole number from 0 to {length}', { length: String(points.length - 2) }),
    );
  if (top === null) return null;
  return {
    turn,
    points,
    measure: read.value.measure,
    measures,
    across,
    up,
    top,
    given: given as number,
  };
}

/** The upper end of the drawing, in the measure's own unit; null where it is none. */
function readTop(
  { problems }: TextPlace,
  at: string,
  input: unknown,
  kind: MeasureKind,
): number | null {
  if (kind === 'text') return null; // reported already: it cannot be drawn
  const top = Number(readBound(problems, at, input, kind) ?? Number.NaN);
  if (top <= 0) problems.add(at, input, t('must be above zero: the drawing ends there'));
  return top > 0 ? top : null;
}
