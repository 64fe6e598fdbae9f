import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/lesson/markdown.ts';

function read(text: string) {
  const problems: string[] = [];
  const blocks = parseMarkdown(text, (found, message) => problems.push(`${found}: ${message}`));
  return { blocks, problems };
}

test('paragraphs, marks, terms and measures become nodes', () => {
  const { blocks, problems } = read(
    'One **two `x`** [three](https://example.org/a?b#c)\ngoes on.\n\n[[listen backlog|waiting room]]: {{ p95 of  fast }}',
  );
  expect(problems).toEqual([]);
  expect(blocks).toEqual([
    {
      kind: 'paragraph',
      children: [
        { kind: 'text', text: 'One ' },
        {
          kind: 'strong',
          children: [
            { kind: 'text', text: 'two ' },
            { kind: 'code', text: 'x' },
          ],
        },
        { kind: 'text', text: ' ' },
        {
          kind: 'link',
          href: 'https://example.org/a?b#c',
          children: [{ kind: 'text', text: 'three' }],
        },
        { kind: 'text', text: ' goes on.' },
      ],
    },
    {
      kind: 'paragraph',
      children: [
        { kind: 'term', term: 'listen backlog', text: 'waiting room' },
        { kind: 'text', text: ': ' },
        { kind: 'value', words: 'p95 of fast' },
      ],
    },
  ]);
});

test('lists, ordered and not', () => {
  expect(read('- one\n- two\n  goes on').blocks).toEqual([
    {
      kind: 'list',
      ordered: false,
      items: [[{ kind: 'text', text: 'one' }], [{ kind: 'text', text: 'two goes on' }]],
    },
  ]);
  expect(read('1. a\n2. b').blocks).toMatchObject([{ kind: 'list', ordered: true }]);
});

test('markup of the page stays text', () => {
  const html = '<img src=x onerror=alert(1)> &amp; <b>';
  expect(read(html).blocks).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: html }] },
  ]);
});

test.each([
  'javascript:alert%281%29',
  'data:text/html,x',
  'http://example.org',
  '//example.org',
  'https://a b',
  '',
])('a link to “%s” is refused', (href) => {
  const { blocks, problems } = read(`[x](${href})`);
  expect(JSON.stringify(blocks)).not.toContain('"link"');
  if (!href.includes(' ')) expect(problems).toHaveLength(1);
});

test('what is not closed is reported and kept', () => {
  const { blocks, problems } = read('a **b');
  expect(problems).toEqual(['**b: “**” is opened and not closed; allowed: **…**']);
  expect(blocks).toEqual([{ kind: 'paragraph', children: [{ kind: 'text', text: 'a **b' }] }]);
});
