import { msg } from '../language/t.ts';
import { readAnswer } from '../lesson/answers.ts';
import { isRecord } from '../scenario/isRecord.ts';
import { PARAMETERS, THEMES } from './parameters.ts';
import { LONGEST_STATE } from './version.ts';

export interface Field {
  fits(value: unknown): boolean;
  /** What may stand there, in words for people. */
  readonly allowed: string;
  readonly isOptional?: true;
}

const isText = (most: number) => (value: unknown) =>
  typeof value === 'string' && value.length <= most;
const TEXT: Field = { fits: isText(2000), allowed: msg('text') };
const NAME: Field = { fits: isText(200), allowed: msg('text of at most 200 characters') };
const COUNT: Field = {
  fits: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  allowed: msg('a whole number, 0 or more'),
};
const STEP: Field = {
  fits: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 200,
  allowed: PARAMETERS.step.allowed,
};
const ANSWER: Field = {
  fits: (value) => value === null || readAnswer(value) !== null,
  allowed: msg(
    'an answer: its kind, and what was chosen, written, ordered, drawn or turned; null: passed over',
  ),
};
const STATE: Field = {
  fits: isText(LONGEST_STATE),
  allowed: msg('text as the event “state” has it, at most 4096 characters'),
};
const NOTHING = {} as const;

/** Of each message what goes along with it. Fields that are not named here are passed over: a later version may have more. */
export const FIELDS = {
  events: {
    ready: { lesson: NAME, title: TEXT, step: STEP, of: STEP },
    resize: { height: { ...COUNT, allowed: msg('CSS pixels, a whole number') } },
    step: { step: STEP, of: STEP, id: NAME, kind: NAME },
    predict: { step: STEP, id: NAME, answer: ANSWER },
    answer: {
      step: STEP,
      id: NAME,
      answer: ANSWER,
      right: {
        fits: (value: unknown) => value === null || typeof value === 'boolean',
        allowed: msg('true, false, or null where there is no right and wrong'),
      },
    },
    state: { state: STATE },
    complete: { right: COUNT, answered: COUNT, of: COUNT },
    error: {
      message: TEXT,
      problems: {
        fits: (value: unknown) =>
          Array.isArray(value) &&
          value.length <= 100 &&
          value.every(
            (each) =>
              isRecord(each) &&
              [each.at, each.value, each.message].every((words) => typeof words === 'string'),
          ),
        allowed: msg('a list of at, value and message, each of them text'),
      },
    },
  },
  commands: {
    play: NOTHING,
    pause: NOTHING,
    step: {
      by: {
        fits: (value: unknown) => value === 1 || value === -1,
        allowed: msg('1 for the next event, -1 for the one before'),
        isOptional: true,
      },
    },
    goto: {
      step: { ...STEP, isOptional: true },
      t: {
        fits: (value: unknown) =>
          typeof value === 'string' && 'value' in (PARAMETERS.t.read(value) ?? {}),
        allowed: PARAMETERS.t.allowed,
        isOptional: true,
      },
    },
    setTheme: {
      theme: {
        fits: (value: unknown) => THEMES.some((theme) => theme === value),
        allowed: PARAMETERS.theme.allowed,
      },
    },
    setLang: {
      lang: {
        fits: (value: unknown) => typeof value === 'string' && PARAMETERS.lang.read(value) !== null,
        allowed: PARAMETERS.lang.allowed,
      },
    },
    getState: NOTHING,
    setState: { state: STATE },
  },
} as const satisfies Record<'events' | 'commands', Record<string, Record<string, Field>>>;

export const EVENT_TYPES = Object.keys(FIELDS.events) as (keyof typeof FIELDS.events)[];
export const COMMAND_TYPES = Object.keys(FIELDS.commands) as (keyof typeof FIELDS.commands)[];
