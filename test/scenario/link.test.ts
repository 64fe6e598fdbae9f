import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink, type LinkState } from '../../src/scenario/link.ts';
import { packText, unpackText } from '../../src/scenario/packing.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import { isProblems } from '../../src/scenario/problems.ts';
import { LONGEST_LINK } from '../../src/scenario/sealed.ts';
import { Dice, randomScenario } from './randomScenario.ts';

const STATE: LinkState = {
  scenario: PRESETS['slow-clients-unbuffered'],
  atUs: 1_250_000,
  selected: 2,
  step: 0,
};

function encoded(state: LinkState): string {
  const link = encodeLink(state);
  if (typeof link !== 'string') throw new Error(JSON.stringify(link));
  return link;
}
function faultOf(link: string): string {
  const state = decodeLink(link);
  if (!isProblems(state)) throw new Error('was accepted');
  expect(state).toHaveLength(1);
  return state[0]?.message ?? '';
}

describe('a link brings back what was put in', () => {
  test('scenario, moment, selection, step', () => {
    expect(decodeLink(encoded(STATE))).toEqual(STATE);
    expect(decodeLink(encoded({ scenario: {} }))).toEqual({ scenario: {} });
  });
  test('for 500 random scenarios', () => {
    for (let seed = 0; seed < 500; seed++) {
      const scenario = randomScenario(seed);
      const state = decodeLink(encoded({ scenario, atUs: seed }));
      expect(state).toEqual({ scenario: JSON.parse(JSON.stringify(scenario)), atUs: seed });
    }
  });
  test('within an address, behind other parts, with what a mail program hangs on', () => {
    const link = encoded(STATE);
    for (const address of [
      `#${link}`,
      `https://example.org/a/#${link}`,
      `#lang=de&${link}&x=1`,
      `#${link}).`,
      `#${link}>`,
    ]) {
      expect(decodeLink(address), address).toEqual(STATE);
    }
  });
  test('of characters that every program leaves alone', () => {
    expect(encoded(STATE)).toMatch(/^s=1\.[\w-]+\.[0-9a-z]+\.[\w-]+$/);
  });
  test('in any script of the world', () => {
    const scenario = { title: 'Grüße, 世界 🚀 \u0000 \ud800' };
    expect(decodeLink(encoded({ scenario }))).toEqual({ scenario });
  });
  test('shorter than its JSON', () => {
    for (const scenario of Object.values(PRESETS)) {
      expect(encoded({ scenario }).length).toBeLessThan(JSON.stringify({ scenario }).length);
    }
  });
  test('format 1 stays as it is: links that are out in the world', () => {
    const link = 's=1.4YtYw.l.ihzJZli2glOwomigoCGp9';
    expect(encoded({ scenario: { title: 'Kept', app: { workers: 2 } }, atUs: 5 })).toBe(link);
    expect(decodeLink(link)).toEqual({ scenario: { title: 'Kept', app: { workers: 2 } }, atUs: 5 });
  });
});

describe('a broken link says what is wrong', () => {
  test('cut short at every length', () => {
    const link = encoded(STATE);
    for (let length = 0; length < link.length; length++) {
      const message = faultOf(link.slice(0, length));
      expect(message, link.slice(0, length)).toContain(
        length < 2 ? 'holds no scenario' : 'cut short',
      );
    }
    expect(faultOf(link.slice(0, -7))).toContain('7 of');
  });
  test('one character changed anywhere', () => {
    const link = encoded(STATE);
    for (let at = 2; at < link.length; at++) {
      const other = link[at] === 'x' ? 'y' : 'x';
      faultOf(link.slice(0, at) + other + link.slice(at + 1));
    }
  });
  test('another format', () => {
    expect(faultOf('#s=9.abcde.4.abcd')).toBe(
      'is written in format 9, which this site does not know; it reads format 1. A newer version of the site may open it',
    );
  });
  test('not ours at all', () => {
    for (const link of [
      '',
      '#',
      '#about',
      'https://example.org/',
      null as unknown as string,
      {} as unknown as string,
    ]) {
      expect(faultOf(link)).toContain('holds no scenario');
    }
    expect(faultOf('#s=hello')).toContain('is not a link of this site');
    expect(faultOf('#s=1.äöü.1.x')).toContain('is not a link of this site');
  });
  test('too long', () => {
    expect(faultOf(`#s=1.abcde.zzzzz.${'a'.repeat(300)}`)).toBe(
      `is too long; allowed: ${LONGEST_LINK} characters`,
    );
    const dice = new Dice(1);
    const scenario = {
      title: Array.from({ length: 200_000 }, () => String.fromCharCode(dice.whole(32, 126))).join(
        '',
      ),
    };
    expect(encodeLink({ scenario })).toMatchObject([
      { message: expect.stringContaining('is too large for a link') },
    ]);
  });
  test('a moment that is none', () => {
    const odd = encoded({ scenario: {}, atUs: -1 });
    expect(decodeLink(odd)).toEqual([
      { at: 'atUs', value: '-1', message: 'must be a whole number, 0 or more' },
    ]);
  });
  test('what cannot be put into a link', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(encodeLink({ scenario: circle })).toMatchObject([
      { message: expect.stringContaining('is not plain data') },
    ]);
  });
});

describe('nothing makes it throw', () => {
  test('10,000 random packings and what they hold', () => {
    const dice = new Dice(5);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (let round = 0; round < 10_000; round++) {
      const packed = Array.from({ length: dice.whole(0, 60) }, () => dice.pick([...alphabet])).join(
        '',
      );
      const text = unpackText(packed);
      if (text !== null) parseScenario(text);
    }
    expect(unpackText('!')).toBeNull();
  });
  test('20,000 mangled or made-up links, and the scenarios they turn out to hold', () => {
    const dice = new Dice(6);
    const whole = encoded(STATE);
    const strange = [
      '#',
      '&',
      's=',
      '1.',
      '.',
      '%',
      '\ud800',
      '\u0000',
      '🚀',
      'ä',
      ' ',
      '-',
      'zzzzz',
      '9',
      'A',
    ];
    for (let round = 0; round < 20_000; round++) {
      const from = dice.whole(0, whole.length);
      const rubbish = Array.from({ length: dice.whole(0, 12) }, () => dice.pick(strange)).join('');
      const link =
        round % 2 === 0
          ? whole.slice(0, from) + rubbish + whole.slice(from + dice.whole(0, 3))
          : `#s=1.${rubbish}`;
      const state = decodeLink(link);
      if (!isProblems(state)) parseScenario(state.scenario);
      else expect(state.length).toBeGreaterThan(0);
    }
  });
  test('data of every shape within a whole link', () => {
    const shapes: unknown[] = [
      null,
      [],
      {},
      'x',
      -1,
      1e300,
      true,
      [[[[]]]],
      JSON.parse('{"__proto__":1,"constructor":{}}') as unknown,
    ];
    const keys = [
      'title',
      'clients',
      'front',
      'app',
      'routes',
      'hosts',
      'socket',
      'script',
      'database',
    ];
    for (const key of keys)
      for (const shape of shapes) {
        const state = decodeLink(encoded({ scenario: { [key]: shape } as LinkState['scenario'] }));
        if (!isProblems(state)) parseScenario(state.scenario);
      }
    const deep = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`) as string;
    const state = decodeLink(encoded({ scenario: { title: deep } }));
    expect(isProblems(state) ? state : parseScenario(state.scenario)).toHaveLength(1);
  });
  test('long repeats and runs', () => {
    for (const text of ['', 'a', 'ab'.repeat(5000), 'x'.repeat(4097), 'äöü'.repeat(999)]) {
      expect(unpackText(packText(text))).toBe(text);
    }
  });
});
