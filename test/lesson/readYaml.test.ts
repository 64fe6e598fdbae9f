import { expect, test } from 'vitest';
import { readScenario } from '../../src/cli/readScenario.ts';
import { readYaml } from '../../src/lesson/readYaml.ts';
import { isProblems } from '../../src/scenario/problems.ts';

/** What a person reads about a file that cannot be run. */
function complaints(text: string): string[] {
  const read = readScenario(text, 'it.yaml');
  return isProblems(read) ? read.map((problem) => problem.text) : [];
}

/** Each line nine times the line before: 9⁷ items in 300 characters. */
const BOMB = [
  'a: &a [x]',
  ...[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[i]}`)}]`),
].join('\n');

test.each([
  ['duration: 10', ':1:11 duration — needs a unit: 10ms or 10s?'],
  ['duration: 10 parsecs', ':1:11 duration — has an unknown unit'],
  ['app:\n  timeout: -3s', ':2:12 app.timeout — must not be negative'],
  ['clients: [{}, { link: { rtt: 1 } }]', ':1:30 clients[1].link.rtt — needs a unit'],
  ['# later\n', ':1:1 — is empty'],
  ['hello', ':1:1 — must be a set of settings'],
  ['[1, 2]', ':1:1 — must be a set of settings'],
  ['seed: 1\nseed: 2', ':2:1 — this key stands twice here'],
  ['seed: 1\n---\nseed: 2', ':2:1 — a second document begins here; a file may hold one'],
  ['title: *name', ':1:8 — *name repeats nothing: no &name stands before it'],
  [BOMB, ':1:1 — repeats too much through aliases'],
  ['- '.repeat(5000), ' — is nested too deeply'],
])('%j is answered with one line and its place', (text, says) => {
  const lines = complaints(text);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^it\.yaml:\d+:\d+ /);
  expect(lines[0]).toContain(says);
});

test('everything wrong with the settings is said at once, but not everything that follows from bad YAML', () => {
  expect(complaints('seed: x\nduration: 1')).toHaveLength(2);
  expect(complaints('}\n'.repeat(100)).length).toBeLessThanOrEqual(10);
});

test('an alias within reason, and one that holds itself, are plain data', () => {
  const keep = (data: unknown) => ({ data });
  expect(readYaml('a: &a [x]\nb: *a', 'it.yaml', keep)).toEqual({ data: { a: ['x'], b: ['x'] } });
  expect(complaints('title: &a [*a]')).toEqual([
    'it.yaml:1:11 title — must be text: text of 1 to 120 characters (found: [[…]])',
  ]);
});

test('words from the file cannot write to the terminal', () => {
  expect(complaints('"\\e[2J": 1')[0]).toContain('“\\u001b[2J” is not a setting here');
  expect(complaints('"\\e[2J": 1')[0]).not.toContain('\u001b');
});
