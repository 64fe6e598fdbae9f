/**
 * What may stand in the files of the course, key by key: the readers refuse what is not here, and the JSON Schemas that editors
 * complete and check with are made from it. Plain data.
 */
import { COMPARISONS } from '../insight/claims/claims.ts';
import { PANELS, STEP_KINDS, type StepKind, TIERS } from './lesson.ts';

/** One key of a map: what it means, what may stand there, and whether it has to. */
export interface Key {
  readonly words: string;
  readonly is: Shape;
  readonly isNeeded?: boolean;
}

export type Keys = Readonly<Record<string, Key>>;

/**
 * `line` one line of text, `text` paragraphs, `name` small letters, digits and “-”, `measure`, `moment`, `request`, `setting` a written
 * path, `scenario` and `change` as in scenario files, `any` a value of a setting.
 */
export type Shape =
  | 'line'
  | 'text'
  | 'name'
  | 'whole'
  | 'number'
  | 'share'
  | 'yes'
  | 'measure'
  | 'moment'
  | 'request'
  | 'setting'
  | 'scenario'
  | 'change'
  | 'any'
  | { readonly oneOf: readonly string[] }
  | { readonly either: readonly Shape[] }
  | { readonly list: Shape; readonly least?: number; readonly most?: number }
  /** A map with names of the author's own. */
  | { readonly named: Shape }
  | { readonly keys: Keys };

const need = (words: string, is: Shape): Key => ({ words, is, isNeeded: true });
const may = (words: string, is: Shape): Key => ({ words, is });

const VALUE: Shape = { either: ['number', 'line', { list: 'any', least: 2, most: 2 }] };

/** What a claim may say; it names one thing and compares it once. */
export const CLAIM: Keys = {
  metric: may('what is measured: p95 of fast, hold of slow#1', 'measure'),
  count: may('an event whose number is meant: worker/timedOut', 'line'),
  why: may('a request whose reason for waiting is asked for', 'request'),
  at: may('when it is asked', 'moment'),
  names: may('the setting or word that the reason has to name', 'line'),
  ...Object.fromEntries(
    COMPARISONS.map((word) => [
      word,
      may(`the measure ${word} this value, or this many times another measure`, VALUE),
    ]),
  ),
};

/** What a run must show: a claim, and in how many seeds. */
export const EXPECTATION: Keys = {
  ...CLAIM,
  usually: may('share of other seeds in which it holds; all of them without it', 'share'),
};

export const RUN: Keys = {
  title: need('what this run is, in a few words', 'line'),
  scenario: may('the world, as in a scenario file', 'scenario'),
  use: may('a scenario that is shared, or a preset of the sandbox, by its name', 'name'),
  extends: may('the run before that this one changes one thing of', 'name'),
  change: may('what is different from it', 'change'),
  expect: need('what the run must show', { list: { keys: EXPECTATION }, least: 1 }),
};

export const LOOK: Keys = {
  tier: may('the tier to light', { oneOf: TIERS }),
  request: may('the request to select', 'request'),
  worker: may('the worker to light, counted from 1', 'whole'),
  at: may('the moment to stand at', 'moment'),
};

export const OPTION: Keys = {
  text: need('what is chosen', 'line'),
  right: may('true for the one that is right', 'yes'),
  when: may('the claim that holds for the right one alone', { keys: CLAIM }),
  reply: may('what to say to whoever chose it', 'line'),
};

export const POINT: Keys = {
  tier: need('the tier that is pointed at', { oneOf: TIERS }),
  right: OPTION.right as Key,
  when: OPTION.when as Key,
  reply: OPTION.reply as Key,
};

export const ORDER_ITEM: Keys = {
  text: need('what is put in its place', 'line'),
  measure: need('what decides its place', 'measure'),
};

export const CURVE: Keys = {
  turn: need('the setting that is turned', 'setting'),
  values: need('its values, from left to right', { list: 'any', least: 3, most: 12 }),
  measure: need('what is drawn over them', 'measure'),
  across: need('words of the axis across', 'line'),
  up: need('words of the axis up', 'line'),
  top: need('upper end of the drawing: 4s, 100%, 50', VALUE),
  given: may('how many points, from the left, are given', 'whole'),
};

export const KNOB: Keys = {
  set: need('the setting: app.workers, routes.home.cpu, front', 'setting'),
  label: need('what it is, in plain words', 'line'),
  values: need('all that it can be; a value, or { text, is }', {
    list: {
      either: [
        'any',
        {
          keys: {
            text: need('what the value is called', 'line'),
            is: need('the value, as in a scenario file', 'any'),
          },
        },
      ],
    },
    least: 2,
    most: 12,
  }),
};

export const BUDGET: Keys = {
  most: need('what may be spent', 'number'),
  unit: need('what is counted: € a month, MB', 'line'),
  base: may('what is spent before any knob', 'number'),
  prices: need('per knob: a price times its number, or a price for each value', {
    named: { either: ['number', { named: 'number' }] },
  }),
};

export const CAPTION: Keys = {
  at: need('from which moment on', 'moment'),
  say: need('what is said', 'line'),
};

const QUESTION: Keys = {
  ask: need('the question, in one line', 'line'),
  options: may('answers to choose from', { list: { keys: OPTION }, least: 2, most: 6 }),
  point: may('tiers to point at', { list: { keys: POINT }, least: 2, most: 6 }),
  answer: may('the measure that is guessed as a number', 'measure'),
  order: may('what is put in order, written in a wrong one', {
    list: { keys: ORDER_ITEM },
    least: 3,
    most: 6,
  }),
  first: may('which end comes first', { oneOf: ['smallest', 'largest'] }),
  curve: may('what is drawn', { keys: CURVE }),
  tolerance: may('how far off a number or a curve is still right', 'share'),
};

const KNOBS: Keys = {
  knobs: need('what the learner may turn', { list: { keys: KNOB }, least: 1, most: 8 }),
  watch: may('measures shown before and after', { list: 'measure', most: 6 }),
  locked: may('settings that are shown but cannot be turned', { list: 'setting' }),
  mystery: may('settings that are not even shown', { list: 'setting' }),
};

/** Keys that every step may have. */
export const STEP: Keys = {
  kind: need('what happens in this step', { oneOf: STEP_KINDS }),
  id: may('its name, under which answers are kept', 'name'),
  title: may('its heading', 'line'),
  on: may('the run on the stage; as in the step before without it', 'name'),
  say: may('what the learner reads', 'text'),
  look: may('what to light, and the moment to stand at', { keys: LOOK }),
  terms: may('terms first met here', { list: 'line' }),
  panels: may('the instruments offered, the first of them open', {
    list: { oneOf: PANELS },
    least: 1,
  }),
  captions: may('words that come up while the run plays', { list: { keys: CAPTION } }),
  hints: may('given one after the other, when asked for', { list: 'line', most: 5 }),
  notes: may('for whoever presents the lesson', 'text'),
};

/** Keys of one kind of step. */
export const STEP_OF: Readonly<Record<StepKind, Keys>> = {
  read: {},
  predict: QUESTION,
  run: {
    from: may('the moment from which the run plays', 'moment'),
    until: may('the moment at which it stops', 'moment'),
  },
  observe: QUESTION,
  change: KNOBS,
  explain: { reveals: may('the prediction to set against what happened', 'name') },
  reveal: { reveals: need('the prediction to set against what happened', 'name') },
  puzzle: {
    ...KNOBS,
    goal: need('claims that all hold when it is solved', { list: { keys: CLAIM }, least: 1 }),
    budget: may('what may be spent', { keys: BUDGET }),
    solutions: need('settings that solve it, each in its own way', {
      list: { named: 'any' },
      least: 1,
    }),
    solved: may('what is said when it is solved', 'text'),
  },
  try: {},
};

export const ANSWER: Keys = {
  id: need('its name, and that of its page', 'name'),
  question: need('what people ask', 'line'),
  answer: need('two sentences', 'text'),
  step: need('the step whose moment proves it', 'name'),
};

export const SEED: Keys = {
  seed: need('the number that chance follows from', 'whole'),
  shows: need('what is worth seeing with it', 'line'),
};

export const SOURCE: Keys = {
  name: need('program, version and page', 'line'),
  link: may('address of the documentation', 'line'),
  case: may('a measured case, by its technical name', 'line'),
  rule: may('a rule of MODEL.md, by its ID', 'line'),
  says: need('which fact it bears out', 'line'),
};

export const LESSON: Keys = {
  id: need('the name of the file', 'name'),
  kind: may('lesson, or challenge', { oneOf: ['lesson', 'challenge'] }),
  title: need('the name of the lesson', 'line'),
  question: need('one question that a beginner really asks', 'line'),
  minutes: need('how long it takes', 'whole'),
  intro: may('the scene, in plain words', 'text'),
  answer: need('the answer to the question, in two or three sentences', 'text'),
  answers: may('other questions that it answers', { list: { keys: ANSWER } }),
  seeds: may('other chances worth watching', { list: { keys: SEED } }),
  sources: need('where its facts come from', { list: { keys: SOURCE }, least: 1 }),
  terms: may('words that the glossary does not have', { named: 'line' }),
  runs: need('scenarios by name; the first is the starting point', { named: { keys: RUN } }),
  steps: need('what the learner does, in order', { list: 'any', least: 1 }),
};

export const TERM: Keys = {
  means: need('what it means, in plain words', 'line'),
  lesson: need('the lesson that shows it', 'name'),
  also: may('other spellings', { list: 'line' }),
};

export const MODULE: Keys = {
  id: need('its name', 'name'),
  title: need('its heading', 'line'),
  about: may('what it is about, in a sentence', 'line'),
  lessons: need('its lessons, in order', { list: 'name', least: 1 }),
};

export const COURSE: Keys = {
  modules: need('the modules, in order', { list: { keys: MODULE }, least: 1 }),
};
