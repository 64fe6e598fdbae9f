import { describe, expect, test } from 'vitest';
import {
  type EmbedOptions,
  PARAMETER_NAMES,
  readParameters,
  WITHOUT,
  writeParameters,
} from '../../src/embed/parameters.ts';
import { Dice } from '../scenario/dice.ts';

describe('parameters of an embedded lesson', () => {
  test('an empty query asks for nothing', () => {
    expect(readParameters('')).toEqual({ options: WITHOUT, problems: [] });
    expect(writeParameters(WITHOUT)).toBe('');
  });

  test('what was written is read back, all of it', () => {
    const all: EmbedOptions = {
      step: 3,
      t: 4_200_000,
      speed: 0.5,
      seed: 4_294_967_295,
      set: '3.1.2',
      theme: 'dark',
      lang: 'zh-Hans',
      ui: 'compact',
      panels: ['events', 'logs'],
      lock: ['steps', 'app.workers'],
      hide: ['title', 'link'],
      motion: 'reduced',
      table: true,
      load: 'visible',
      height: 480,
    };
    const query = writeParameters(all);
    expect(query).toContain('t=4.2s');
    expect(query).toContain('panels=events,logs');
    expect(readParameters(`?${query}`)).toEqual({ options: all, problems: [] });
    expect(Object.keys(all).sort()).toEqual([...PARAMETER_NAMES].sort());
  });

  test.each([
    ['step=0', 'step', 'too small'],
    ['step=2.5', 'step', 'whole number'],
    ['step=-1', 'step', 'whole number'],
    ['t=4.2', 't', '4.2s'],
    ['speed=1000', 'speed', 'too large'],
    ['theme=solarized', 'theme', 'auto, light, dark'],
    ['ui=', 'ui', 'full, compact, view'],
    ['panels=events,radar', 'panels', 'lanes'],
    ['lock=everything', 'lock', 'steps, knobs, seeds'],
    ['height=12px', 'height', 'CSS pixels'],
    ['table=1', 'table', 'yes, no'],
    ['set=3..2', 'set', '3.1.2'],
    ['lang=english%20please', 'lang', 'zh-Hans'],
    ['them=dark', 'them', '“theme”'],
    ['step=2&step=3', 'step', 'twice'],
    ['__proto__=1', '__proto__', 'no such parameter'],
  ])('%s is told by its place and with what is allowed', (query, at, words) => {
    const { options, problems } = readParameters(query);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ at });
    expect(problems[0]?.message).toContain(words);
    expect({ ...options, step: null }).toEqual(WITHOUT);
  });

  test('one that is wrong takes no other along', () => {
    const { options } = readParameters('step=x&theme=dark&ui=view');
    expect(options).toEqual({ ...WITHOUT, theme: 'dark', ui: 'view' });
  });

  test('anything at all may stand in the address: what is read can be written and is read again the same', () => {
    const roll = new Dice(20_261_121);
    const PIECES = [
      ...PARAMETER_NAMES,
      '=',
      '=',
      '&',
      '%',
      '%2',
      '%2C',
      ',',
      '1',
      '9',
      '.',
      's',
      'dark',
      'view',
      'yes',
      'events',
      'app.workers',
      '\u0000',
      '<b>',
      '𝄞',
      '+',
      '-',
      'toString',
    ];
    for (let round = 0; round < 3000; round++) {
      const query = Array.from({ length: roll.whole(0, 14) }, () => roll.pick(PIECES)).join('');
      const { options, problems } = readParameters(query);
      expect(readParameters(writeParameters(options))).toEqual({ options, problems: [] });
      for (const { at, message } of problems)
        expect(at.length * message.length).toBeGreaterThan(-1);
    }
  });
});
