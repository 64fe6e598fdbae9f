import { describe, expect, test } from 'vitest';
import { type Embedding, FORMATS, snippet } from '../../../src/app/share/snippets.ts';
import { siteOf, targetOf } from '../../../src/app/share/target.ts';
import { type EmbedOptions, readParameters, WITHOUT } from '../../../src/embed/parameters.ts';

const SITE = 'https://docs.example/course/roundtrip/';
const OPTIONS: Partial<EmbedOptions> = {
  step: 3,
  t: 4_200_000,
  seed: 12,
  theme: 'dark',
  lang: 'de',
  ui: 'compact',
  panels: ['lanes', 'logs'],
  lock: ['steps', 'knobs'],
  load: 'now',
  height: 700,
};
const embedding: Embedding = {
  site: SITE,
  target: { is: 'lesson', lesson: 'slow-clients', step: 3, atUs: 4_200_000, seed: null, set: null },
  title: 'Slow clients',
  link: `${SITE}#/lesson/slow-clients/step-3`,
  options: OPTIONS,
};

/** What an HTML parser makes of the attribute. */
const unescaped = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

test.each(['iframe', 'markdown', 'rst', 'myst'] as const)(
  'the frame in %s leads to a page that reads exactly what was chosen',
  (format) => {
    const written = /<iframe src="([^"]*)"/.exec(snippet(format, embedding))?.[1] ?? '';
    const address = new URL(unescaped(written));
    expect(address.href.startsWith(`${SITE}embed/slow-clients/?`)).toBe(true);
    expect(readParameters(address.search)).toEqual({
      options: { ...WITHOUT, ...OPTIONS },
      problems: [],
    });
  },
);

test('the attributes of the element say the same', () => {
  const written = snippet('element', embedding);
  const query = [...written.matchAll(/ ([a-z]+)="([^"]*)"/g)]
    .filter(([, name]) => !['src', 'lesson', 'title', 'href'].includes(name as string))
    .map(([, name, value]) => `${name}=${encodeURIComponent(unescaped(value as string))}`)
    .join('&');
  expect(readParameters(query)).toEqual({ options: { ...WITHOUT, ...OPTIONS }, problems: [] });
  expect(written).toContain(`<script src="${SITE}embed.v1.js" async></script>`);
});

test('a scenario travels behind the address', () => {
  const scenario: Embedding = {
    ...embedding,
    target: { is: 'scenario', state: '1.abc' },
    options: {},
  };
  expect(snippet('iframe', scenario)).toContain(`src="${SITE}embed/scenario/#s=1.abc"`);
  expect(snippet('element', scenario)).toContain('<request-roundtrip state="1.abc"');
});

describe.each(FORMATS)('%s', (format) => {
  test.each([
    '"><script>alert(1)</script>',
    "' onload='alert(1)",
    'line\n\n<img src=x onerror=alert(1)>',
    '`code` {alert(1)} ](javascript:alert(1))',
    '`_ <javascript:alert(1)>`__',
    '```\n<script>alert(1)</script>',
  ])('a title of %j stays text', (title) => {
    const plain = snippet(format, { ...embedding, title: 'x' });
    const named = snippet(format, { ...embedding, title });
    const tags = (text: string) => text.match(/<[a-z/!][^\s>]*/gi);
    const reallyTags = (text: string) => tags(text.replace(/\\</g, ''));
    expect(reallyTags(named)).toEqual(reallyTags(plain));
    expect(named.split('\n').length).toBe(plain.split('\n').length);
    // What is no HTML: the links of Markdown, and what MDX would run.
    const words = named.replace(/<iframe.*?<\/iframe>/g, '');
    if (format !== 'rst') {
      expect(words).not.toMatch(/(?<!\\)\]\(javascript/);
      expect(words.replace('{raw}', '')).not.toMatch(/[{}]/);
    }
  });
});

test.each([
  [`${SITE}#/lesson/slow-clients/step-4?at=4206134us&request=50&seed=7`, 'lesson'],
  [`${SITE}#s=1.abc`, 'scenario'],
  [`${SITE}#/lesson/not-in-the-course`, 'page'],
  [`${SITE}#/glossary`, 'page'],
])('%s is embedded as a %s', (link, is) => {
  expect(targetOf(link).is).toBe(is);
  expect(siteOf(link)).toBe(SITE);
});
