import { describe, expect, test } from 'vitest';
import { writeEvidence } from '../../../src/lesson/evidence/evidence.ts';
import { readEvidence } from '../../../src/lesson/evidence/readEvidence.ts';
import { everyKind } from '../everyKind.ts';
import { classOf30 } from './classOf30.ts';
import { type Dice, diceOf, sourceOf } from './walks.ts';

const made = classOf30(everyKind(), sourceOf(everyKind()), 5);
const good = JSON.parse(made[9]?.text ?? '') as Record<string, never>;
const FILES = 3_000;

/** A value as a careless or hostile hand would put it. */
const anything = ({ pick }: Dice): unknown =>
  pick<unknown>([
    null,
    -1,
    1e308,
    '',
    'x'.repeat(5_000),
    '\u202eevil',
    '\u0000',
    [],
    {},
    { kind: 'choice', option: -1 },
    { kind: 'curve', values: Array(500).fill(1) },
    '<script>alert(1)</script>',
    true,
    '__proto__',
  ]);

/** The value with one part of it, at any depth, changed, taken away or added. */
function spoiled(value: unknown, dice: Dice): unknown {
  if (typeof value !== 'object' || value === null || dice.below(4) === 0) return anything(dice);
  if (Array.isArray(value)) {
    const at = dice.below(value.length + 1);
    return value.map((each, i) => (i === at ? spoiled(each, dice) : each));
  }
  const entries = Object.entries(value);
  const at = dice.below(entries.length + 1);
  return Object.fromEntries([
    ...entries.map(([key, each], i) => [key, i === at ? spoiled(each, dice) : each]),
    ...(at === entries.length ? [['__proto__', anything(dice)]] : []),
  ]);
}

describe('a file from anywhere', () => {
  test(`${FILES} spoiled files, seeds 1 to ${FILES}: read whole or refused in words, never thrown`, () => {
    let refused = 0;
    for (let seed = 1; seed <= FILES; seed++) {
      const dice = diceOf(seed);
      let text = JSON.stringify(spoiled(good, dice));
      if (dice.below(5) === 0) text = text.slice(0, dice.below(text.length));
      const read = readEvidence(text);
      if (Array.isArray(read)) {
        refused++;
        expect(read.length, `seed ${seed}`).toBeGreaterThan(0);
        for (const { message, value } of read) {
          expect(message, `seed ${seed}`).not.toBe('');
          expect(value.length, `seed ${seed}`).toBeLessThanOrEqual(60);
        }
      } else {
        // What was taken can be written and read again: nothing of another shape has got in.
        expect(readEvidence(writeEvidence(read)), `seed ${seed}`).toEqual(read);
        expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
      }
    }
    expect(refused).toBeGreaterThan(FILES / 2);
    expect(refused).toBeLessThan(FILES);
  });

  const with_ = (changes: object): string => JSON.stringify({ ...good, ...changes });
  test.each([
    ['no JSON', 'hello', '', /is not JSON/],
    ['a list', '[]', '', /must be an object/],
    [
      'another kind of file',
      '{"format":"roundtrip progress"}',
      'format',
      /must be “roundtrip evidence”/,
    ],
    ['a newer version', with_({ version: 2 }), 'version', /must be 1: a newer Roundtrip/],
    ['too large', ' '.repeat(300_000), '', /is larger than any file of answers/],
    ['a million brackets', '['.repeat(200_000), '', /nested deeper/],
    ['no answers', with_({ answers: 7 }), 'answers', /must be a list/],
    [
      'a name that turns letters round',
      with_({ learner: 'a\u202eb' }),
      'learner',
      /control characters/,
    ],
    [
      'a name as long as a page',
      with_({ learner: 'a'.repeat(121) }),
      'learner',
      /at most 120 characters/,
    ],
    ['a name that is a list', with_({ learner: ['a'] }), 'learner', /must be text/],
    [
      'a lesson that is a path',
      with_({ lesson: { id: '../x', title: 'x', hash: '0'.repeat(16) } }),
      'lesson.id',
      /of the form/,
    ],
    ['a date in words', with_({ writtenAt: 'yesterday' }), 'writtenAt', /of the form/],
    ['a chance that is none', with_({ seed: 1.5 }), 'seed', /whole number/],
    [
      'answers twice',
      with_({ answers: [...(good.answers as never[]), ...(good.answers as never[])] }),
      /answers\[\d+\]\.step/,
      /second time/,
    ],
  ])('%s is refused', (_, text, at, message) => {
    const read = readEvidence(text);
    const problem = Array.isArray(read) ? read[0] : null;
    if (typeof at === 'string') expect(problem?.at).toBe(at);
    else expect(problem?.at).toMatch(at);
    expect(problem?.message).toMatch(message);
  });

  test('markup in a name is a name', () => {
    const read = readEvidence(with_({ learner: '<b onclick=x>' }));
    expect(read).toMatchObject({ learner: '<b onclick=x>' });
  });
});
