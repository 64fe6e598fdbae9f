import { t } from '../language/t.ts';
import type { Answer } from '../lesson/answers.ts';
import { isRecord } from '../scenario/isRecord.ts';
import { shown, suggestion } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { FIELDS, type Field } from './messageFields.ts';
import type { EmbedOptions } from './parameters.ts';
import { EMBED_VERSION } from './version.ts';

/** What an embedded lesson tells the page around it. */
export type EmbedEvent =
  | {
      readonly type: 'ready';
      readonly lesson: string;
      readonly title: string;
      readonly step: number;
      readonly of: number;
    }
  | { readonly type: 'resize'; readonly height: number }
  | {
      readonly type: 'step';
      readonly step: number;
      readonly of: number;
      readonly id: string;
      readonly kind: string;
    }
  | {
      readonly type: 'predict';
      readonly step: number;
      readonly id: string;
      readonly answer: Answer | null;
    }
  | {
      readonly type: 'answer';
      readonly step: number;
      readonly id: string;
      readonly answer: Answer | null;
      readonly right: boolean | null;
    }
  | { readonly type: 'state'; readonly state: string }
  | {
      readonly type: 'complete';
      readonly right: number;
      readonly answered: number;
      readonly of: number;
    }
  | { readonly type: 'error'; readonly message: string; readonly problems: readonly Problem[] };

/** What the page around it may ask for. */
export type EmbedCommand =
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'step'; readonly by?: 1 | -1 }
  | { readonly type: 'goto'; readonly step?: number; readonly t?: string }
  | { readonly type: 'setTheme'; readonly theme: EmbedOptions['theme'] }
  | { readonly type: 'setLang'; readonly lang: string }
  | { readonly type: 'getState' }
  | { readonly type: 'setState'; readonly state: string };

/** What goes along with each. */
export interface Envelope {
  /** The version of the contract. */
  readonly roundtrip: typeof EMBED_VERSION;
  /** Of an event: the `name` of its iframe, where it has one. */
  readonly frame?: string;
  /** Given with a command, and given back with the `state` or `error` that answers it. */
  readonly id?: string;
}

export type Enveloped<Message> = Envelope & Message;
type Kind = keyof typeof FIELDS;

/** The message as it is posted. */
export function envelope<Message extends EmbedEvent | EmbedCommand>(
  message: Message,
  { frame, id }: { readonly frame?: string | undefined; readonly id?: string | undefined } = {},
): Enveloped<Message> {
  return {
    roundtrip: EMBED_VERSION,
    ...(frame ? { frame } : {}),
    ...(id === undefined ? {} : { id }),
    ...message,
  };
}

/** Whether it is one of ours at all: what else is posted in a page is none of our business, and not refused. */
export const isOurs = (data: unknown): data is Readonly<Record<string, unknown>> =>
  isRecord(data) && 'roundtrip' in data;

/** Reads what an embedded lesson has posted. Never throws. */
export const readEvent = (data: unknown): Enveloped<EmbedEvent> | Problem[] =>
  read('events', data) as Enveloped<EmbedEvent> | Problem[];

/** Reads what was posted to an embedded lesson. Never throws. */
export const readCommand = (data: unknown): Enveloped<EmbedCommand> | Problem[] =>
  read('commands', data) as Enveloped<EmbedCommand> | Problem[];

function read(kind: Kind, data: unknown): object | Problem[] {
  if (!isOurs(data))
    return [
      refusal(
        '',
        data,
        t('is no message of Roundtrip; allowed: {example}', {
          example: '{ roundtrip: 1, type: … }',
        }),
      ),
    ];
  const { roundtrip, type, frame, id } = data;
  if (roundtrip !== EMBED_VERSION)
    return [
      refusal(
        'roundtrip',
        roundtrip,
        t('is another version; allowed: {version}', { version: String(EMBED_VERSION) }),
      ),
    ];
  const messages: Readonly<Record<string, Readonly<Record<string, Field>>>> = FIELDS[kind];
  const fields =
    typeof type === 'string' && Object.hasOwn(messages, type) ? messages[type] : undefined;
  if (!fields) {
    const names = Object.keys(messages);
    const message = t('there is no such message; {suggestion}', {
      suggestion: suggestion(typeof type === 'string' ? type : '', names),
    });
    return [refusal('type', type, message)];
  }
  const problems: Problem[] = [];
  const message: Record<string, unknown> = { roundtrip, type };
  for (const [name, value] of Object.entries({ frame, id })) {
    if (value === undefined) continue;
    if (typeof value === 'string' && value.length <= 200) message[name] = value;
    else
      problems.push(
        refusal(name, value, t('must be text; allowed: {most} characters', { most: 200 })),
      );
  }
  for (const [name, { fits, allowed, isOptional }] of Object.entries(fields)) {
    const value = data[name];
    if (value === undefined && isOptional) continue;
    if (fits(value)) message[name] = value;
    else
      problems.push(
        refusal(
          name,
          value,
          t('is not what may stand here; allowed: {allowed}', { allowed: t(allowed) }),
        ),
      );
  }
  if (type === 'goto' && data.step === undefined && data.t === undefined && problems.length === 0)
    problems.push(
      refusal('goto', undefined, t('says neither {step} nor {t}', { step: 'step', t: 't' })),
    );
  return problems.length > 0 ? problems : message;
}

const refusal = (at: string, value: unknown, message: string): Problem => ({
  at,
  value: shown(value),
  message,
});
