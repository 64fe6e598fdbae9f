import { expect, test } from 'vitest';
import { formatsFor, snippet } from '../../../src/app/share/snippets.ts';
import { linkForAll, targetOf } from '../../../src/app/share/target.ts';
import { keep } from '../../../src/app/shell/deviceMemory.ts';

test('a lesson that was taken from a link is handed on as that link, and can be embedded', () => {
  keep('taken.mine', 'l=1.abcde.4.AbCd');
  const link = linkForAll('https://docs.example/roundtrip/#/lesson/mine/step-3?t=1.5s');
  expect(link).toBe('https://docs.example/roundtrip/#l=1.abcde.4.AbCd');
  const target = targetOf(link);
  expect(target).toEqual({ is: 'prepared', packed: '1.abcde.4.AbCd' });
  if (target.is !== 'prepared') return;
  const embedding = { site: 'https://docs.example/roundtrip/', target, title: 'Mine', link };
  expect(snippet('iframe', { ...embedding, options: { theme: 'dark' } })).toContain(
    'src="https://docs.example/roundtrip/embed/lesson/?theme=dark#l=1.abcde.4.AbCd"',
  );
  // The element and the picture know lessons of the course alone.
  expect(formatsFor('prepared')).toEqual(['iframe', 'markdown', 'rst', 'myst']);
});

test.for(['#/lesson/slow-clients/step-3', '#/lesson/nobodys', '#/sandbox?s=1.a', '#/glossary'])(
  '%s stays as it is',
  (hash) => {
    const link = `https://docs.example/roundtrip/${hash}`;
    expect(linkForAll(link)).toBe(link);
  },
);
