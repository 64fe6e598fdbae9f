import { expect, test } from 'vitest';
import { openText } from '../../src/app/openText.ts';
import { roundSpeed } from '../../src/app/pace.ts';
import { readGuess } from '../../src/app/readGuess.ts';

const problemsOf = (text: string, file = 'x.json') => {
  const opened = openText(text, file);
  return opened.is === 'trouble' ? opened.trouble.problems : [];
};

test('a scenario as JSON is opened as it was written', () => {
  expect(openText('{"app":{"workers":4}}', 'x.json')).toEqual({
    is: 'scenario',
    written: { app: { workers: 4 } },
  });
});

test('what is wrong is named with its place and its value', () => {
  expect(problemsOf('{"app":{"workers":0}}')).toMatchObject([{ at: 'app.workers', value: '0' }]);
  expect(problemsOf('{"steps":[]}').some(({ at }) => at === 'steps')).toBe(true);
  expect(problemsOf('{"app": ')[0]?.message).toContain('JSON');
  expect(problemsOf('app:\n  workers: 3\n', 'shop.yaml')[0]?.message).toContain('reads JSON only');
});

test('whatever the text, the answer is a value', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '7',
    '"x"',
    '{"steps":null}',
    '{"__proto__":{"steps":1}}',
    '\u0000',
  ])
    expect(openText(text, 'x.json').is).toBeTypeOf('string');
});

test('a guess is read with its unit, or says what to write', () => {
  expect(readGuess('duration', '200 ms')).toEqual({ value: 200_000 });
  expect(readGuess('duration', '1,5s')).toEqual({ value: 1_500_000 });
  expect(readGuess('duration', '200')).toMatchObject({ hint: expect.stringContaining('unit') });
  expect(readGuess('duration', '-1s')).toHaveProperty('hint');
  expect(readGuess('share', '40 %')).toEqual({ value: 0.4 });
  expect(readGuess('share', '140%')).toHaveProperty('hint');
  expect(readGuess('count', '12')).toEqual({ value: 12 });
  expect(readGuess('count', 'many')).toHaveProperty('hint');
});

test('speeds are 1, 2 or 5 times a power of ten, within what the player takes', () => {
  expect([0.0001, 0.013, 0.6, 1.4, 3, 8, 900].map(roundSpeed)).toEqual([
    0.01, 0.01, 0.5, 1, 2, 10, 100,
  ]);
});
