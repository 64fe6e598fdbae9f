import { expect, test } from 'vitest';
import { handlingOf } from '../../src/offline/handling.ts';

const SCOPE = 'https://docs.example/roundtrip/';
const ask = (path: string, more: Partial<Parameters<typeof handlingOf>[0]> = {}) =>
  handlingOf({
    url: SCOPE + path,
    method: 'GET',
    isNavigation: false,
    referrer: SCOPE,
    scope: SCOPE,
    ...more,
  });

test.each([
  ['', { isNavigation: true }, 'site'],
  ['index.html?x=1', { isNavigation: true }, 'site'],
  ['assets/start-abc.js', {}, 'site'],
  ['lessons/slow-clients-light.webp', {}, 'seen'],
  ['answers/index.html', { isNavigation: true }, 'seen'],
  ['embed/slow-clients/', { isNavigation: true }, 'none'],
  ['assets/start-abc.js', { referrer: `${SCOPE}embed/slow-clients/` }, 'none'],
  ['embed.v1.js', {}, 'none'],
  ['sw.js', {}, 'none'],
  ['assets/x.js', { method: 'POST' }, 'none'],
] as const)('%s %o is for %s', (path, more, handling) => {
  expect(ask(path, more)).toBe(handling);
});

test('what lies beside the site is none of its business', () => {
  expect(ask('', { url: 'https://docs.example/other/assets/x.js' })).toBe('none');
});
