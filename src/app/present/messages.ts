import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { type Deed, type Guess, LOOKS, type Presentation } from './presentation.ts';

/** Of what the two windows say to each other; windows of different versions of the site do not understand each other. */
const VERSION = 1;

/** What the presentation says: how it stands. */
export interface Standing {
  readonly presentation: Presentation;
  readonly isPlaying: boolean;
  readonly atUs: number;
  /** When it was begun, ms since 1970. */
  readonly begunMs: number;
}

export type FromPresentation =
  | { readonly says: 'standing'; readonly standing: Standing }
  | { readonly says: 'gone' };
export type FromSpeaker =
  | { readonly says: 'hello' }
  | { readonly says: 'deed'; readonly deed: Deed };

type Read<T> = { readonly message: T } | { readonly wrong: string } | null;

/** As it is sent: who says it, about which lesson, in which version. */
export const written = (
  from: 'presentation' | 'speaker',
  lesson: string,
  message: FromPresentation | FromSpeaker,
): object => ({ roundtrip: VERSION, from, lesson, ...message });

/** Reads what a presentation says; null where it is not for us (said by another speaker); `wrong`: what is the matter, in words. */
export function readFromPresentation(lesson: Lesson, input: unknown): Read<FromPresentation> {
  const read = readEnvelope(lesson, 'presentation', input);
  if (!read || 'wrong' in read) return read;
  const { says, standing } = read.message;
  if (says === 'gone') return { message: { says } };
  if (says !== 'standing') return unfit('says', says, ['standing', 'gone']);
  if (!isRecord(standing)) return unfit('standing', standing, ['{…}']);
  const { presentation, isPlaying, atUs, begunMs } = standing;
  if (!isMoment(atUs)) return unfit('standing.atUs', atUs, ['≥ 0']);
  if (!isMoment(begunMs)) return unfit('standing.begunMs', begunMs, ['≥ 0']);
  if (typeof isPlaying !== 'boolean') return unfit('standing.isPlaying', isPlaying, BOTH);
  const wrong = wrongOf(lesson, presentation);
  if (wrong) return wrong;
  return {
    message: {
      says,
      standing: { presentation: presentation as Presentation, isPlaying, atUs, begunMs },
    },
  };
}

/** Reads what a speaker's window says, in the same way. */
export function readFromSpeaker(lesson: Lesson, input: unknown): Read<FromSpeaker> {
  const read = readEnvelope(lesson, 'speaker', input);
  if (!read || 'wrong' in read) return read;
  const { says, deed } = read.message;
  if (says === 'hello') return { message: { says } };
  if (says !== 'deed') return unfit('says', says, ['hello', 'deed']);
  return readDeed(lesson, deed);
}

function readEnvelope(
  lesson: Lesson,
  from: 'presentation' | 'speaker',
  input: unknown,
): Read<Record<string, unknown>> {
  if (!isRecord(input)) return unfit('message', input, ['{…}']);
  if (input.roundtrip !== VERSION) return unfit('roundtrip', input.roundtrip, [String(VERSION)]);
  if (input.from !== 'presentation' && input.from !== 'speaker')
    return unfit('from', input.from, ['presentation', 'speaker']);
  if (input.from !== from) return null;
  if (input.lesson !== lesson.id) return unfit('lesson', input.lesson, [lesson.id]);
  return { message: input };
}

const SIMPLE = ['next', 'back', 'reveal', 'play', 'look', 'clear'] as const;

function readDeed(lesson: Lesson, deed: unknown): Read<FromSpeaker> {
  if (!isRecord(deed)) return unfit('deed', deed, ['{…}']);
  const known = (read: Deed): Read<FromSpeaker> => ({ message: { says: 'deed', deed: read } });
  const simple = SIMPLE.find((name) => name === deed.do);
  if (simple) return known({ do: simple });
  switch (deed.do) {
    case 'veil':
      if (deed.veil !== 'black' && deed.veil !== 'white')
        return unfit('deed.veil', deed.veil, ['black', 'white']);
      return known({ do: 'veil', veil: deed.veil });
    case 'over':
      if (deed.over !== 'code' && deed.over !== 'keys')
        return unfit('deed.over', deed.over, ['code', 'keys']);
      return known({ do: 'over', over: deed.over });
    case 'go':
      if (!isStep(lesson, deed.step)) return unfit('deed.step', deed.step, stepsOf(lesson));
      return known({ do: 'go', step: deed.step });
    case 'guess': {
      const { step, guess } = deed;
      const wrong = wrongGuess(lesson, step, guess);
      return wrong ?? known({ do: 'guess', step: step as string, guess: guess as Guess });
    }
    default:
      return unfit('deed.do', deed.do, [...SIMPLE, 'veil', 'over', 'go', 'guess']);
  }
}

/** What keeps it from being a presentation of this lesson, or null. */
function wrongOf(lesson: Lesson, input: unknown): { readonly wrong: string } | null {
  if (!isRecord(input)) return unfit('presentation', input, ['{…}']);
  const { step, revealed, played, veil, look, over, guesses } = input;
  if (!isStep(lesson, step)) return unfit('presentation.step', step, stepsOf(lesson));
  const ids = lesson.steps.map(({ id }) => id);
  for (const [name, list] of Object.entries({ revealed, played }))
    if (!Array.isArray(list) || !list.every((id) => ids.includes(id)))
      return unfit(`presentation.${name}`, list, ids);
  if (veil !== null && veil !== 'black' && veil !== 'white')
    return unfit('presentation.veil', veil, ['null', 'black', 'white']);
  if (!LOOKS.some((each) => each === look)) return unfit('presentation.look', look, LOOKS);
  if (over !== null && over !== 'code' && over !== 'keys')
    return unfit('presentation.over', over, ['null', 'code', 'keys']);
  if (!isRecord(guesses)) return unfit('presentation.guesses', guesses, ['{…}']);
  for (const [id, guess] of Object.entries(guesses)) {
    const wrong = wrongGuess(lesson, id, guess);
    if (wrong) return wrong;
  }
  return null;
}

/** More hands than any hall has. */
const MOST_VOTES = 9_999;

function wrongGuess(
  lesson: Lesson,
  id: unknown,
  guess: unknown,
): { readonly wrong: string } | null {
  const asking = lesson.steps.filter((step) => 'question' in step);
  const asked = asking.find((step) => step.id === id);
  if (!asked)
    return unfit(
      'guess.step',
      id,
      asking.map((step) => step.id),
    );
  const { question } = asked;
  if (!isRecord(guess)) return unfit('guess', guess, ['{…}']);
  if (question.kind === 'number') {
    if (guess.kind !== 'number') return unfit('guess.kind', guess.kind, ['number']);
    return isMoment(guess.value) ? null : unfit('guess.value', guess.value, ['≥ 0']);
  }
  if (question.kind !== 'choice') return unfit('guess.step', id, []);
  if (guess.kind !== 'votes') return unfit('guess.kind', guess.kind, ['votes']);
  const { votes } = guess;
  const areVotes =
    Array.isArray(votes) &&
    votes.length === question.options.length &&
    votes.every((count) => Number.isInteger(count) && count >= 0 && count <= MOST_VOTES);
  return areVotes
    ? null
    : unfit('guess.votes', votes, [`${question.options.length} × 0 … ${MOST_VOTES}`]);
}

const BOTH = ['true', 'false'];
const isStep = (lesson: Lesson, step: unknown): step is number =>
  Number.isInteger(step) && (step as number) >= 0 && (step as number) < lesson.steps.length;
const stepsOf = (lesson: Lesson): string[] => [`0 … ${lesson.steps.length - 1}`];
const isMoment = (value: unknown): value is number => Number.isFinite(value) && Number(value) >= 0;

/** Place, value and what is allowed. */
function unfit(
  place: string,
  value: unknown,
  allowed: readonly string[],
): { readonly wrong: string } {
  let said = String(value);
  try {
    said = JSON.stringify(value) ?? said;
  } catch {} // a value that has no JSON is named as it is
  return {
    wrong: t('{place} is {value}; allowed: {allowed}', {
      place,
      value: said.slice(0, 80),
      allowed: allowed.join(', '),
    }),
  };
}
