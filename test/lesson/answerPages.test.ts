import { describe, expect, test } from 'vitest';
import { lessonSource } from '../../src/cli/lessonSource.ts';
import { answerPages, proofOf, valuesOf } from '../../src/lesson/answerPages.ts';
import { parseMarkdown } from '../../src/lesson/markdown.ts';
import { plainText } from '../../src/lesson/plainText.ts';
import { courseLesson } from './readLessons.ts';

const lesson = courseLesson('slow-clients.yaml');
const { run } = lessonSource(lesson);
const read = (text: string) => parseMarkdown(text, (found) => expect.unreachable(found));

describe('what a lesson answers', () => {
  const pages = answerPages(lesson, run, true);

  test('is its own question first, under its own name, then its cards, each at its step', () => {
    expect(pages.map(({ id }) => id)).toEqual([lesson.id, ...lesson.answers.map(({ id }) => id)]);
    expect(pages.map(({ isDriving }) => isDriving).filter(Boolean)).toHaveLength(1);
    for (const [i, card] of lesson.answers.entries())
      expect(lesson.steps[(pages[i + 1]?.step ?? 0) - 1]?.id).toBe(card.step);
  });

  test('has a number for each of its measures, with its unit', () => {
    for (const { answer, values } of pages) {
      const text = plainText(answer, (words) => values[words] ?? expect.unreachable(words));
      expect(text).not.toMatch(/[{}]/);
    }
    expect(
      valuesOf(lesson, 'streamed', read('{{workers}}, {{p95 of fast in buffered}}'), run),
    ).toEqual({ workers: '3', 'p95 of fast in buffered': expect.stringMatching(/^\d+ ms$/) });
  });

  test('tells what its picture shows: who is under way, who waits, who is held', () => {
    expect(pages[0]?.picture).toMatch(
      / s into the run “.*”: \d+ requests under way, \d+ in the waiting room, 2 of 3 workers held by their clients\. #\d+: .*\.$/,
    );
    expect(answerPages(lesson, run, false)[0]?.picture).toBe(null);
  });
});

test('a measure without a value stops the build, and is named', () => {
  const words = read('{{time of slow#9}}');
  expect(() => valuesOf(lesson, 'streamed', words, run)).toThrow(/slow#9.* has no value/);
});

test('a lesson is proved where it first explains and has a place to look at', () => {
  const proof = proofOf(lesson);
  expect(proof.kind).toBe('explain');
  expect(proof.look?.at).not.toBe(null);
  const blind = lesson.steps.map((step) => ({ ...step, look: null }));
  expect(proofOf({ ...lesson, steps: blind }).kind).toBe('explain');
  const first = blind.find(({ kind }) => kind === 'read');
  if (first) expect(proofOf({ ...lesson, steps: [first] })).toBe(first);
});

test('words are plain: no marks, one line, measures in their place', () => {
  const blocks = read(
    'One **bold `word`** and [[workers|them]].\n\n- {{p95 of fast}}\n- [two](https://a.org)',
  );
  expect(plainText(blocks, () => '7 ms')).toBe('One bold word and them. 7 ms two');
});
