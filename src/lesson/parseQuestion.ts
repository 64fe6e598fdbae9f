import { kindOfMeasure, type Measure, type MeasureKind } from '../insight/claims/claimsMeasure.ts';
import { readClaim } from '../insight/claims/claimsRead.ts';
import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { shown, suggestion } from '../scenario/problems.ts';
import { type Option, type OrderItem, type Question, TIERS, type Tier } from './lesson.ts';
import { parseCurve } from './parseCurve.ts';
import { shareOf } from './parseShare.ts';
import { claimScopeOf, readLine, type TextPlace } from './parseTexts.ts';
import { readValue } from './readValue.ts';
import { OPTION, ORDER_ITEM, POINT } from './shape.ts';

type Written = Readonly<Record<string, unknown>>;

const WAYS = ['options', 'point', 'answer', 'order', 'curve'] as const;

/** Keys that go with one way of asking alone. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  tolerance: ['answer', 'curve'],
  first: ['order'],
};

/**
 * The question of a predict or observe step: `options` or tiers to `point` at, one of them right and proved so by the recording; a
 * number (`answer`); an `order`; a `curve` to draw.
 */
export function parseQuestion(
  place: TextPlace,
  at: string,
  step: Written,
  run: string,
): Question | null {
  const { problems } = place;
  const ask = readLine(place, under(at, 'ask'), step.ask, run, true);
  const ways = WAYS.filter((key) => step[key] !== undefined);
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    problems.add(
      ways[1] === undefined ? at : under(at, ways[1]),
      ways[1] === undefined ? step : step[ways[1]],
      ways[1] === undefined
        ? t('asks nothing; allowed: one of {most}, such as answer: p95 of fast', {
            most: WAYS.join(', '),
          })
        : t('stands beside {way}; a step asks in one way', { way: way }),
    );
    return null;
  }
  for (const [key, fits] of Object.entries(ONLY))
    if (step[key] !== undefined && !fits.includes(way))
      problems.add(
        under(at, key),
        step[key],
        t('goes with {fits}, not with {way}', { fits: fits.join(' or '), way: way }),
      );
  switch (way) {
    case 'options':
    case 'point': {
      const options = parseOptions(place, under(at, way), step[way], run, way === 'point');
      return options && { kind: 'choice', isPointing: way === 'point', ask, options };
    }
    case 'answer': {
      const read = measureAt(place, under(at, 'answer'), step.answer, run);
      const tolerance = toleranceOf(place, at, step);
      return read && { kind: 'number', ask, ...read, tolerance };
    }
    case 'order': {
      const order = parseOrder(place, at, step, run);
      return order && { kind: 'order', ask, ...order };
    }
    case 'curve': {
      const curve = parseCurve(place, under(at, 'curve'), step.curve, run);
      return curve && { kind: 'curve', ask, ...curve, tolerance: toleranceOf(place, at, step) };
    }
  }
}

function toleranceOf({ problems }: TextPlace, at: string, { tolerance }: Written): number {
  return tolerance === undefined
    ? 0.25
    : shareOf(problems, under(at, 'tolerance'), tolerance, 0.25);
}

function measureAt(
  place: TextPlace,
  at: string,
  input: unknown,
  ownRun: string,
): { measure: Measure; measures: MeasureKind; run: string } | null {
  if (typeof input !== 'string') {
    place.problems.add(at, input, t('is missing: a measure such as p95 of fast'));
    return null;
  }
  const read = readValue(input, place.runs, ownRun);
  if ('wrong' in read) {
    if (place.runs.length > 0) place.problems.add(at, input, read.wrong);
    return null;
  }
  const measures = kindOfMeasure(read.value.measure);
  if (measures === 'text') place.problems.add(at, input, t('is a word; ask for it with options'));
  return { measure: read.value.measure, measures, run: read.value.run.name };
}

function parseOrder(
  place: TextPlace,
  at: string,
  step: Written,
  run: string,
): { items: OrderItem[]; measures: MeasureKind; isLargestFirst: boolean } | null {
  const list = step.order;
  const here = under(at, 'order');
  if (!Array.isArray(list) || list.length < 3 || list.length > 6) {
    place.problems.add(
      here,
      list,
      t('must be a list of 3 to 6 {sample}', { sample: '{ text, measure }' }),
    );
    return null;
  }
  if (step.first !== undefined && step.first !== 'smallest' && step.first !== 'largest')
    place.problems.add(under(at, 'first'), step.first, t('must be one of: smallest, largest'));
  const kinds = new Set<MeasureKind>();
  const items = list.flatMap((item: unknown, i): OrderItem[] => {
    const own = `${here}[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item))
      place.problems.add(own, item, t('must be {sample}', { sample: '{ text, measure }' }));
    refuseUnknownKeys(place.problems, own, written, Object.keys(ORDER_ITEM));
    const text = readLine(place, under(own, 'text'), written.text, run, true);
    const read = measureAt(place, under(own, 'measure'), written.measure, run);
    if (!read) return [];
    kinds.add(read.measures);
    return [{ text, measure: read.measure, run: read.run }];
  });
  if (kinds.size > 1)
    place.problems.add(
      here,
      [...kinds].join(', '),
      t('puts unlike things in order; all must measure the same kind'),
    );
  const [measures] = kinds;
  if (measures === undefined || items.length < list.length) return null;
  return { items, measures, isLargestFirst: step.first === 'largest' };
}

/** Somebody means this option to be right. */
const isMarked = (right: unknown): boolean => right !== undefined && right !== false;

function parseOptions(
  place: TextPlace,
  at: string,
  input: unknown,
  run: string,
  isPointing: boolean,
): Option[] | null {
  const { problems } = place;
  if (!Array.isArray(input) || input.length < 2 || input.length > 6) {
    problems.add(
      at,
      input,
      isPointing ? t('must be a list of 2 to 6 tiers') : t('must be a list of 2 to 6 options'),
    );
    return null;
  }
  const scope = claimScopeOf(place, run);
  const options = input.map((item: unknown, i): Option => {
    const here = `${at}[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item))
      problems.add(
        here,
        item,
        t('must be an option such as {sample}', {
          sample: isPointing ? '{ tier: app, right: true }' : '{ text: …, right: true }',
        }),
      );
    refuseUnknownKeys(problems, here, written, Object.keys(isPointing ? POINT : OPTION));
    if (isMarked(written.right) && typeof written.right !== 'boolean')
      problems.add(
        under(here, 'right'),
        written.right,
        /^(yes|on|y|ja)$/i.test(String(written.right))
          ? t('must be true, or left out; did you mean true?')
          : t('must be true, or left out'),
      );
    const tier = TIERS.find((each) => each === written.tier) ?? null;
    if (isPointing && tier === null)
      problems.add(
        under(here, 'tier'),
        written.tier,
        t('is no tier; {suggestion}', { suggestion: suggestion(shown(written.tier), TIERS) }),
      );
    return {
      text: isPointing
        ? [{ kind: 'text', text: TIER_WORDS[tier ?? 'clients'] }]
        : readLine(place, under(here, 'text'), written.text, run, true),
      tier: isPointing ? tier : null,
      isRight: written.right === true,
      when:
        written.when === undefined || !scope
          ? null
          : readClaim(problems, under(here, 'when'), written.when, scope),
      reply: readLine(place, under(here, 'reply'), written.reply, run, false),
    };
  });
  // Also those that are marked in a way that has been complained of.
  const right = input.filter((item) => isRecord(item) && isMarked(item.right)).length;
  if (right !== 1)
    problems.add(at, `${right} right options`, t('must have exactly one option with right: true'));
  if (isPointing && new Set(options.map(({ tier }) => tier)).size < options.length)
    problems.add(at, input, t('names a tier twice'));
  return options;
}

/** What tiers are called where one points at them. */
const TIER_WORDS: Readonly<Record<Tier, string>> = {
  clients: 'the clients',
  internet: 'the internet',
  front: 'the front server',
  socket: 'the socket with its waiting room',
  app: 'the app server and its workers',
  database: 'the database',
};
