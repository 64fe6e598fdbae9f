import { expect, test } from 'vitest';
import { csvCell, csvText } from '../../../src/lesson/evidence/csv.ts';

test.each([
  // What a spreadsheet would run (OWASP: CSV injection).
  ['=1+1', '"\'=1+1"'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['+1', '"\'+1"'],
  ['-1', '"\'-1"'],
  ['-2+3+cmd|/C calc', '"\'-2+3+cmd|/C calc"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\t=1', '"\'\t=1"'],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['  =1', '"\'  =1"'],
  ['＝1', '"\'＝1"'],
  ['\u0000=1', '"\'\u0000=1"'],
  ['\tx', '"\'\tx"'],
  // What is only text.
  ['Ada', 'Ada'],
  ['1-2', '1-2'],
  ['a=b', 'a=b'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['a;b', '"a;b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['<b>Ada</b>', '<b>Ada</b>'],
  ["O'Hara", '"O\'Hara"'],
  // What is a number stays one.
  [-5, '-5'],
  [0.25, '0.25'],
  [Number.NaN, ''],
  [true, 'yes'],
  [null, ''],
])('%j becomes %j', (cell, written) => {
  expect(csvCell(cell)).toBe(written);
});

test('rows end as RFC 4180 says', () => {
  expect(
    csvText([
      ['a', 1],
      ['b', null],
    ]),
  ).toBe('a,1\r\nb,\r\n');
});
