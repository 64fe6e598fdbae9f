import { expect, test } from 'vitest';
import { parseRoute, type Route, routeHash } from '../../src/app/route.ts';

const ADDRESSES: [string, Route][] = [
  ['', { page: 'course' }],
  ['#/', { page: 'course' }],
  ['#/?q=slow%20clients', { page: 'course', search: 'slow clients' }],
  ['#/glossary', { page: 'glossary', term: null }],
  ['#/glossary/listen-backlog', { page: 'glossary', term: 'listen-backlog' }],
  ['#/answers', { page: 'answers', answer: null }],
  ['#/answers/do-i-need-both', { page: 'answers', answer: 'do-i-need-both' }],
  ['#/answers/Do I?', { page: 'unknown', asked: '/answers/Do I?' }],
  ['#/sandbox', { page: 'sandbox', state: null }],
  ['#/truth', { page: 'truth' }],
  ['#/accessibility', { page: 'accessibility' }],
  ['#/compare', { page: 'compare', readyMade: null, state: null }],
  ['#/compare/nginx-or-not', { page: 'compare', readyMade: 'nginx-or-not', state: null }],
  ['#c=1.abc', { page: 'compare', readyMade: null, state: '1.abc' }],
  ['#c=', { page: 'compare', readyMade: null, state: '' }],
  [
    '#/compare/case/F_hang-timeout3_sync-w1_direct%231',
    { page: 'case', name: 'F_hang-timeout3_sync-w1_direct#1' },
  ],
  ['#/compare/Not a name', { page: 'unknown', asked: '/compare/Not a name' }],
  ['#s=1.abc', { page: 'sandbox', state: '1.abc' }],
  ['#s=', { page: 'sandbox', state: '' }],
  ['#s=1.abc&tab=statechart', { page: 'sandbox', state: '1.abc', tab: 'statechart' }],
  [
    '#s=1.abc&tab=requests&share=62',
    { page: 'sandbox', state: '1.abc', tab: 'requests', share: 62 },
  ],
  ['#/gallery', { page: 'gallery' }],
  [
    '#/compare/nginx-or-not?at=3000000us',
    {
      page: 'compare',
      readyMade: 'nginx-or-not',
      state: null,
      moment: { atUs: 3_000_000, request: null },
    },
  ],
  [
    '#/compare/case/A_x?at=15us&request=2',
    { page: 'case', name: 'A_x', moment: { atUs: 15, request: 2 } },
  ],
  ['#/lesson/slow-clients', { page: 'lesson', lesson: 'slow-clients', step: null, moment: null }],
  [
    '#/lesson/slow-clients/step-3',
    { page: 'lesson', lesson: 'slow-clients', step: 3, moment: null },
  ],
  [
    '#/lesson/a/step-2?at=4200000us&request=16',
    { page: 'lesson', lesson: 'a', step: 2, moment: { atUs: 4_200_000, request: 16 } },
  ],
  ['#/lesson/a/step-2?at=soon', { page: 'lesson', lesson: 'a', step: 2, moment: null }],
  ['#/lesson/a/step-2?seed=12', { page: 'lesson', lesson: 'a', step: 2, moment: null, seed: '12' }],
  [
    '#/lesson/a/step-2?seed=12&set=3.1.2&at=15us',
    {
      page: 'lesson',
      lesson: 'a',
      step: 2,
      moment: { atUs: 15, request: null },
      seed: '12',
      set: '3.1.2',
    },
  ],
  [
    '#/lesson/a/step-3?skip=yes',
    { page: 'lesson', lesson: 'a', step: 3, moment: null, skip: true },
  ],
  [
    '#/lesson/a/step-3?proof=yes',
    { page: 'lesson', lesson: 'a', step: 3, moment: null, proof: true },
  ],
  [
    '#/lesson/a/step-3?at=15us&request=2&notes=yes',
    {
      page: 'lesson',
      lesson: 'a',
      step: 3,
      moment: { atUs: 15, request: 2 },
      notes: true,
    },
  ],
  ['#/lesson/a?skip=no&notes=yesterday', { page: 'lesson', lesson: 'a', step: null, moment: null }],
  ['#/lesson/', { page: 'unknown', asked: '/lesson/' }],
  ['#/nowhere', { page: 'unknown', asked: '/nowhere' }],
];

test.each(ADDRESSES)('%s is read as its route', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test('every route but unknown survives the way through its address', () => {
  for (const [, route] of ADDRESSES)
    if (route.page !== 'unknown') expect(parseRoute(routeHash(route))).toEqual(route);
});

test('an address of any length and alphabet is a route, not an exception', () => {
  for (const hash of ['#%', '#/lesson/%00', `#${'x'.repeat(100_000)}`, '#/lesson/a/step-99999999'])
    expect(parseRoute(hash).page).toBe('unknown');
});
