import {
  type ClaimScope,
  type MomentReference,
  type RequestReference,
  readMoment,
  readRequest,
} from '../insight/claims/claimsReference.ts';
import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { shown, suggestion } from '../scenario/problems.ts';
import {
  type Look,
  PANELS,
  type Panel,
  type StageCaption,
  type Step,
  TIERS,
  type Tier,
} from './lesson.ts';
import { claimScopeOf, readLine, type TextPlace } from './parseTexts.ts';
import { CAPTION, LOOK } from './shape.ts';

const START: MomentReference = { kind: 'start', shiftUs: 0 };

/** A moment; one that cannot be read is reported, and stands at the start. */
export function momentAt(
  place: TextPlace,
  at: string,
  input: unknown,
  scope: ClaimScope,
): MomentReference {
  const read = readMoment(String(input), scope);
  if ('value' in read) return read.value;
  if (place.runs.length > 0) place.problems.add(at, input, read.wrong);
  return START;
}

function requestAt(
  place: TextPlace,
  at: string,
  input: unknown,
  scope: ClaimScope,
): RequestReference | null {
  const read = readRequest(String(input), scope);
  if ('value' in read) return read.value;
  if (place.runs.length > 0) place.problems.add(at, input, read.wrong);
  return null;
}

/** `look:`, what to light and the moment to stand at. */
export function readLook(
  place: TextPlace,
  at: string,
  input: unknown,
  scope: ClaimScope,
): Look | null {
  if (input === undefined) return null;
  if (!isRecord(input)) {
    place.problems.add(
      at,
      input,
      t('must say what to light, such as {sample}', {
        sample: '{ tier: front, request: slow#1, at: 2s }',
      }),
    );
    return null;
  }
  refuseUnknownKeys(place.problems, at, input, Object.keys(LOOK));
  const { tier, worker } = input;
  if (tier !== undefined && !TIERS.includes(tier as Tier))
    place.problems.add(
      under(at, 'tier'),
      tier,
      t('is no tier; {suggestion}', { suggestion: suggestion(shown(tier), TIERS) }),
    );
  if (worker !== undefined && !(Number.isInteger(worker) && (worker as number) > 0))
    place.problems.add(under(at, 'worker'), worker, t('must be a worker’s number, counted from 1'));
  return {
    tier: (tier as Tier | undefined) ?? null,
    worker: (worker as number | undefined) ?? null,
    request:
      input.request === undefined
        ? null
        : requestAt(place, under(at, 'request'), input.request, scope),
    at: input.at === undefined ? null : momentAt(place, under(at, 'at'), input.at, scope),
  };
}

/** `terms:`, those first met in the step, by the names that the glossary has them by. */
export function readTerms(place: TextPlace, at: string, input: unknown): string[] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) {
    place.problems.add(at, input, t('must be a list of terms'));
    return [];
  }
  return input.map((written: unknown, i) => {
    const term = place.terms.get(String(written).toLowerCase());
    if (term === undefined)
      place.problems.add(
        `${at}[${i}]`,
        written,
        t('is neither in the glossary nor among the lesson’s terms; {suggestion}', {
          suggestion: suggestion(shown(written), [...new Set(place.terms.values())]),
        }),
      );
    else place.used.add(term);
    return term ?? String(written);
  });
}

/** `panels:`, the instruments offered. */
export function readPanels({ problems }: TextPlace, at: string, input: unknown): Panel[] | null {
  if (input === undefined) return null;
  if (!Array.isArray(input) || input.length === 0) {
    problems.add(
      at,
      input,
      t('must be a list of instruments; allowed: {most}', { most: PANELS.join(', ') }),
    );
    return null;
  }
  return input.flatMap((item: unknown, i): Panel[] => {
    const panel = PANELS.find((each) => each === item);
    if (!panel)
      problems.add(
        `${at}[${i}]`,
        item,
        t('is no instrument; {suggestion}', { suggestion: suggestion(shown(item), PANELS) }),
      );
    return panel ? [panel] : [];
  });
}

/** `captions:`, words that come up while the run plays. */
export function readCaptions(
  place: TextPlace,
  at: string,
  input: unknown,
  run: string,
): StageCaption[] {
  if (input === undefined) return [];
  if (!Array.isArray(input)) {
    place.problems.add(at, input, t('must be a list of {sample}', { sample: '{ at, say }' }));
    return [];
  }
  const scope = claimScopeOf(place, run) ?? { populations: [] };
  return input.map((item: unknown, i) => {
    const here = `${at}[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item))
      place.problems.add(here, item, t('must be {sample}', { sample: '{ at, say }' }));
    refuseUnknownKeys(place.problems, here, written, Object.keys(CAPTION));
    return {
      at: momentAt(place, under(here, 'at'), written.at, scope),
      say: readLine(place, under(here, 'say'), written.say, run, true),
    };
  });
}

/** `hints:`, given one after the other. */
export function readHints(
  place: TextPlace,
  at: string,
  input: unknown,
  run: string,
): Step['hints'] {
  if (input === undefined) return [];
  if (Array.isArray(input) && input.length <= 5)
    return input.map((item: unknown, i) => readLine(place, `${at}[${i}]`, item, run, true));
  place.problems.add(at, input, t('must be a list of at most 5 hints'));
  return [];
}
