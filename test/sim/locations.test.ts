import { describe, expect, test } from 'vitest';
import type { Location } from '../../src/scenario/scenario.ts';
import { matchLocation } from '../../src/sim/locations.ts';
import { BEHIND_NGINX, ran } from './runs.ts';

const at = (modifier: Location['modifier'], match: string): Location => ({
  modifier,
  match,
  does: 'proxy',
});

/** The five configurations, A to E, of the example in nginx's documentation of `location`. */
const EXAMPLE = [
  at('=', '/'),
  at('', '/'),
  at('', '/documents/'),
  at('^~', '/images/'),
  at('~*', '\\.(gif|jpg|jpeg)$'),
];

describe('N4 which location serves a path', () => {
  test.each([
    ['/', 'A'],
    ['/index.html', 'B'],
    ['/documents/document.html', 'C'],
    ['/images/1.gif', 'D'],
    ['/documents/1.jpg', 'E'],
  ])("nginx's documentation: %s is served by configuration %s", (path, letter) => {
    expect('ABCDE'[matchLocation(EXAMPLE, path)]).toBe(letter);
    // The order of prefixes is of no importance, that of a lone regular expression neither.
    const reversed = EXAMPLE.toReversed();
    expect('EDCBA'[matchLocation(reversed, path)]).toBe(letter);
  });

  test('= takes the whole path and nothing else', () => {
    expect(matchLocation([at('', '/'), at('=', '/a')], '/a')).toBe(1);
    expect(matchLocation([at('', '/'), at('=', '/a')], '/a/')).toBe(0);
    expect(matchLocation([at('', '/'), at('=', '/a')], '/a?x=1')).toBe(1);
  });

  test('the longest prefix wins, whatever comes first', () => {
    const locations = [at('', '/a/b/'), at('', '/'), at('', '/a/')];
    expect(matchLocation(locations, '/a/b/c')).toBe(0);
    expect(matchLocation(locations, '/a/c')).toBe(2);
    expect(matchLocation(locations, '/b')).toBe(1);
  });

  test('of regular expressions the first in order wins, over a longer prefix', () => {
    const locations = [at('', '/api/very/long/'), at('~', '/api/'), at('~', '/api/very/')];
    expect(matchLocation(locations, '/api/very/long/x')).toBe(1);
  });

  test('^~ shields only where it is the longest prefix', () => {
    const locations = [at('^~', '/a/'), at('', '/a/b/'), at('~', 'c$')];
    expect(matchLocation(locations, '/a/c')).toBe(0);
    expect(matchLocation(locations, '/a/b/c')).toBe(2);
  });

  test('~ heeds case, ~* does not', () => {
    expect(matchLocation([at('~', '^/API/')], '/api/x')).toBe(-1);
    expect(matchLocation([at('~*', '^/API/')], '/api/x')).toBe(0);
  });

  test('a query string is not part of what is matched', () => {
    expect(matchLocation([at('~', '\\.css$'), at('', '/')], '/a.css?v=2')).toBe(0);
    expect(matchLocation([at('~', 'v=2'), at('', '/')], '/a.css?v=2')).toBe(1);
  });

  test('where nothing matches, nginx answers 404 by itself', () => {
    const { statuses, of } = ran(BEHIND_NGINX, {
      clients: [{ name: 'one', arrivals: [{ at: '0s' }] }],
      routes: [{ name: 'home', path: '/nowhere' }],
      front: { locations: [{ match: '/static/', static: '/srv' }] },
    });
    expect(statuses).toEqual([404]);
    expect(of('worker/accepted')).toEqual([]);
  });
});
