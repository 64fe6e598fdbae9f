import type { EmbedEvent, Enveloped } from '../embed/messages.ts';
import type { EmbedOptions } from '../embed/parameters.ts';

type Message<Type extends EmbedEvent['type']> = Enveloped<
  Extract<EmbedEvent, { readonly type: Type }>
>;

/** The parameters of the contract as props; what is left out is as the lesson or the page has it. */
export interface RoundtripParameters {
  /** Counted from 1. */
  readonly step?: number;
  /** A time with its unit: `4.2s`. */
  readonly t?: string;
  readonly speed?: number;
  readonly seed?: number;
  readonly set?: string;
  /** Without it the theme of the page around is followed. */
  readonly theme?: EmbedOptions['theme'];
  readonly lang?: string;
  readonly ui?: EmbedOptions['ui'];
  readonly panels?: readonly string[];
  readonly lock?: readonly string[];
  readonly hide?: readonly string[];
  readonly motion?: EmbedOptions['motion'];
  readonly table?: boolean;
  readonly load?: EmbedOptions['load'];
  /** CSS pixels; without it the frame is as high as its content. */
  readonly height?: number;
}

/** What an embedded lesson tells, as callbacks. */
export interface RoundtripCallbacks {
  readonly onReady?: (message: Message<'ready'>) => void;
  readonly onResize?: (message: Message<'resize'>) => void;
  readonly onStep?: (message: Message<'step'>) => void;
  readonly onPredict?: (message: Message<'predict'>) => void;
  readonly onAnswer?: (message: Message<'answer'>) => void;
  readonly onState?: (message: Message<'state'>) => void;
  readonly onComplete?: (message: Message<'complete'>) => void;
  readonly onError?: (message: Message<'error'>) => void;
}

const PARAMETERS = [
  'step',
  't',
  'speed',
  'seed',
  'set',
  'theme',
  'lang',
  'ui',
  'panels',
  'lock',
  'hide',
  'motion',
  'table',
  'load',
  'height',
] as const satisfies readonly (keyof RoundtripParameters)[];

/** Each event's callback. */
export const CALLBACKS = {
  ready: 'onReady',
  resize: 'onResize',
  step: 'onStep',
  predict: 'onPredict',
  answer: 'onAnswer',
  state: 'onState',
  complete: 'onComplete',
  error: 'onError',
} as const satisfies Readonly<Record<EmbedEvent['type'], keyof RoundtripCallbacks>>;

/** The attributes that say the same: lists with commas, yes and no. What cannot be read is told by the page in the frame, as the event `error`. */
export function attributesOf(parameters: RoundtripParameters): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of PARAMETERS) {
    const value = parameters[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'boolean') attributes[name] = value ? 'yes' : 'no';
    else attributes[name] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return attributes;
}
