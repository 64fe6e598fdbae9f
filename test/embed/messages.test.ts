import { describe, expect, test } from 'vitest';
import { COMMAND_TYPES, EVENT_TYPES } from '../../src/embed/messageFields.ts';
import {
  type EmbedCommand,
  type EmbedEvent,
  envelope,
  readCommand,
  readEvent,
} from '../../src/embed/messages.ts';
import { Dice } from '../scenario/dice.ts';

const EVENTS: readonly EmbedEvent[] = [
  { type: 'ready', lesson: 'slow-clients', title: 'Slow clients', step: 1, of: 9 },
  { type: 'resize', height: 640 },
  { type: 'step', step: 2, of: 9, id: 'guess', kind: 'predict' },
  { type: 'predict', step: 2, id: 'guess', answer: { kind: 'choice', option: 1 } },
  { type: 'answer', step: 4, id: 'count', answer: { kind: 'number', value: 3.5 }, right: true },
  { type: 'state', state: '1.slow-clients.abcde.4.AAAA' },
  { type: 'complete', right: 3, answered: 4, of: 5 },
  {
    type: 'error',
    message: 'No.',
    problems: [{ at: 'step', value: '0', message: 'is too small' }],
  },
];
const COMMANDS: readonly EmbedCommand[] = [
  { type: 'play' },
  { type: 'pause' },
  { type: 'step', by: -1 },
  { type: 'goto', step: 3, t: '4.2s' },
  { type: 'setTheme', theme: 'dark' },
  { type: 'setLang', lang: 'de' },
  { type: 'getState' },
  { type: 'setState', state: '1.slow-clients.abcde.4.AAAA' },
];

describe('messages', () => {
  test('every event is read as it was sent', () => {
    expect(EVENTS.map(({ type }) => type)).toEqual(EVENT_TYPES);
    for (const event of EVENTS) {
      const sent = envelope(event, { frame: 'first', id: '7' });
      expect(readEvent(structuredClone(sent))).toEqual(sent);
    }
  });

  test('every command is read as it was sent', () => {
    expect(COMMANDS.map(({ type }) => type)).toEqual(COMMAND_TYPES);
    for (const command of COMMANDS) {
      const sent = envelope(command);
      expect(readCommand(structuredClone(sent))).toEqual(sent);
    }
  });

  test.each<[unknown, string, string]>([
    ['play', '', 'no message of Roundtrip'],
    [null, '', 'no message of Roundtrip'],
    [{ roundtrip: 2, type: 'play' }, 'roundtrip', 'allowed: 1'],
    [{ roundtrip: 1 }, 'type', 'play'],
    [{ roundtrip: 1, type: 'pley' }, 'type', '“play”'],
    [{ roundtrip: 1, type: 'constructor' }, 'type', 'no such message'],
    [{ roundtrip: 1, type: 'ready', lesson: 'x' }, 'type', 'no such message'],
    [{ roundtrip: 1, type: 'step', by: 5 }, 'by', '-1'],
    [{ roundtrip: 1, type: 'goto' }, 'goto', 'neither step nor t'],
    [{ roundtrip: 1, type: 'goto', step: '3' }, 'step', 'whole number'],
    [{ roundtrip: 1, type: 'goto', t: 4.2 }, 't', '4.2s'],
    [{ roundtrip: 1, type: 'setTheme', theme: 'sepia' }, 'theme', 'auto, light, dark'],
    [{ roundtrip: 1, type: 'setLang' }, 'lang', 'zh-Hans'],
    [{ roundtrip: 1, type: 'setState', state: 'x'.repeat(5000) }, 'state', '4096'],
    [{ roundtrip: 1, type: 'play', id: 7 }, 'id', 'must be text'],
  ])('%j is refused by its place', (data, at, words) => {
    const problems = readCommand(data);
    expect(problems).toEqual([expect.objectContaining({ at })]);
    expect((problems as { message: string }[])[0]?.message).toContain(words);
  });

  test('what a later version says beside it is passed over', () => {
    expect(readCommand({ roundtrip: 1, type: 'play', gently: true })).toEqual({
      roundtrip: 1,
      type: 'play',
    });
  });

  test('a message with any part replaced is read as what it may be, or refused by the place of that part', () => {
    const roll = new Dice(7);
    const THINGS = [
      undefined,
      null,
      '',
      'x',
      -1,
      0,
      1.5,
      Number.NaN,
      [],
      {},
      true,
      { kind: 'choice', option: -1 },
      '__proto__',
      'y'.repeat(10_000),
    ];
    for (let round = 0; round < 4000; round++) {
      const isCommand = roll.whole(0, 1) === 0;
      const message: Record<string, unknown> = {
        ...envelope(roll.pick<EmbedCommand | EmbedEvent>(isCommand ? COMMANDS : EVENTS), {
          frame: 'f',
        }),
      };
      const place = roll.pick(Object.keys(message));
      message[place] = roll.pick(THINGS);
      const result = isCommand ? readCommand(message) : readEvent(message);
      if (!Array.isArray(result)) continue;
      for (const { at, message: words } of result) {
        expect([place, 'goto', '']).toContain(at);
        expect(words).toMatch(/allowed|did you mean|neither/);
      }
    }
  });
});
