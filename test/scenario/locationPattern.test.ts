import { describe, expect, test } from 'vitest';
import { locationFault, splitMatch } from '../../src/scenario/locationPattern.ts';

describe('nginx’s modifiers', () => {
  test.each([
    ['/static/', '', '/static/'],
    ['= /health', '=', '/health'],
    ['=/health', '=', '/health'],
    ['^~ /media/', '^~', '/media/'],
    ['~ \\.css$', '~', '\\.css$'],
    ['~* \\.CSS$', '~*', '\\.CSS$'],
  ])('%s', (written, modifier, match) => {
    expect(splitMatch(written)).toEqual({ modifier, match });
  });
});

describe('regular expressions that could take very long are refused', () => {
  test.each([
    '(a+)+$',
    '(a|a)*',
    '(a?)+',
    '((ab)*c)+',
    '([a-z]+)*x',
    '(?:a{2,}){5}',
    '.*.*.*.*x',
    'a{1,5000}',
    '(.)\\1',
    '(?=a)',
    '(?<n>a)\\k<n>',
    '(a|b){3,}',
  ])('%s', (pattern) => {
    expect(locationFault({ modifier: '~', match: pattern })).toContain('may take very long');
  });
  test.each([
    '\\.(css|js|png)$',
    '^/api/v[0-9]+/',
    '^/(en|de)/',
    '^/a(?:/b)?$',
    '[(+*]+x',
    '^/user/\\d{1,9}$',
    '\\(a+\\)+',
  ])('%s passes', (pattern) => {
    expect(locationFault({ modifier: '~*', match: pattern })).toBeNull();
  });
  test.each(['(', '[a', '*', 'a{2', '\\'])('%s does not compile', (pattern) => {
    expect(locationFault({ modifier: '~', match: pattern })).toBe(
      'is not a valid regular expression',
    );
  });
});
