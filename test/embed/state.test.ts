import { describe, expect, test } from 'vitest';
import { type EmbedState, readState, writeState } from '../../src/embed/state.ts';
import { LONGEST_STATE } from '../../src/embed/version.ts';
import type { Answer } from '../../src/lesson/answers.ts';
import { Dice } from '../scenario/dice.ts';

const STATE: EmbedState = {
  progress: {
    lesson: 'slow-clients',
    step: 'why',
    drafts: { knobs: { kind: 'knobs', values: [1, 0], solved: false } },
    answers: { guess: { kind: 'choice', option: 2 }, curve: { kind: 'curve', values: [0.25, 3] } },
    skipped: ['order'],
    played: ['watch'],
    hints: { puzzle: 1 },
    moment: { step: 'why', atUs: 4_200_000, request: 16 },
    noted: {},
    before: null,
  },
  seed: 12,
};

const written = (state: EmbedState): string => {
  const text = writeState(state);
  if (typeof text !== 'string') throw new Error(text[0]?.message);
  return text;
};

describe('the state of an embedded lesson', () => {
  test.each(['', 's=', '#s=', 'https://example.org/embed/slow-clients/?ui=view#s='])(
    'is read back behind “%s”',
    (before) => {
      expect(readState(before + written(STATE), 'slow-clients')).toEqual(STATE);
    },
  );

  test('says the lesson it is of, and is refused by another', () => {
    expect(written(STATE)).toMatch(/^1\.slow-clients\./);
    const [problem] = readState(written(STATE), 'buffering') as { at: string; message: string }[];
    expect(problem?.at).toBe('state');
    expect(problem?.message).toContain('slow-clients');
    expect(problem?.message).toContain('buffering');
  });

  test('of any one character changed, cut off or put in, nothing but the state itself is ever read', () => {
    const roll = new Dice(11);
    const text = written(STATE);
    for (let round = 0; round < 2000; round++) {
      const at = roll.whole(0, text.length - 1);
      const broken = roll.pick([
        text.slice(0, at),
        text.slice(0, at) + roll.pick(['A', '.', '9', '%', '𝄞']) + text.slice(at + 1),
        text.slice(0, at) + roll.pick(['A', '.', 'z']) + text.slice(at),
      ]);
      const read = readState(broken, 'slow-clients');
      if (Array.isArray(read)) expect(read[0]?.message).toMatch(/allowed|copy/);
      else expect(read).toEqual(STATE);
    }
  });

  test.each([[7], [null], [{}], ['2.slow-clients.abcde.1.A'], ['s=1.slow-clients'], ['']])(
    '%j is told',
    (input) =>
      expect(readState(input, 'slow-clients')).toEqual([expect.objectContaining({ at: 'state' })]),
  );

  test('never becomes longer than what keeps least can keep', () => {
    const roll = new Dice(5);
    const curve = (): Answer => ({
      kind: 'curve',
      values: Array.from({ length: 12 }, () => roll.whole(0, 1e9) / 1e3),
    });
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, step) => [`step-${step}`, curve()]));
    const half: EmbedState = {
      ...STATE,
      progress: { ...STATE.progress, answers: many(12), drafts: many(12) },
    };
    const read = readState(written(half), 'slow-clients');
    expect(read).toMatchObject({ progress: { answers: half.progress.answers, drafts: {} } });
    expect(written(half).length).toBeLessThanOrEqual(LONGEST_STATE);
    const all = { ...half, progress: { ...half.progress, answers: many(200) } };
    expect(writeState(all)).toEqual([expect.objectContaining({ at: 'state' })]);
  });
});
