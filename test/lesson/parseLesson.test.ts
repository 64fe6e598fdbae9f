import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLesson } from '../../src/cli/readLesson.ts';
import { merged } from '../../src/lesson/changes.ts';
import { LIBRARY } from './readLessons.ts';

const FILE = new URL('../../lessons/slow-clients.yaml', import.meta.url);
const TEXT = readFileSync(FILE, 'utf8');

/** What the reader says about the lesson after one edit. */
function edited(find: string, replacement: string, file = 'slow-clients.yaml'): string[] {
  if (!TEXT.includes(find)) throw new Error(`the lesson no longer has “${find}”`);
  const result = readLesson(TEXT.replace(find, replacement), file, LIBRARY);
  return Array.isArray(result) ? result.map(({ text }) => text) : [];
}

/** For changes that name members which are there. */
const refuse = (path: string): never => {
  throw new RangeError(path);
};

/** Line of a text in the lesson, from 1. */
const lineOf = (text: string): number => TEXT.slice(0, TEXT.indexOf(text)).split('\n').length;

describe('a lesson with one mistake is told where and what', () => {
  test('unknown kind of step', () => {
    const [problem] = edited(
      'kind: explain\n    id: why-waiting',
      'kind: explian\n    id: why-waiting',
    );
    expect(problem).toBe(
      `slow-clients.yaml:${lineOf('kind: explain\n    id: why-waiting')}:11 steps[4].kind — is no kind of step; did you mean “explain”? (found: explian)`,
    );
  });

  test('misspelt setting inside a changed run', () => {
    const [problem] = edited(
      'front: { proxy_request_buffering: on }',
      'front: { proxy_request_bufering: on }',
    );
    expect(problem).toContain(
      `slow-clients.yaml:${lineOf('front: { proxy_request_buffering: on }')}:`,
    );
    expect(problem).toContain('runs.buffered.change.front.proxy_request_bufering');
    expect(problem).toContain('did you mean “proxy_request_buffering”?');
  });

  test('clients that do not exist, in a claim and in a text', () => {
    expect(
      edited('{ metric: p95 of fast, below: 400ms }', '{ metric: p95 of fats, below: 400ms }')[0],
    ).toContain('there are no clients called “fats”; did you mean “fast”?');
    expect(
      edited(
        'from {{p95 of fast in streamed}} before',
        'from {{p59 of fast in streamed}} before',
      )[0],
    ).toMatch(/steps\[7\]\.say — “p59 of fast” cannot be measured; did you mean “p95 of fast”\?/);
  });

  test('a bare number where a time is compared', () => {
    expect(edited('hold of slow#1, below: 50ms', 'hold of slow#1, below: 50')[0]).toContain(
      'runs.buffered.expect[0].below — needs a unit: 50ms or 50s?',
    );
  });

  test('an event that is none', () => {
    expect(
      edited('until: worker/accepted of slow#2 + 3s', 'until: worker/acepted of slow#2 + 3s')[0],
    ).toContain('“worker/acepted” is not an event; did you mean “worker/accepted”?');
  });

  test('two right options, a foreign seed, an unknown term, a wrong id', () => {
    expect(
      edited(
        'reply: The work is indeed little.',
        'right: true\n        reply: The work is indeed little.',
      )[0],
    ).toContain('exactly one option with right: true');
    expect(edited('      front: none', '      seed: 4\n      front: none')[0]).toContain(
      'runs that are compared share one seed',
    );
    expect(edited('(the [[listen backlog]])', '(the [[listen backlock]])')[0]).toContain(
      'did you mean “listen backlog”?',
    );
    expect(edited('id: slow-clients', 'id: slow-client')[0]).toContain(
      'must be the name of its file: slow-clients',
    );
  });

  test('a reveal of a prediction that comes later', () => {
    expect(edited('reveals: what-happens', 'reveals: one-setting')[0]).toContain(
      'there is no such prediction before this step',
    );
  });

  test('links that are not https, marks that are not closed', () => {
    expect(
      edited(
        'Nobody but a worker is left to collect',
        'See [this](http://example.org). Nobody but a worker is left to collect',
      )[0],
    ).toContain('addresses that begin with https://');
    expect(
      edited(
        'Nobody but a worker is left to collect',
        '**Nobody but a worker is left to collect',
      )[0],
    ).toContain('“**” is opened and not closed');
  });

  test('text that is not YAML', () => {
    expect(edited('runs:\n', 'runs: {\n')[0]).toMatch(
      /^slow-clients\.yaml:\d+:\d+ — is not YAML: /,
    );
  });

  test('a lesson that shows before it asks', () => {
    const lesson = TEXT.slice(0, TEXT.indexOf('steps:'));
    const result = readLesson(
      `${lesson}steps:\n  - { kind: run }\n  - { kind: explain, say: So. }\n`,
      'slow-clients.yaml',
      LIBRARY,
    );
    expect(Array.isArray(result) && result[0]?.message).toContain('shows before it asks');
  });
});

test('whatever it is given, it answers with problems and does not throw', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '3',
    'steps: 1',
    'runs: {a: 1}',
    'runs: {a: {extends: a}}',
    '? [a]\n: b',
    'runs: { __proto__: {} }',
  ])
    expect(Array.isArray(readLesson(text, 'x.yaml')), text).toBe(true);
});

test('a run that extends another changes what is named and keeps the rest', () => {
  const lesson = readLesson(TEXT, 'slow-clients.yaml', LIBRARY);
  if (Array.isArray(lesson)) throw new Error(lesson[0]?.text);
  const [streamed, buffered, bare] = lesson.runs;
  expect(buffered?.changes).toEqual([
    { path: 'title', value: 'Two slow uploads, proxy_request_buffering on' },
    { path: 'front.proxy_request_buffering', value: 'on' },
  ]);
  expect(buffered?.scenario).toEqual({
    ...streamed?.scenario,
    title: buffered?.scenario.title,
    front: { ...streamed?.scenario.front, proxy_request_buffering: true },
  });
  expect(bare?.scenario.front).toBeNull();
  expect(merged({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: 3 }, d: [2] }, refuse)).toEqual({
    a: { b: 3, c: 2 },
    d: [2],
  });
});

test('a change reaches members of a list by their names, and parts that are left out from their defaults', () => {
  const routes = [
    { name: 'home', cpu: '4ms' },
    { name: 'css', path: '/static/a.css' },
  ];
  expect(merged({ routes }, { routes: { home: { wait: '1s' } } }, refuse)).toEqual({
    routes: [{ name: 'home', cpu: '4ms', wait: '1s' }, routes[1]],
  });
  expect(merged({}, { app: { timeout: '2s' } }, refuse)).toEqual({
    app: { workers: 3, timeout: '2s' },
  });
  const [gunicorn, uwsgi] = [
    { server: 'gunicorn', workers: 2 },
    { server: 'uwsgi', processes: 2 },
  ];
  expect(merged({ app: gunicorn }, { app: uwsgi }, refuse)).toEqual({ app: uwsgi });
  expect(merged({ app: gunicorn }, { app: { server: 'gunicorn', threads: 4 } }, refuse)).toEqual({
    app: { ...gunicorn, threads: 4 },
  });
  // What was taken away is put in again, and is no server called none.
  expect(merged({ front: 'none' }, { front: { gzip: 'on' } }, refuse)).toEqual({
    front: { gzip: 'on' },
  });
  const missed: string[] = [];
  merged({ routes }, { routes: { hoem: { wait: '1s' } } }, (path) => missed.push(path));
  expect(missed).toEqual(['routes.hoem']);
});
