import { isRecord } from '../../scenario/isRecord.ts';
import type { Written } from '../settings.ts';

/** The words of a lesson that nobody has written yet. */
export interface FirstWords {
  readonly title: string;
  readonly question: string;
  readonly intro: string;
  readonly answer: string;
  readonly look: string;
  readonly guess: string;
  readonly watch: string;
  readonly why: string;
  readonly source: string;
  readonly says: string;
}

const ENGLISH: FirstWords = {
  title: 'My lesson',
  question: 'What happens to the requests here?',
  intro: 'Who comes, and what they want.',
  answer:
    'The answer to the question, in two or three sentences. 95 of 100 answers came within {{p95 of all}}.',
  look: 'What there is to see before anything happens.',
  guess: 'How long does the slowest answer take?',
  watch: 'Watch the requests on their way.',
  why: 'The slowest answer took {{longest of all}}. Say here where the time went.',
  source: 'The model',
  says: 'Say here where the facts of the lesson come from.',
};

/**
 * A small lesson about a scenario: a scene, a guess, the run, and the reason. It can be read, and taken, before anything in it is
 * changed: the run decides how long the slowest answer took.
 */
export function lessonOfScenario(
  id: string,
  scenario: Written,
  words: FirstWords = ENGLISH,
): Written {
  return {
    id,
    title: words.title,
    question: words.question,
    minutes: 5,
    intro: words.intro,
    answer: words.answer,
    sources: [{ name: words.source, rule: 'T2', says: words.says }],
    runs: {
      start: {
        title: titleOf(scenario) ?? words.title,
        scenario,
        expect: [{ metric: 'requests of all', above: 0 }],
      },
    },
    steps: [
      {
        kind: 'read',
        id: 'scene',
        on: 'start',
        say: words.look,
        look: { tier: 'clients', at: 'start' },
      },
      {
        kind: 'predict',
        id: 'guess',
        say: words.intro,
        ask: words.guess,
        answer: 'longest of all',
        tolerance: '50%',
      },
      { kind: 'run', id: 'watch', say: words.watch },
      { kind: 'explain', id: 'why', say: words.why, reveals: 'guess' },
      { kind: 'try', id: 'sandbox', say: words.watch },
    ],
  };
}

const titleOf = (scenario: unknown): string | null =>
  isRecord(scenario) && typeof scenario.title === 'string' && scenario.title.trim() !== ''
    ? scenario.title
    : null;
