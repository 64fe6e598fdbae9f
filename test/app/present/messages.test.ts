import { expect, test } from 'vitest';
import {
  type FromPresentation,
  type FromSpeaker,
  readFromPresentation,
  readFromSpeaker,
  written,
} from '../../../src/app/present/messages.ts';
import { begun } from '../../../src/app/present/presentation.ts';
import { courseLesson } from '../../lesson/readLessons.ts';

const lesson = courseLesson('slow-clients.yaml');
const asked = lesson.steps.find(
  (step) => step.kind === 'predict' && step.question.kind === 'choice',
);
const options =
  asked && 'question' in asked && asked.question.kind === 'choice'
    ? asked.question.options.length
    : 0;
const votes = Array.from({ length: options }, (_, i) => i);
const guess = { kind: 'votes' as const, votes };
const standing = {
  presentation: { ...begun(2), guesses: { [asked?.id ?? '']: guess }, veil: 'black' as const },
  isPlaying: false,
  atUs: 4_200_000,
  begunMs: 1,
};

const SAID: readonly FromPresentation[] = [{ says: 'standing', standing }, { says: 'gone' }];
test.each(SAID)('what the presentation says is understood: $says', (message) => {
  const sent = structuredClone(written('presentation', lesson.id, message));
  expect(readFromPresentation(lesson, sent)).toEqual({ message });
  expect(readFromSpeaker(lesson, sent)).toBeNull(); // not for the other presentations on the line
});

const ASKED: readonly FromSpeaker[] = [
  { says: 'hello' },
  { says: 'deed', deed: { do: 'next' } },
  { says: 'deed', deed: { do: 'veil', veil: 'white' } },
  { says: 'deed', deed: { do: 'over', over: 'code' } },
  { says: 'deed', deed: { do: 'go', step: 3 } },
  { says: 'deed', deed: { do: 'guess', step: asked?.id ?? '', guess } },
];
test.each(ASKED)('what a speaker asks is understood: %j', (message) => {
  const sent = structuredClone(written('speaker', lesson.id, message));
  expect(readFromSpeaker(lesson, sent)).toEqual({ message });
});

const by = (from: 'speaker' | 'presentation', message: object) => ({
  roundtrip: 1,
  from,
  lesson: lesson.id,
  ...message,
});
const deed = (given: object) => by('speaker', { says: 'deed', deed: given });

test.each<[unknown, RegExp]>([
  [undefined, /^message is undefined; allowed: \{…\}/],
  ['next', /^message is "next"/],
  [{ ...by('speaker', { says: 'hello' }), roundtrip: 2 }, /^roundtrip is 2; allowed: 1$/],
  [{ ...by('speaker', { says: 'hello' }), lesson: 'other' }, /^lesson is "other"/],
  [{ ...by('speaker', { says: 'hello' }), from: 'me' }, /^from is "me"/],
  [by('speaker', { says: 'bye' }), /^says is "bye"; allowed: hello, deed$/],
  [deed({ do: 'explode' }), /^deed\.do is "explode"; allowed: next, /],
  [deed({ do: 'go', step: 999 }), /^deed\.step is 999; allowed: 0 … /],
  [deed({ do: 'go', step: '1' }), /^deed\.step is "1"/],
  [deed({ do: 'veil', veil: 'red' }), /^deed\.veil is "red"; allowed: black, white$/],
  [deed({ do: 'guess', step: 'nowhere', guess }), /^guess\.step is "nowhere"; allowed: /],
  [deed({ do: 'guess', step: asked?.id, guess: { kind: 'votes', votes: [-1] } }), /^guess\.votes/],
  [
    deed({ do: 'guess', step: asked?.id, guess: { kind: 'votes', votes: votes.map(() => 1e9) } }),
    /^guess\.votes is .*; allowed: \d+ × 0 … 9999$/,
  ],
])('a speaker’s window that says %j is told what is wrong', (said, wrong) => {
  expect(readFromSpeaker(lesson, said)).toEqual({ wrong: expect.stringMatching(wrong) });
});

test.each<[object, RegExp]>([
  [{ step: -1 }, /^presentation\.step is -1/],
  [{ revealed: ['x'] }, /^presentation\.revealed is \["x"\]/],
  [{ look: 'pink' }, /^presentation\.look is "pink"; allowed: own, projector, dark$/],
  [{ over: 'all' }, /^presentation\.over/],
  [{ guesses: { x: guess } }, /^guess\.step is "x"/],
])('a presentation that stands as %j is not believed', (change, wrong) => {
  const said = by('presentation', {
    says: 'standing',
    standing: { ...standing, presentation: { ...standing.presentation, ...change } },
  });
  expect(readFromPresentation(lesson, said)).toEqual({ wrong: expect.stringMatching(wrong) });
});
