import { msg, t } from '../language/t.ts';
import { shown, suggestion } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { writeQuantity } from '../scenario/units.ts';
import { type Asked, readQuery } from './query.ts';
import {
  duration,
  languageCode,
  list,
  number,
  oneOf,
  type Read,
  type Reader,
  text,
  yesNo,
} from './readers.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export const UIS = ['full', 'compact', 'view'] as const;
export const LOADS = ['click', 'visible', 'now'] as const;
export const MOTIONS = ['auto', 'reduced'] as const;
/** Instruments, by the keys of the workbench's tabs. */
export const PANEL_NAMES = [
  'lanes',
  'requests',
  'latency',
  'causes',
  'events',
  'logs',
  'config',
  'statechart',
  'script',
  'capacity',
  'metrics',
] as const;
/** What the learner may be kept from changing; besides these, one knob by its written path: `app.workers`. */
export const LOCKS = ['steps', 'knobs', 'seeds'] as const;
/** What may be left out. */
export const PARTS = [
  'title',
  'words',
  'caption',
  'transport',
  'instruments',
  'inspector',
  'hints',
  'seeds',
  'sandbox',
  'link',
] as const;

const KNOB = /^[a-z]\w*(?:\.[\w-]+)+$/i;
const LARGEST_SEED = 4_294_967_295;

/** What an embedded lesson is asked to be; null: as the lesson or the page has it. */
export interface EmbedOptions {
  /** Counted from 1. */
  readonly step: number | null;
  /** Moment of the step's run, µs. */
  readonly t: number | null;
  /** Virtual seconds per real second. */
  readonly speed: number | null;
  readonly seed: number | null;
  /** Positions of the step's knobs, as links of lessons have them: `3.1.2`. */
  readonly set: string | null;
  readonly theme: (typeof THEMES)[number];
  readonly lang: string | null;
  readonly ui: (typeof UIS)[number];
  readonly panels: readonly string[] | null;
  readonly lock: readonly string[];
  readonly hide: readonly string[];
  readonly motion: (typeof MOTIONS)[number];
  readonly table: boolean;
  readonly load: (typeof LOADS)[number];
  /** CSS pixels, or null: as high as the content. */
  readonly height: number | null;
}

export type ParameterName = keyof EmbedOptions;

interface Parameter<Value> {
  readonly read: Reader<Value>;
  /** What may stand there, in words for people. */
  readonly allowed: string;
  /** What holds without it. */
  readonly without: Value;
  write?(value: NonNullable<Value>): string;
}

/** Version 1. What each means stands in meanings.ts. */
export const PARAMETERS: { readonly [Name in ParameterName]: Parameter<EmbedOptions[Name]> } = {
  step: {
    read: number(1, 200, true),
    allowed: msg('a whole number from 1 to the number of steps'),
    without: null,
  },
  t: {
    read: duration,
    allowed: msg('a time with its unit: 4.2s, 350ms, 4200000us'),
    without: null,
    write: (us) => writeQuantity('duration', us),
  },
  speed: { read: number(0.01, 100), allowed: msg('a number from 0.01 to 100'), without: null },
  seed: {
    read: number(0, LARGEST_SEED, true),
    allowed: msg('a whole number from 0 to 4294967295'),
    without: null,
  },
  set: {
    read: text(/^\d{1,3}(?:\.\d{1,3}){0,30}$/),
    allowed: msg('for each knob of the step the number of its value, with dots between: 3.1.2'),
    without: null,
  },
  theme: { read: oneOf(THEMES), allowed: THEMES.join(', '), without: 'auto' },
  lang: {
    read: languageCode,
    allowed: msg('a language tag: en, de, es, fr, zh-Hans'),
    without: null,
  },
  ui: { read: oneOf(UIS), allowed: UIS.join(', '), without: 'full' },
  panels: {
    read: list(PANEL_NAMES),
    allowed: PANEL_NAMES.join(', '),
    without: null,
  },
  lock: {
    read: list(LOCKS, KNOB),
    allowed: `${LOCKS.join(', ')}, app.workers`,
    without: [],
  },
  hide: { read: list(PARTS), allowed: PARTS.join(', '), without: [] },
  motion: { read: oneOf(MOTIONS), allowed: MOTIONS.join(', '), without: 'auto' },
  table: { read: yesNo, allowed: 'yes, no', without: false },
  load: { read: oneOf(LOADS), allowed: LOADS.join(', '), without: 'click' },
  height: {
    read: number(120, 4000, true),
    allowed: msg('CSS pixels, a whole number from 120 to 4000'),
    without: null,
  },
};

export const PARAMETER_NAMES = Object.keys(PARAMETERS) as ParameterName[];

/** As without any parameter. */
export const WITHOUT: EmbedOptions = Object.fromEntries(
  PARAMETER_NAMES.map((name) => [name, PARAMETERS[name].without]),
) as unknown as EmbedOptions;

/** One parameter's text; the problem says what is allowed. Also how attributes and messages are read. */
export function readParameter<Name extends ParameterName>(
  name: Name,
  written: string,
): { readonly value: EmbedOptions[Name] } | Problem {
  const { read, allowed } = PARAMETERS[name];
  const found: Read<EmbedOptions[Name]> = read(written);
  if (found && 'value' in found) return found;
  return {
    at: name,
    value: shown(written),
    message: t('{wrong}; allowed: {allowed}', {
      wrong: found?.wrong ? t(found.wrong) : t('is not what may stand here'),
      allowed: t(allowed),
    }),
  };
}

/**
 * Reads the query of an address, with or without its `?`. What cannot be read is left as it is without it and told; so is what has no such name.
 * Never throws.
 */
export function readParameters(query: string): {
  readonly options: EmbedOptions;
  readonly problems: readonly Problem[];
} {
  const options: { -readonly [Name in ParameterName]?: unknown } = {};
  const problems: Problem[] = [];
  const found = new Set<string>();
  for (const { name, value } of readQuery(query)) {
    const problem = problemOf({ name, value }, found);
    if (problem) problems.push(problem);
    else {
      const read = readParameter(name as ParameterName, value);
      if ('value' in read && !('message' in read)) options[name as ParameterName] = read.value;
      else problems.push(read as Problem);
    }
    found.add(name);
  }
  return { options: { ...WITHOUT, ...options } as EmbedOptions, problems: problems.slice(0, 50) };
}

function problemOf({ name, value }: Asked, before: ReadonlySet<string>): Problem | null {
  if (!Object.hasOwn(PARAMETERS, name))
    return {
      at: shown(name),
      value: shown(value),
      message: t('there is no such parameter; {suggestion}', {
        suggestion: suggestion(name, PARAMETER_NAMES),
      }),
    };
  if (!before.has(name)) return null;
  return { at: name, value: shown(value), message: t('stands there twice; the first one counts') };
}

/** The query, without its `?`, that says these; what is as without it is left out. Empty where nothing is asked. */
export function writeParameters(options: Partial<EmbedOptions>): string {
  return PARAMETER_NAMES.flatMap((name) => {
    const text = writeParameter(name, options[name]);
    return text === null ? [] : [`${name}=${encodeURIComponent(text).replace(/%2C/g, ',')}`];
  }).join('&');
}

/** The text of one parameter, for an address or an attribute; null: nothing needs to be written. */
export function writeParameter(name: ParameterName, value: unknown): string | null {
  const { without, write } = PARAMETERS[name] as Parameter<unknown>;
  if (value === undefined || value === null || value === without) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(',');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return write ? write(value) : String(value);
}
