import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { beginDraft, changeDraft, type DraftChange } from '../../../src/app/prepare/draftState.ts';
import { freeName, moved } from '../../../src/app/prepare/listEdits.ts';
import { asKind, newStep } from '../../../src/app/prepare/newStep.ts';
import { placeOf } from '../../../src/app/prepare/place.ts';
import { readValueLine, valueLine } from '../../../src/app/prepare/writtenValue.ts';
import { parseRoute, routeHash } from '../../../src/app/route.ts';
import { merged } from '../../../src/lesson/changes.ts';
import { STEP_KINDS } from '../../../src/lesson/lesson.ts';
import { overlayOf } from '../../../src/lesson/prepared/overlayOf.ts';
import { PRESETS } from '../../../src/scenario/presets.ts';
import { LESSON_FILES } from '../../lesson/readLessons.ts';

const of = (title: string) => ({ source: { title }, text: null, isUnread: false });
const write = (title: string, atMs: number, what = 'title'): DraftChange => ({
  do: 'write',
  source: { title },
  what,
  atMs,
});

describe('undo', () => {
  test('takes back a field as it was before somebody typed in it, letter after letter', () => {
    let state = beginDraft(of('a'));
    for (const [i, title] of ['ab', 'abc', 'abcd'].entries())
      state = changeDraft(state, write(title, 1000 + 100 * i));
    state = changeDraft(state, write('other', 1300, 'question'));
    state = changeDraft(state, { do: 'undo' });
    expect(state.present.source).toEqual({ title: 'abcd' });
    state = changeDraft(state, { do: 'undo' });
    expect(state.present.source).toEqual({ title: 'a' });
    expect(changeDraft(state, { do: 'undo' })).toBe(state);
    state = changeDraft(changeDraft(state, { do: 'redo' }), { do: 'redo' });
    expect(state.present.source).toEqual({ title: 'other' });
  });

  test('a pause begins another change', () => {
    let state = changeDraft(beginDraft(of('a')), write('ab', 1000));
    state = changeDraft(state, write('abc', 5000));
    expect(changeDraft(state, { do: 'undo' }).present.source).toEqual({ title: 'ab' });
  });

  test('a text that cannot be read changes nothing of what it said before', () => {
    const state = changeDraft(beginDraft(of('a')), {
      do: 'type',
      text: 'title: [',
      source: null,
      atMs: 0,
    });
    expect(state.present).toEqual({ source: { title: 'a' }, text: 'title: [', isUnread: true });
  });
});

/** Every value of a setting that the course writes. */
function* valuesIn(data: unknown): Generator<unknown> {
  if (Array.isArray(data)) for (const each of data) yield* valuesIn(each);
  else if (typeof data === 'object' && data !== null)
    for (const [key, each] of Object.entries(data)) {
      if (['below', 'above', 'between', 'equals', 'top', 'values'].includes(key)) yield each;
      yield* valuesIn(each);
    }
}

test('every value that the course writes comes back from its line', () => {
  let seen = 0;
  for (const file of LESSON_FILES)
    for (const value of valuesIn(parse(readFileSync(`lessons/${file}`, 'utf8')))) {
      if (Array.isArray(value) && value.some((each) => typeof each === 'object')) continue;
      expect(readValueLine(valueLine(value))).toEqual(value);
      seen++;
    }
  expect(seen).toBeGreaterThan(200);
  for (const value of ['20.1', 'true', '[1]', '"quoted"', 'a, b', 7, true, [1, '2s'], { a: 1 }])
    expect(readValueLine(valueLine(value))).toEqual(value);
});

test('what a scenario differs by from another, laid over it, gives the other', () => {
  const all = Object.values(PRESETS);
  for (const [i, next] of all.entries()) {
    const base = all[(i + 1) % all.length] as (typeof all)[number];
    const overlay = overlayOf(base, next);
    const again = JSON.parse(JSON.stringify(merged(base, overlay, () => {})), (_, each) => each);
    for (const [key, value] of Object.entries(next))
      if (!overlay[key] || typeof overlay[key] !== 'object') expect(again[key]).toEqual(value);
  }
  const base = { app: { workers: 2, threads: 4 }, clients: [{ name: 'a', patience: '1s' }] };
  const next = { app: { workers: 3 }, clients: [{ name: 'a', patience: '2s' }], front: 'none' };
  expect(overlayOf(base, next)).toEqual({
    app: { workers: 3, threads: null },
    clients: { a: { patience: '2s' } },
    front: 'none',
  });
  expect(overlayOf(next, next)).toEqual({});
});

test('members move within their list and no further, and names are free', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  const list = ['a', 'b'];
  expect(moved(list, 1, 1)).toBe(list);
  expect(freeName('guess', ['guess', 'guess-2'])).toBe('guess-3');
  expect(freeName('x'.repeat(40), []).length).toBeLessThanOrEqual(32);
});

test('a step of each kind can become one of any other, and keeps its words', () => {
  for (const from of STEP_KINDS)
    for (const to of STEP_KINDS) {
      const step = { ...newStep(from, []), title: 'Mine', say: 'Words' };
      expect(asKind(step, to, [])).toMatchObject({ kind: to, title: 'Mine', say: 'Words' });
    }
});

test('a problem leads to the part of the lesson that it names', () => {
  expect(placeOf('steps[3].options[0].text')).toEqual({ is: 'step', index: 3 });
  expect(placeOf('runs.two-workers.expect[0]')).toEqual({ is: 'run', name: 'two-workers' });
  expect(placeOf('sources[0].link')).toEqual({ is: 'about' });
});

test('drafts and prepared lessons have addresses', () => {
  for (const hash of ['#/prepare', '#/prepare/d3', '#l=1.abcde.1.A']) {
    const route = parseRoute(hash);
    if (route.page === 'unknown') throw new Error(hash);
    expect(routeHash(route)).toBe(hash);
  }
  expect(parseRoute('#/prepare/D 3').page).toBe('unknown');
});
