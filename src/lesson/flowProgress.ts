import { isRecord } from '../scenario/isRecord.ts';
import { type Answer, type Draft, readAnswer, readDraft } from './answers.ts';
import { type Noted, readNoted } from './evidence/noted.ts';
import { type FlowContext, type Given, type StoodAt, stepAt } from './flowContext.ts';

/** What is kept of a learner's way through a lesson: plain data, fit for a link or a store. */
export interface Progress extends Given {
  readonly lesson: string;
  readonly step: string;
  readonly moment: StoodAt | null;
  readonly before: (Given & { readonly step: string }) | null;
  readonly noted: Readonly<Record<string, Noted>>;
}

/** What to keep of a learner's way; hand it back as `progress` to go on from there. */
export function progressOf(c: FlowContext): Progress {
  return {
    lesson: c.lesson.id,
    step: stepAt(c).id,
    ...givenOf(c),
    moment: c.moment,
    before: c.before,
    noted: c.noted,
  };
}

/** What was given, without the rest of the context. */
export const givenOf = ({ drafts, answers, skipped, played, hints }: Given): Given => ({
  drafts,
  answers,
  skipped,
  played,
  hints,
});

/** More steps than any lesson has. */
const MOST = 200;

/**
 * Reads kept progress of any origin (a link, a store, another version); null where it is none. What an older form lacks (drafts,
 * hints, a moment) is empty.
 */
export function readProgress(input: unknown): Progress | null {
  if (!isRecord(input)) return null;
  const { lesson, step, before } = input;
  if (typeof lesson !== 'string' || typeof step !== 'string') return null;
  return {
    lesson,
    step,
    ...readGiven(input),
    moment: readMoment(input.moment),
    before:
      isRecord(before) && typeof before.step === 'string'
        ? { ...readGiven(before), step: before.step }
        : null,
    noted: readEach(input.noted, readNoted),
  };
}

function readGiven(input: Readonly<Record<string, unknown>>): Given {
  const texts = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((item) => typeof item === 'string').slice(0, MOST) : [];
  return {
    drafts: readEach<Draft>(input.drafts, readDraft),
    answers: readEach<Answer>(input.answers, readAnswer),
    skipped: texts(input.skipped),
    played: texts(input.played),
    hints: readEach(input.hints, (count) =>
      Number.isInteger(count) && Number(count) >= 0 ? Number(count) : null,
    ),
  };
}

function readEach<T>(input: unknown, read: (value: unknown) => T | null): Record<string, T> {
  const found: [string, T][] = [];
  for (const [id, value] of Object.entries(isRecord(input) ? input : {}).slice(0, MOST)) {
    const item = read(value);
    if (item !== null) found.push([id, item]);
  }
  return Object.fromEntries(found);
}

function readMoment(input: unknown): StoodAt | null {
  if (!isRecord(input)) return null;
  const { step, atUs, request } = input;
  if (typeof step !== 'string' || !Number.isFinite(atUs) || Number(atUs) < 0) return null;
  return {
    step,
    atUs: Number(atUs),
    request: Number.isInteger(request) && Number(request) >= 0 ? Number(request) : null,
  };
}
