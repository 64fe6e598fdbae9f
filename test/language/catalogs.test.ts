import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lessonIn } from '../../src/cli/build/languageModule.ts';
import { faultsOf } from '../../src/cli/languages/faults.ts';
import { languageCards, readTranslations } from '../../src/cli/languages/languageFiles.ts';
import { messagesIn } from '../../src/cli/languages/messagesIn.ts';
import { WHOLE_LESSONS, wantedTexts } from '../../src/cli/languages/wanted.ts';
import { readCourse } from '../../src/cli/lessons/readCourse.ts';
import { keyOf } from '../../src/language/catalog.ts';
import { parseMessage, withoutNote } from '../../src/language/message.ts';
import { shipped } from '../../src/language/shipped.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'languages');
const wanted = wantedTexts(ROOT);
const languages = languageCards(FOLDER);
const course = readCourse(join(ROOT, 'lessons'));

test('German, Spanish, French and Simplified Chinese are there', () => {
  expect(languages.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['de', 'es', 'fr', 'zh-Hans']),
  );
});

describe.each(languages)('$name', ({ code }) => {
  test.each([...wanted.keys()])('%s has every text, whole and sound', (file) => {
    const translations = readTranslations(join(FOLDER, code, file));
    expect(faultsOf(file, code, wanted.get(file) ?? [], translations)).toEqual([]);
  });

  test.each(WHOLE_LESSONS)('%s is the same lesson, word for word in another language', (id) => {
    const english = course.lessons.get(id);
    const translations = readTranslations(join(FOLDER, code, `lessons/${id}.yaml`));
    const lesson = lessonIn(join(ROOT, 'lessons', `${id}.yaml`), translations);
    expect(lesson.steps.map(({ id, kind, run }) => [id, kind, run])).toEqual(
      english?.steps.map(({ id, kind, run }) => [id, kind, run]),
    );
    expect(lesson.runs.map(({ scenario }) => scenario)).toEqual(
      english?.runs.map(({ scenario }) => scenario),
    );
    expect(lesson.title).not.toBe('');
  });
});

describe('what is said in the source', () => {
  const { messages, unreadable } = messagesIn(join(ROOT, 'src'));

  test('can be collected: every text is a literal', () => expect(unreadable).toEqual([]));

  test('is of the form that messages have', () => {
    for (const text of messages.keys()) expect(() => parseMessage(withoutNote(text))).not.toThrow();
  });

  test('has a key of its own', () => {
    const texts = [...new Set([...messages.keys(), ...(wanted.get('course.yaml') ?? [])])];
    expect(new Set(texts.map(keyOf)).size).toBe(texts.length);
    expect(new Set(texts.map(shipped)).size).toBe(texts.length);
  });
});

describe('what is wrong is found', () => {
  const say = (file: string, english: string, text: string) =>
    faultsOf(file, 'de', [english], { [english]: text }).join();

  test.each([
    ['interface.yaml', 'Next', '', 'is missing'],
    ['interface.yaml', '{n} waits', 'wartet', 'lacks {n}'],
    ['interface.yaml', '{n} waits', '{n} {m} wartet', 'uses {m}'],
    ['interface.yaml', '{n} waits', '{n wartet', 'must follow the name'],
    [
      'interface.yaml',
      '{n, plural, one {#} other {#}}',
      '{n, plural, other {#}}',
      'has a plural without one',
    ],
    ['lessons/x.yaml', 'takes {{p95 of fast}}', 'dauert', 'lacks the measure p95 of fast'],
    ['lessons/x.yaml', 'a [[worker|workers]]', 'ein [[arbeiter]]', 'lacks the term worker'],
    ['lessons/x.yaml', 'set `workers`', 'setze `arbeiter`', 'lacks the code workers'],
  ])('%s: “%s” as “%s”', (file, english, text, why) => {
    expect(say(file, english, text)).toContain(why);
  });

  test('a text that is said nowhere any more', () => {
    expect(faultsOf('interface.yaml', 'de', [], { Old: 'Alt' }).join()).toContain(
      'nowhere any more',
    );
  });
});
