import { expect, test } from 'vitest';
import { type Findable, find, markParts } from '../../../src/app/course/search.ts';

const findable = (title: string, more: Partial<Findable> = {}): Findable => ({
  kind: 'lesson',
  title,
  names: [],
  text: '',
  note: '',
  href: `#/${title}`,
  ...more,
});

const ALL = [
  findable('How many workers do I need?', { text: 'Two for each core, and one.' }),
  findable('What is a café to a server?'),
  findable('Why is my site slow?', { text: 'A worker is held by a slow line.' }),
  findable('worker', { kind: 'term', names: ['workers'], text: 'A program that runs your code.' }),
  findable('status 502', { kind: 'term', names: ['502'], text: 'Bad gateway.' }),
  findable('Who asks for a CPU?'),
  findable('processor', { kind: 'term', names: ['CPU'] }),
  findable('Little’s law', { kind: 'term' }),
];

const titles = (search: string): string[] => find(ALL, search).map(({ title }) => title);

test('the term itself comes before a question with the word, and that before a text with it', () => {
  expect(titles('worker')).toEqual([
    'worker',
    'How many workers do I need?',
    'Why is my site slow?',
  ]);
});

test('all words have to be there, in any order and case, in title or text', () => {
  expect(titles('LINE slow')).toEqual(['Why is my site slow?']);
  expect(titles('slow café')).toEqual([]);
});

test('accents, apostrophes and other spellings do not matter', () => {
  expect(titles('cafe')).toEqual(['What is a café to a server?']);
  expect(titles("little's")).toEqual(['Little’s law']);
  expect(titles('502')).toEqual(['status 502']);
  expect(titles('cpu')).toEqual(['processor', 'Who asks for a CPU?']);
});

test('two letters within a word are chance and find nothing; nothing finds nothing', () => {
  expect(titles('ow')).toEqual([]); // How, slow
  expect(titles('  ?!')).toEqual([]);
});

test('what was found is marked where it stands, in the text as it is written', () => {
  expect(markParts('A Café, two cafés', ['cafe'])).toEqual([
    { text: 'A ', isHit: false },
    { text: 'Café', isHit: true },
    { text: ', two ', isHit: false },
    { text: 'café', isHit: true },
    { text: 's', isHit: false },
  ]);
});

test('of a long text the stretch is shown in which something was found, between whole words', () => {
  const long = `${'before '.repeat(60)}needle${' after'.repeat(60)}`;
  const [found] = find([findable('A question', { text: long })], 'needle');
  const shown = found?.textParts.map(({ text }) => text).join('') ?? '';
  expect(shown).toMatch(/^… (before )+needle( after)+ …$/);
  expect(shown.length).toBeLessThan(170);
  expect(found?.textParts.find(({ isHit }) => isHit)?.text).toBe('needle');
});
