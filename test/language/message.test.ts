import { afterEach, describe, expect, test } from 'vitest';
import { catalogFrom, keyOf } from '../../src/language/catalog.ts';
import { parseMessage } from '../../src/language/message.ts';
import { listText, numberText } from '../../src/language/numbers.ts';
import { PSEUDO, pseudoCatalog } from '../../src/language/pseudo.ts';
import { speak, t, tParts, tText } from '../../src/language/t.ts';

/** Speaks a language that has these messages. */
const teach = (code: string, messages: Readonly<Record<string, string>>): void =>
  speak(
    code,
    catalogFrom(Object.fromEntries(Object.entries(messages).map(([k, v]) => [keyOf(k), v]))),
  );

afterEach(() => speak('en', null));

describe('t', () => {
  test('values, plurals, choices and notes in English', () => {
    expect(t('Run##button')).toBe('Run');
    expect(t('#{id} waits', { id: '12000' })).toBe('#12000 waits');
    const waits = '{n, plural, =0 {nobody waits} one {# request waits} other {# requests wait}}';
    expect([0, 1, 12_000].map((n) => t(waits, { n }))).toEqual([
      'nobody waits',
      '1 request waits',
      '12,000 requests wait',
    ]);
    const nested =
      '{who, select, you {you have {n, plural, one {# file} other {# files}}} other {—}}';
    expect(t(nested, { who: 'you', n: 2 })).toBe('you have 2 files');
    expect(t(nested, { who: 'constructor', n: 2 })).toBe('—');
  });

  test('a translation may turn the order round, and has the plurals of its own language', () => {
    teach('pl', {
      '{n, plural, one {# request} other {# requests}} of {who}':
        '{who}: {n, plural, one {# żądanie} few {# żądania} many {# żądań} other {# żądania}}',
    });
    const say = (n: number) =>
      t('{n, plural, one {# request} other {# requests}} of {who}', { n, who: 'nginx' });
    expect([1, 3, 5].map(say)).toEqual(['nginx: 1 żądanie', 'nginx: 3 żądania', 'nginx: 5 żądań']);
  });

  test('what has no translation stays English, and English is spoken again when asked for', () => {
    teach('de', { Next: 'Weiter' });
    expect([t('Next'), t('Back'), tText('Next'), tText('a {brace}')]).toEqual([
      'Weiter',
      'Back',
      'Weiter',
      'a {brace}',
    ]);
    speak('en', null);
    expect(t('Next')).toBe('Next');
  });

  test('tags wrap what they hold, wherever the translation puts them', () => {
    teach('de', { 'Press <k>{key}</k> to go on': 'Weiter mit <k>{key}</k>' });
    const parts = tParts<readonly string[] | string>('Press <k>{key}</k> to go on', {
      key: 'Space',
      k: (inner: (string | readonly string[])[]) => inner.map(String),
    });
    expect(parts).toEqual(['Weiter mit ', ['Space']]);
  });

  test.each([
    ['{', 'a name must follow'],
    ['{n, plural, one {x}}', 'needs the case “other”'],
    ['<b>bold', '<b> is not closed'],
    ['{n plural}', 'must follow the name'],
  ])('%s is refused', (text, why) => {
    expect(() => parseMessage(text)).toThrow(why);
  });
});

test('numbers and lists are written as the language writes them', () => {
  const written = (code: string) => {
    speak(code, null);
    return [numberText(1234.5, 1), listText(['a', 'b', 'c']), listText(['a', 'b'], 'or')];
  };
  expect(written('en')).toEqual(['1,234.5', 'a, b and c', 'a or b']);
  expect(written('de')).toEqual(['1.234,5', 'a, b und c', 'a oder b']);
  expect(written('zh-Hans')).toEqual(['1,234.5', 'a、b和c', 'a或b']);
});

test('the made-up language is twice as long, keeps what stands for something, and leaves no plain letter', () => {
  speak(PSEUDO, pseudoCatalog);
  const said = t('{n, plural, one {# request} other {# requests}} <b>wait</b> for {who}', {
    n: 2,
    who: '8',
  });
  expect(said).not.toMatch(/[a-zA-Z]/);
  expect(said).toMatch(/^2 .+ \u20688\u2069$/); // and lets values run in their own direction
  expect(said.length).toBeGreaterThan(2 * '2 requests wait for 8'.length - 8);
});
