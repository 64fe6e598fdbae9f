import { describe, expect, test } from 'vitest';
import {
  after,
  begun,
  type Deed,
  isHeldBack,
  type Presentation,
} from '../../../src/app/present/presentation.ts';
import { courseLesson } from '../../lesson/readLessons.ts';

const lesson = courseLesson('slow-clients.yaml');
const indexOf = (kind: string): number => lesson.steps.findIndex((step) => step.kind === kind);
const doAll = (from: Presentation, ...deeds: readonly Deed[]): Presentation =>
  deeds.reduce((now, deed) => after(lesson, now, deed), from);

describe('next', () => {
  test('plays a run first and leaves it then', () => {
    const at = begun(indexOf('run'));
    expect(isHeldBack(lesson, at)).toBe('run');
    const played = doAll(at, { do: 'next' });
    expect(played.step).toBe(at.step);
    expect(played.played).toEqual([lesson.steps[at.step]?.id]);
    expect(doAll(played, { do: 'next' }).step).toBe(at.step + 1);
  });

  test('never shows the answer of a prediction, which the run is to give', () => {
    const at = begun(indexOf('predict'));
    const next = doAll(at, { do: 'next' });
    expect(next.step).toBe(at.step + 1);
    expect(next.revealed).toEqual([]);
    expect(doAll(at, { do: 'reveal' }).revealed).toEqual([lesson.steps[at.step]?.id]);
  });

  test('shows what a slide keeps back before it leaves it', () => {
    const at = begun(lesson.steps.findIndex((step) => step.kind === 'explain' && step.reveals));
    const shown = doAll(at, { do: 'next' });
    expect([shown.step, shown.revealed.length]).toEqual([at.step, 1]);
    expect(doAll(shown, { do: 'next' }).step).toBe(at.step + 1);
  });

  test.each<Deed>([
    { do: 'veil', veil: 'black' },
    { do: 'over', over: 'keys' },
  ])('in the dark or behind a list only brings the slide back: %o', (deed) => {
    const hidden = doAll(begun(3), deed);
    for (const way of ['next', 'back'] as const) {
      const lit = doAll(hidden, { do: way });
      expect(lit).toMatchObject({ step: 3, veil: null, over: null });
    }
  });

  test('neither end is passed', () => {
    const last = lesson.steps.length - 1;
    expect(doAll(begun(0), { do: 'back' }).step).toBe(0);
    const end = doAll(begun(last), { do: 'next' }, { do: 'next' }, { do: 'next' });
    expect(end.step).toBe(last);
    expect(doAll(begun(0), { do: 'go', step: 999 }).step).toBe(last);
  });
});

test('the same key that darkens lightens; the other one changes the colour', () => {
  const black = doAll(begun(0), { do: 'veil', veil: 'black' });
  expect(black.veil).toBe('black');
  expect(doAll(black, { do: 'veil', veil: 'white' }).veil).toBe('white');
  expect(doAll(black, { do: 'veil', veil: 'black' }).veil).toBeNull();
});
