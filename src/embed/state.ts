import { t } from '../language/t.ts';
import { type Progress, readProgress } from '../lesson/flowProgress.ts';
import { isRecord } from '../scenario/isRecord.ts';
import { packText, unpackText } from '../scenario/packing.ts';
import { shown } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { checkOf } from '../scenario/sealed.ts';
import { LONGEST_STATE } from './version.ts';

/** Where a learner is in a lesson: what was given, at which step and moment, with which chance. Plain data. */
export interface EmbedState {
  readonly progress: Progress;
  /** Another chance than the lesson's own, or null. */
  readonly seed: number | null;
}

const FORMAT = '1';

/**
 * `1.<lesson>.<check>.<length>.<packed>`: what stands behind `#s=` in an address, and in messages. Where it would be too long, what was only half
 * given is left out; problems where even that does not help. Never throws.
 */
export function writeState({ progress, seed }: EmbedState): string | Problem[] {
  const { lesson, before: _, ...rest } = progress;
  for (const kept of [rest, { ...rest, drafts: {}, hints: {}, noted: {} }]) {
    const packed = packText(
      JSON.stringify({ ...withoutEmpty(kept), ...(seed === null ? {} : { seed }) }),
    );
    const text = `${FORMAT}.${lesson}.${checkOf(packed)}.${packed.length.toString(36)}.${packed}`;
    if (text.length <= LONGEST_STATE) return text;
  }
  return [
    {
      at: 'state',
      value: lesson,
      message: t('is too large to be kept; allowed: {most} characters', { most: LONGEST_STATE }),
    },
  ];
}

const withoutEmpty = (given: object) =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([, value]) => value !== null && (typeof value !== 'object' || Object.keys(value).length > 0),
    ),
  );

/**
 * Reads what {@link writeState} wrote: a whole address, its `#s=…`, or what follows. `lesson`: the one it must be of. What was given to steps
 * that the lesson has no more is left out later, by `startFrom`. Never throws.
 */
export function readState(written: unknown, lesson: string): EmbedState | Problem[] {
  if (typeof written !== 'string')
    return wrong(written, t('must be text; allowed: {example}', { example: '1.slow-clients.…' }));
  const body = written
    .slice(0, 4 * LONGEST_STATE)
    .replace(/^[^#]*#/s, '')
    .replace(/^s=/, '');
  const format = /^(\d+)\./.exec(body)?.[1];
  if (format !== undefined && format !== FORMAT)
    return wrong(
      body,
      t('is written in format {format}, which this page does not know; allowed: format {known}', {
        format: shown(format),
        known: FORMAT,
      }),
    );
  const [, of, check, length, rest] =
    /^1\.([a-z0-9-]{1,80})\.([\w-]{5})\.([0-9a-z]{1,4})\.([\w-]*)/.exec(body) ?? [];
  if (of === undefined || length === undefined || rest === undefined)
    return wrong(
      body,
      t('is not the state of a lesson; allowed: {example}', { example: '1.slow-clients.…' }),
    );
  if (of !== lesson)
    return wrong(
      body,
      t('is of the lesson “{of}”; allowed: a state of “{lesson}”', { of, lesson }),
    );
  const packed = rest.slice(0, Number.parseInt(length, 36));
  if (packed.length < Number.parseInt(length, 36))
    return wrong(body, t('is cut short: its end is missing; copy the whole of it'));
  if (checkOf(packed) !== check)
    return wrong(body, t('was changed on its way; copy it again from where it came'));
  return stateOf(unpackText(packed), lesson, body);
}

function stateOf(text: string | null, lesson: string, body: string): EmbedState | Problem[] {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    // Told below, as all that is not a record.
  }
  const progress = isRecord(value) ? readProgress({ ...value, lesson }) : null;
  if (!isRecord(value) || !progress)
    return wrong(body, t('holds nothing that can be read; copy it again from where it came'));
  const { seed = null } = value;
  const isSeed = Number.isInteger(seed) && Number(seed) >= 0 && Number(seed) <= 4_294_967_295;
  if (seed !== null && !isSeed)
    return [
      {
        at: 'state.seed',
        value: shown(seed),
        message: t('must be a whole number; allowed: 0 to {most}', { most: '4294967295' }),
      },
    ];
  return { progress, seed: seed as number | null };
}

const wrong = (value: unknown, message: string): Problem[] => [
  { at: 'state', value: shown(value), message },
];
