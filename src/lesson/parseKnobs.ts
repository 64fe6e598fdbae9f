import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import { type Problems, suggestion } from '../scenario/problems.ts';
import { valueWord } from './changes.ts';
import type { Budget, KnobValue, LessonKnob, LessonRun, Watched } from './lesson.ts';
import { isOfUnread, readLine, type TextPlace } from './parseTexts.ts';
import { readValue } from './readValue.ts';
import { type Settings, settingOf, withSettings } from './settings.ts';
import { BUDGET, KNOB } from './shape.ts';

type Written = Readonly<Record<string, unknown>>;

/** What is wrong with these settings over a run's scenario, in words; null: nothing. */
export function variantProblem(run: LessonRun, settings: Settings): string | null {
  const written = withSettings(run.written, settings);
  if (!written) return `“${Object.keys(settings).join(', ')}” leads nowhere in this run`;
  const scenario = parseScenario(written);
  if (!isProblems(scenario)) return null;
  return scenario.map(({ at, message }) => `${at} ${message}`).join('; ');
}

/** `knobs:` with `locked:` and `mystery:`: what the learner may turn in this step. */
export function parseKnobs(
  place: TextPlace,
  at: string,
  step: Written,
  run: LessonRun | null,
): LessonKnob[] {
  const { problems } = place;
  const list = step.knobs;
  if (!Array.isArray(list) || list.length === 0 || list.length > 8) {
    problems.add(
      under(at, 'knobs'),
      list,
      t('must be a list of 1 to 8 {sample}', { sample: '{ set, label, values }' }),
    );
    return [];
  }
  const names = list.map((item) => (isRecord(item) ? String(item.set) : ''));
  const among = (key: 'locked' | 'mystery'): readonly string[] => {
    const written = step[key] ?? [];
    if (!Array.isArray(written))
      problems.add(under(at, key), written, t('must be a list of settings'));
    const found = Array.isArray(written) ? written.map(String) : [];
    found.forEach((name, i) => {
      if (!names.includes(name))
        problems.add(
          `${at}.${key}[${i}]`,
          name,
          t('is no knob of this step; {suggestion}', { suggestion: suggestion(name, names) }),
        );
    });
    return found;
  };
  const locked = among('locked');
  const mystery = among('mystery');
  const prices = isRecord(step.budget) && isRecord(step.budget.prices) ? step.budget.prices : {};
  return list.flatMap((item: unknown, i) => {
    const here = `${at}.knobs[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item))
      problems.add(here, item, t('must be {sample}', { sample: '{ set, label, values }' }));
    refuseUnknownKeys(problems, here, written, Object.keys(KNOB));
    const { set } = written;
    if (typeof set !== 'string' || names.indexOf(set) < i) {
      problems.add(
        under(here, 'set'),
        set,
        t('must be a setting that no other knob of the step turns'),
      );
      return [];
    }
    const label = readLine(place, under(here, 'label'), written.label, run?.name ?? '', true);
    const values = readValues(problems, here, set, written.values, prices[set]);
    const start = startOf(problems, here, set, values, run);
    return [
      {
        set,
        label,
        values,
        start,
        isLocked: locked.includes(set),
        isMystery: mystery.includes(set),
      },
    ];
  });
}

function readValues(
  problems: Problems,
  at: string,
  set: string,
  input: unknown,
  price: unknown,
): KnobValue[] {
  if (!Array.isArray(input) || input.length < 2 || input.length > 12) {
    problems.add(under(at, 'values'), input, t('must be a list of 2 to 12 values'));
    return [];
  }
  return input.map((item: unknown, i): KnobValue => {
    const here = `${at}.values[${i}]`;
    const named = isRecord(item) && (Object.hasOwn(item, 'is') || Object.hasOwn(item, 'text'));
    if (named) refuseUnknownKeys(problems, here, item, ['text', 'is']);
    const value = named ? item.is : item;
    if (value === undefined) problems.add(under(here, 'is'), value, t('is missing: the value'));
    if (named && typeof item.text !== 'string')
      problems.add(under(here, 'text'), item.text, t('is missing: what the value is called'));
    if (!named && isRecord(item))
      problems.add(here, item, t('must be a value, or {sample}', { sample: '{ text: …, is: … }' }));
    const text = named ? String(item.text) : valueWord(value);
    return { text, settings: { [set]: value }, cost: costOf(price, text, value) };
  });
}

/** A price stands for each value by its text, or is one that is paid as often as the number says; what is off costs nothing. */
function costOf(price: unknown, text: string, value: unknown): number {
  const own = isRecord(price) ? price[text] : price;
  if (typeof own !== 'number') return 0;
  if (isRecord(price)) return own;
  if (typeof value === 'number') return own * value;
  return value === false || value === 'off' || value === 'none' || value === null ? 0 : own;
}

/** Which of the values the run has; one of them must be its own, so that a step begins where the lesson stands. */
function startOf(
  problems: Problems,
  at: string,
  set: string,
  values: readonly KnobValue[],
  run: LessonRun | null,
): number {
  if (!run || values.length === 0) return 0;
  const wrong = values.map(({ settings }) => variantProblem(run, settings));
  const [first] = wrong;
  // The same with every value: it is the setting that is wrong.
  if (first && wrong.every((each) => each === first)) {
    const meant = settingMeant(run, set, values);
    problems.add(
      under(at, 'set'),
      set,
      meant === null ? first : t('is no setting here; did you mean “{meant}”?', { meant: meant }),
    );
    return 0;
  }
  wrong.forEach((each, i) => {
    if (each !== null) problems.add(`${under(at, 'values')}[${i}]`, values[i]?.settings[set], each);
  });
  const own = JSON.stringify(run.scenario);
  const start = values.findIndex(({ settings }, i) => {
    const written = wrong[i] === null ? withSettings(run.written, settings) : null;
    return written !== null && JSON.stringify(parseScenario(written)) === own;
  });
  if (start < 0 && wrong.every((each) => each === null))
    problems.add(
      under(at, 'values'),
      values.map(({ text }) => text).join(', '),
      t('has not what the run {name} has: {valueWord}', {
        name: run.name,
        valueWord: String(valueWord(settingOf(run.written, set) ?? 'the default')),
      }),
    );
  return Math.max(0, start);
}

/** The setting that these words miss by its part: `fast.keepAlive` of the clients, `nginx.gzip` of the front server; or null. */
function settingMeant(run: LessonRun, set: string, values: readonly KnobValue[]): string | null {
  const rest = set.slice(set.indexOf('.') + 1);
  const parts = ['app', 'front', 'database', 'socket'];
  const paths = [
    `clients.${set}`,
    `routes.${set}`,
    ...parts.map((part) => `${part}.${set}`),
    ...parts.map((part) => `${part}.${rest}`),
  ];
  // All values must be allowed, and not all come to the same: a part that is `none` takes any setting and does nothing with it.
  const fits = (path: string): boolean => {
    const found = values.map(({ settings }) => {
      const written = withSettings(run.written, { [path]: settings[set] });
      const scenario = written && parseScenario(written);
      return scenario && !isProblems(scenario) ? JSON.stringify(scenario) : null;
    });
    return !found.includes(null) && new Set(found).size > 1;
  };
  return paths.find(fits) ?? null;
}

/** `watch:`, measures shown before and after. */
export function parseWatch(place: TextPlace, at: string, input: unknown, run: string): Watched[] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) {
    place.problems.add(at, input, t('must be a list of measures such as p95 of fast'));
    return [];
  }
  return input.flatMap((item: unknown, i): Watched[] => {
    const read = readValue(String(item), place.runs, run);
    if (!('wrong' in read)) return [{ words: String(item), measure: read.value.measure }];
    if (place.runs.length > 0 && !isOfUnread(place, String(item)))
      place.problems.add(`${at}[${i}]`, item, read.wrong);
    return [];
  });
}

/** `budget:` of a puzzle; what each knob costs stands at its values already. */
export function parseBudget(
  problems: Problems,
  at: string,
  input: unknown,
  knobs: readonly LessonKnob[],
): Budget | null {
  if (input === undefined) return null;
  if (!isRecord(input)) {
    problems.add(at, input, t('must be {sample}', { sample: '{ most, unit, base, prices }' }));
    return null;
  }
  refuseUnknownKeys(problems, at, input, Object.keys(BUDGET));
  const { most, unit, base = 0, prices } = input;
  if (typeof most !== 'number' || most <= 0)
    problems.add(under(at, 'most'), most, t('must be a number above 0: what may be spent'));
  if (typeof base !== 'number') problems.add(under(at, 'base'), base, t('must be a number'));
  if (typeof unit !== 'string')
    problems.add(under(at, 'unit'), unit, t('is missing: what is counted, such as € a month'));
  if (!isRecord(prices))
    problems.add(under(at, 'prices'), prices, t('must be a price for each knob'));
  else checkPrices(problems, under(at, 'prices'), prices, knobs);
  return { most: Number(most), unit: String(unit), base: Number(base) };
}

function checkPrices(
  problems: Problems,
  at: string,
  prices: Written,
  knobs: readonly LessonKnob[],
): void {
  for (const [set, price] of Object.entries(prices)) {
    const knob = knobs.find((each) => each.set === set);
    const here = `${at}.${set}`;
    if (!knob) {
      problems.add(
        here,
        price,
        t('is no knob of this step; {suggestion}', {
          suggestion: suggestion(
            set,
            knobs.map((each) => each.set),
          ),
        }),
      );
      continue;
    }
    if (typeof price === 'number') continue;
    if (!isRecord(price)) {
      problems.add(here, price, t('must be a number, or a number for each value of the knob'));
      continue;
    }
    const texts = knob.values.map(({ text }) => text);
    for (const [text, each] of Object.entries(price)) {
      if (!texts.includes(text))
        problems.add(
          `${here}.${text}`,
          each,
          t('is no value of the knob; allowed: {texts}', { texts: texts.join(', ') }),
        );
      else if (typeof each !== 'number')
        problems.add(`${here}.${text}`, each, t('must be a number'));
    }
  }
}
