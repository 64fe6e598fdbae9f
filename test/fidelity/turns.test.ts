import { describe, expect, test } from 'vitest';
import { cases } from './replay.ts';
import { TURNS, turnsOf } from './turns.ts';

describe('N14 N15 N16 L: which app server nginx asks', () => {
  test.each(TURNS)('$name', ({ name, measured }) => {
    const [one] = cases.filter((each) => each.name === name);
    expect(turnsOf(one)).toBe(measured);
  });

  test('chance has no part in it', () => {
    const [one] = cases.filter((each) => each.name === 'L_round-robin');
    for (const seed of [1, 2, 3, 4, 5]) {
      const scenario = { ...(one.scenario as object), seed };
      expect(turnsOf({ ...one, scenario })).toBe(TURNS[0].measured);
    }
  });
});
