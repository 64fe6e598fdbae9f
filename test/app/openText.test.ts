import { expect, test } from 'vitest';
import { roundSpeed } from '../../src/app/lesson/pace.ts';
import { readGuess } from '../../src/app/lesson/readGuess.ts';
import { openText } from '../../src/app/sandbox/openText.ts';

const problemsOf = async (text: string, file = 'x.json') => {
  const opened = await openText(text, file);
  return opened.is === 'trouble' ? opened.trouble.problems : [];
};

test('a scenario is opened as it was written, in JSON and in YAML', async () => {
  const opened = { is: 'scenario', written: { app: { workers: 4 } } };
  expect(await openText('{"app":{"workers":4}}', 'x.json')).toEqual(opened);
  expect(await openText('app:\n  workers: 4\n', 'shop.yaml')).toEqual(opened);
});

test('what is wrong is named with its place and its value', async () => {
  expect(await problemsOf('{"app":{"workers":0}}')).toMatchObject([
    { at: 'app.workers', value: '0' },
  ]);
  expect((await problemsOf('{"steps":[]}')).some(({ at }) => at === 'steps')).toBe(true);
  expect(await problemsOf('{"app": ')).toMatchObject([{ at: 'x.json:1:9' }]);
  expect(await problemsOf('app:\n  workers: 0\n', 'shop.yaml')).toMatchObject([
    { at: 'shop.yaml:2:12 app.workers', value: '0' },
  ]);
});

test('a file of progress is known as one, and where to open it is said', async () => {
  const text = '{"format":"roundtrip progress","version":1,"lessons":{}}';
  const opened = await openText(text, 'mine.json');
  expect(opened.is === 'trouble' && opened.trouble.summary).toMatch(/mine\.json.*course page/);
});

test('whatever the text, the answer is a value', async () => {
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
    expect((await openText(text, 'x.json')).is).toBeTypeOf('string');
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
