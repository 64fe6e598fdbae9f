import { describe, expect, test } from 'vitest';
import { fillPlayer, jsonInHtml } from '../../../src/app/package/fillPlayer.ts';
import { scormManifest } from '../../../src/app/package/scormManifest.ts';
import { LESSON_SLOT, TITLE_SLOT } from '../../../src/app/package/slots.ts';
import { readGiven } from '../../../src/app/single/given.ts';
import { interactionOf } from '../../../src/app/single/scorm/interactions.ts';
import { scormTime } from '../../../src/app/single/scorm/scormTime.ts';
import { collectEvidence } from '../../../src/lesson/evidence/collectEvidence.ts';
import { everyKind } from '../../lesson/everyKind.ts';
import { anyWalk, diceOf, sourceOf } from '../../lesson/evidence/walks.ts';

const lesson = everyKind();
const given = { lesson, language: null, site: null, platform: null };

describe('a lesson in HTML', () => {
  test('what would end a script, begin a comment or break a line is escaped, and reads back as it was', () => {
    const nasty = {
      text: '</script><!--<script>\u2028\u2029 ]]>&amp;',
      most: Number.POSITIVE_INFINITY,
    };
    const json = jsonInHtml(nasty);
    expect(json).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual(nasty);
  });

  test('a filled player reads back as what was put in; a title is text', () => {
    const player = `<title>${TITLE_SLOT}</title><script id="lesson">${LESSON_SLOT}</script>`;
    const page = fillPlayer(player, { ...given, lesson: { ...lesson, title: '<b>$&</b>' } });
    expect(page).toContain('<title>&#60;b&#62;$&#38;&#60;/b&#62;</title>');
    const inside = /id="lesson">(.*)<\/script>/s.exec(page)?.[1] ?? '';
    expect(readGiven(inside).lesson.steps).toEqual(lesson.steps);
    expect(readGiven(inside).lesson.title).toBe('<b>$&</b>');
  });

  test.each([
    ['without places', '<html></html>'],
    ['with two places', `${TITLE_SLOT} ${LESSON_SLOT} ${LESSON_SLOT}`],
  ])('a player %s is refused', (_, player) => {
    expect(() => fillPlayer(player, given)).toThrow(/does not fit this page/);
  });

  test.each([
    ['nothing', '', /damaged/],
    ['the empty player', LESSON_SLOT, /no lesson was put into it/],
    ['no steps', JSON.stringify({ lesson: { ...lesson, steps: [] } }), /no lesson of this version/],
    ['a list', '[]', /no lesson of this version/],
  ])('%s is no lesson', (_, text, words) => {
    expect(() => readGiven(text)).toThrow(words);
  });

  test('an address that could run something is no address of a site', () => {
    const text = JSON.stringify({ ...given, site: 'javascript:alert(1)' });
    expect(readGiven(text).site).toBeNull();
  });
});

describe('what SCORM 1.2 is told', () => {
  test.each([
    [0, '0000:00:00.00'],
    [1_690, '0000:00:01.69'],
    [3_599_999, '0001:00:00.00'],
    [86_400_000 * 500, '9999:00:00.00'],
    [-5, '0000:00:00.00'],
  ])('%d ms is %s', (ms, text) => {
    expect(scormTime(ms)).toBe(text);
  });

  test('every answer is told in the vocabulary and the length that the standard allows (40 learners, seeds 1 to 40)', () => {
    const source = sourceOf(lesson);
    const types = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const { context, isFinished } = anyWalk(lesson, diceOf(seed), 30, source);
      const about = { learner: null, writtenAt: '', seed: null, isFinished };
      for (const answer of collectEvidence(lesson, context, source, about).answers) {
        const told = new Map(interactionOf(lesson, answer));
        expect(told.get('id')).toMatch(/^[A-Za-z0-9_.-]{1,255}$/);
        expect(told.get('student_response')?.length).toBeLessThanOrEqual(255);
        expect(told.get('result')).toMatch(/^(?:correct|wrong|neutral)$/);
        expect(told.get('latency')).toMatch(/^\d{4}:\d\d:\d\d\.\d\d$/);
        if (told.get('type') === 'choice' && answer.first)
          expect(told.get('student_response')).toMatch(/^[a-z]$/);
        if (told.get('type') === 'sequencing' && answer.first)
          expect(told.get('student_response')).toMatch(/^[a-z](?:,[a-z])+$/);
        if (told.get('type') === 'numeric' && answer.first)
          expect(told.get('student_response')).toMatch(/^-?\d+(?:\.\d+)?$/);
        types.add(told.get('type') ?? '');
      }
    }
    expect([...types].sort()).toEqual([
      'choice',
      'fill-in',
      'numeric',
      'performance',
      'sequencing',
    ]);
  });

  test('a manifest without points to reach asks for none', () => {
    const manifest = scormManifest({
      id: 'a',
      title: 'A',
      masteryScore: null,
      files: ['index.html'],
    });
    expect(manifest).not.toContain('masteryscore');
  });
});
