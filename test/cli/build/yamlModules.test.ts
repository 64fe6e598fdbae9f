import { build } from 'vite';
import { expect, test } from 'vitest';
import { yamlModules } from '../../../src/cli/build/yamlModules.ts';
import type { Lesson } from '../../../src/lesson/lesson.ts';
import { courseLesson } from '../../lesson/readLessons.ts';

test('a YAML file is imported as its plain value', () => {
  const modules = import.meta.glob('./samples/*.yaml', { eager: true, import: 'default' });
  const value = modules['./samples/sample.yaml'] as Record<string, unknown>;
  expect(value.title).toBe('A request');
  expect(value.steps).toEqual([1, 2]);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

const glob = '../../../lessons/';
const built = import.meta.glob<Lesson>(
  ['../../../lessons/*.yaml', '!../../../lessons/{course,glossary,shared}.yaml'],
  {
    eager: true,
    import: 'default',
    query: '?lesson',
  },
);
const cards = import.meta.glob<Partial<Lesson>>(
  ['../../../lessons/*.yaml', '!../../../lessons/{course,glossary,shared}.yaml'],
  {
    eager: true,
    import: 'default',
    query: '?card',
  },
);

test.each(Object.keys(built))('%s is built as parseLesson reads it, infinity and all', (path) => {
  const lesson = courseLesson(path.slice(glob.length));
  expect(JSON.stringify(lesson)).toContain('patienceUs');
  // What runs must show, and answers with pages of their own, stay with the build; so does the written form of runs that nobody turns.
  const turned = lesson.steps
    .filter((step) => ('question' in step ? step.question.kind === 'curve' : 'knobs' in step))
    .map(({ run }) => run);
  expect(turned.length).toBeGreaterThan(0);
  const runs = lesson.runs.map((run) => ({
    ...run,
    expect: [],
    written: turned.includes(run.name) ? run.written : {},
  }));
  const terms = lesson.terms.filter((term) => term.lesson === null);
  expect(built[path]).toEqual({ ...lesson, answers: [], terms, runs });
  const { id, kind, title, question, minutes } = lesson;
  expect(cards[path]).toEqual({ id, kind, title, question, minutes });
});

test('a faulty lesson fails the build and names file, place and what is wrong', async () => {
  const faulty = {
    name: 'faulty-lesson',
    resolveId: (id: string) => (id === 'faulty.yaml?lesson' ? id : undefined),
    load: (id: string) => (id === 'faulty.yaml?lesson' ? 'id: faulty\nminutes: 99' : undefined),
  };
  const building = build({
    configFile: false,
    logLevel: 'silent',
    plugins: [faulty, yamlModules()],
    build: { write: false, rolldownOptions: { input: 'faulty.yaml?lesson' } },
  });
  await expect(building).rejects.toThrow(/faulty\.yaml: .*minutes — must be a whole number/);
});

test('bad YAML fails the build and names the file', async () => {
  const brokenFile = {
    name: 'broken-file',
    resolveId: (id: string) => (id === 'broken.yaml' ? id : undefined),
    load: (id: string) => (id === 'broken.yaml' ? 'steps: [1, 2' : undefined),
  };
  const building = build({
    configFile: false,
    logLevel: 'silent',
    plugins: [brokenFile, yamlModules()],
    build: { write: false, rolldownOptions: { input: 'broken.yaml' } },
  });
  await expect(building).rejects.toThrow(/broken\.yaml: Flow sequence/);
});
